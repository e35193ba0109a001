"""What intake leaves beside the permohonan: the consent of the applicant, and drafts that are not sent yet."""

import json
import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from inti.kripto import TeksTersandi

from ..enums import Bertindak, Kanal
from .permohonan import Permohonan

UMUR_DRAF = timedelta(days=14)


class Persetujuan(models.Model):
    """Consent to the processing of personal data (UU 27/2022 Ps 20-24): which text, who, when, through which channel.

    Never changed; permission to be called or written to stands on the permohonan (`boleh_wa`, `boleh_surel`).
    """

    hak_instansi: ClassVar = "SELECT, INSERT"

    permohonan = models.OneToOneField(Permohonan, models.PROTECT, related_name="persetujuan")
    versi = models.CharField(max_length=12, help_text="key in layanan.persetujuan.TEKS")
    pemberi = models.CharField(
        max_length=12, choices=Bertindak, help_text="in what role the person who agreed stood there"
    )
    kanal = models.CharField(max_length=8, choices=Kanal)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "persetujuan"

    def __str__(self) -> str:
        return f"{self.versi}, {self.get_kanal_display()}"


class DrafQuerySet(models.QuerySet["Draf"]):
    def hidup(self) -> "DrafQuerySet":
        return self.filter(diubah_pada__gt=timezone.now() - UMUR_DRAF)

    def milik(self, pengguna: Any) -> "DrafQuerySet":
        """The drafts of one account, newest first, whichever computer they were begun on."""
        return self.hidup().filter(pengguna=pengguna).order_by("-diubah_pada", "-pk")

    def milik_kontak(self, indeks: str) -> "DrafQuerySet":
        """The drafts of a resident who proved an e-mail address or telephone number."""
        return self.hidup().filter(kontak_indeks=indeks).exclude(kontak_indeks="").order_by("-diubah_pada")


class Draf(models.Model):
    """A form that is not sent yet, of an officer or of a proven contact. Goes after it was sent, or after 14 days."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kanal = models.CharField(max_length=8, choices=Kanal, default=Kanal.LOKET)
    kode_layanan = models.CharField(max_length=16)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="draf_permohonan"
    )
    kontak_indeks = models.CharField(max_length=64, blank=True, default="", db_index=True)
    isi_sandi = TeksTersandi(blank=True, default="", help_text="JSON: what was typed, by field name")
    langkah = models.PositiveSmallIntegerField(default=0)
    asal = models.CharField(max_length=64, blank=True, help_text="the queue number that it was begun from")
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)
    diubah_pada = models.DateTimeField(default=timezone.now)

    objects = DrafQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "draf"
        constraints = [
            models.CheckConstraint(
                name="draf_satu_pemilik",
                condition=models.Q(pengguna__isnull=False, kontak_indeks="")
                | (models.Q(pengguna__isnull=True) & ~models.Q(kontak_indeks="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode_layanan}, {self.diubah_pada:%Y-%m-%d}"

    @property
    def isi(self) -> dict[str, Any]:
        return json.loads(self.isi_sandi) if self.isi_sandi else {}


class BerkasDraf(models.Model):
    """A file that was chosen already; becomes the file of the permohonan when the draft is sent."""

    draf = models.ForeignKey(Draf, models.CASCADE, related_name="berkas")
    bidang = models.CharField(max_length=40, help_text="name of the form field")
    berkas = models.ForeignKey("berkas.Berkas", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "berkas draf"
        constraints = [models.UniqueConstraint(fields=["draf", "bidang"], name="berkas_draf_sekali")]

    def __str__(self) -> str:
        return self.bidang
