"""The instansi's own words for what an applicant is told."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from layanan.peristiwa import PERISTIWA, periksa_teks


def teks_sah(teks: str) -> None:
    if kalimat := periksa_teks(teks):
        raise ValidationError(kalimat)


class TeksKabar(models.Model):
    """One event of which applicants hear. Without a row the text of `layanan.peristiwa` is used, over every channel."""

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE"

    peristiwa = models.CharField(max_length=24, unique=True)
    teks = models.CharField(max_length=500, validators=[teks_sah])
    lewat_surel = models.BooleanField("kirim lewat surel", default=True)
    lewat_pesan = models.BooleanField("kirim lewat WhatsApp/SMS", default=True)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    diubah_pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["peristiwa"]
        verbose_name_plural = "teks kabar"
        constraints = [
            models.CheckConstraint(name="teks_kabar_berisi", condition=~models.Q(teks="")),
        ]

    def __str__(self) -> str:
        return self.peristiwa

    @property
    def label_audit(self) -> str:
        return PERISTIWA[self.peristiwa].label
