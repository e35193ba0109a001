"""Residents without an account: one-time codes that prove an address, and the applications that came in that way."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.kripto import TeksTersandi, indeks_buta

from ..models import Permohonan

UMUR_KODE = timedelta(minutes=10)
UMUR_BUKTI = timedelta(hours=12)
MAKS_COBA = 5
MAKS_PER_JAM = 5
"""Codes sent to one address in an hour."""


class JenisKontak(models.TextChoices):
    SUREL = "surel", "surel"
    TELEPON = "telepon", "nomor telepon"


class Tujuan(models.TextChoices):
    AJUKAN = "ajukan", "mengajukan"
    PERBAIKI = "perbaiki", "memperbaiki"


def indeks_kontak(jenis: str, nilai: str) -> str:
    """Found by this, never by the address itself; the kind is part of it."""
    return indeks_buta(nilai, f"daring.{jenis}")


class KodeKontak(models.Model):
    """A six-digit code (kept as a keyed digest) for one address; after it was typed right, the proof of this browser."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    tujuan = models.CharField(max_length=8, choices=Tujuan, default=Tujuan.AJUKAN)
    jenis = models.CharField(max_length=8, choices=JenisKontak)
    kontak = TeksTersandi()
    kontak_indeks = models.CharField(max_length=64)
    kode_sidik = models.CharField(max_length=64)
    percobaan = models.PositiveSmallIntegerField(default=0)
    permohonan = models.ForeignKey(
        Permohonan, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    dibuat_pada = models.DateTimeField(default=timezone.now)
    terbukti_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "kode kontak"
        indexes = [models.Index(fields=["kontak_indeks", "-dibuat_pada"], name="kode_kontak_terbaru")]
        constraints = [
            models.CheckConstraint(name="kode_maks_coba", condition=Q(percobaan__lte=MAKS_COBA)),
            models.CheckConstraint(
                name="kode_perbaikan_berpermohonan",
                condition=Q(tujuan=Tujuan.AJUKAN, permohonan__isnull=True)
                | Q(tujuan=Tujuan.PERBAIKI, permohonan__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}, {self.dibuat_pada:%Y-%m-%d %H:%M}"

    @property
    def berlaku(self) -> bool:
        """Whether the code may still be typed."""
        return (
            self.terbukti_pada is None
            and self.percobaan < MAKS_COBA
            and self.dibuat_pada > timezone.now() - UMUR_KODE
        )

    @property
    def terbukti(self) -> bool:
        return self.terbukti_pada is not None and self.terbukti_pada > timezone.now() - UMUR_BUKTI


class PengajuanDaring(models.Model):
    """From which proven address a permohonan came: its owner may repair it after a refusal (Ps 9 ayat 3)."""

    hak_instansi: ClassVar = "SELECT, INSERT"

    permohonan = models.OneToOneField(Permohonan, models.PROTECT, related_name="pengajuan_daring")
    jenis = models.CharField(max_length=8, choices=JenisKontak)
    kontak = TeksTersandi()
    kontak_indeks = models.CharField(max_length=64, db_index=True)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "pengajuan daring"

    def __str__(self) -> str:
        return f"{self.permohonan_id}, {self.get_jenis_display()}"
