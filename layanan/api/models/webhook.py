"""Webhooks: who wants to know of which change of status, and every delivery of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.kripto import TeksTersandi

from ...meja.tampilan import Chip
from ...workflow import ALUR

CHIP_KIRIMAN = {
    "menunggu": Chip("Menunggu", "info", "clock"),
    "terkirim": Chip("Terkirim", "sukses", "check"),
    "gagal": Chip("Gagal", "bahaya", "alert-triangle"),
}


class Langganan(models.Model):
    """One address that is told of changes. It hears only of permohonan that its person may see."""

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    url = models.CharField(max_length=300)
    rahasia = TeksTersandi(help_text="key of the HMAC")
    langkah = models.JSONField(default=list, help_text="names of steps; empty: all of them")
    aktif = models.BooleanField(default=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "langganan webhook"
        constraints = [models.CheckConstraint(name="langganan_beralamat", condition=~Q(url=""))]

    def __str__(self) -> str:
        return self.url

    @property
    def label_audit(self) -> str:
        return self.url


class Kiriman(models.Model):
    """One notice to one address, with what became of it. No personal data is in it: number, step, status, time.

    It goes with its permohonan, and after `UMUR_KIRIMAN` in any case.
    """

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE, DELETE"

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        TERKIRIM = "terkirim", "Terkirim"
        GAGAL = "gagal", "Gagal"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    langganan = models.ForeignKey(Langganan, models.PROTECT, related_name="kiriman")
    langkah = models.CharField(max_length=32)
    isi = models.JSONField()
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField(default=0)
    kode_jawaban = models.PositiveSmallIntegerField(null=True, blank=True)
    galat = models.CharField("sebab gagal", max_length=200, blank=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    coba_lagi_pada = models.DateTimeField(null=True, blank=True)
    terkirim_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name_plural = "kiriman webhook"
        indexes = [
            models.Index(fields=["keadaan", "-dibuat_pada"], name="kiriman_keadaan"),
            models.Index(fields=["-dibuat_pada", "-id"], name="kiriman_terbaru"),
            models.Index(fields=["langkah", "-dibuat_pada"], name="kiriman_langkah"),
            models.Index(fields=["langganan", "-dibuat_pada"], name="kiriman_langganan"),
        ]
        constraints = [
            models.CheckConstraint(
                name="kiriman_terkirim_bertanggal",
                condition=Q(keadaan="terkirim", terkirim_pada__isnull=False)
                | (~Q(keadaan="terkirim") & Q(terkirim_pada__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.langkah}: {self.keadaan}"

    @property
    def nama_langkah(self) -> str:
        """In the words of the workflow; `ajukan` is where it begins."""
        return (
            ALUR[self.langkah].label if self.langkah in ALUR else self.langkah.replace("_", " ").capitalize()
        )

    @property
    def chip(self) -> Chip:
        return CHIP_KIRIMAN[self.keadaan]

    @property
    def label_audit(self) -> str:
        return f"{self.langkah} ke {self.langganan.url}"
