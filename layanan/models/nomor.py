"""Number books of letters: the pattern, the ledger of every number ever given out, and reserved blocks.

The rules that must never break stand in PostgreSQL (migration 0005_nomor): the ledger of a (buku, tahun) is 1, 2, 3, …
up to the counter at every commit, the counter never moves back, and a ledger row is never deleted or renumbered.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from inti.db.kata import Vektor

from ..enums import DIMUSNAHKAN, CakupanNomor, KeadaanNomor
from ..meja.tampilan import CHIP_NOMOR, Chip
from .permohonan import Permohonan


def _orang() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )


class FormatNomor(models.Model):
    """How letters are numbered from `mulai` on. Rows are added, never changed; the latest one in force counts."""

    hak_instansi = "SELECT, INSERT"

    pola = models.CharField(max_length=120)
    cakupan = models.CharField(max_length=12, choices=CakupanNomor, default=CakupanNomor.SATU)
    unit = models.CharField(max_length=24, blank=True, help_text="empty: as in the letterhead")
    mulai = models.DateField()
    dibuat_oleh = _orang()
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-mulai", "-pk"]
        verbose_name_plural = "format nomor"
        constraints = [
            models.CheckConstraint(
                name="format_nomor_urut_dan_tahun",
                condition=Q(pola__contains="{urut") & Q(pola__contains="{tahun}"),
            )
        ]

    def __str__(self) -> str:
        return self.pola

    @property
    def label_audit(self) -> str:
        return self.pola


class BlokNomor(models.Model):
    """Consecutive numbers taken from the book at once, for letters written while the system is down (Ps 12)."""

    hak_instansi = "SELECT, INSERT"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    buku = models.CharField(max_length=64)
    tahun = models.PositiveSmallIntegerField()
    awal = models.PositiveIntegerField()
    akhir = models.PositiveIntegerField()
    alasan = models.CharField(max_length=300)
    dibuat_oleh = _orang()
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name_plural = "blok nomor"
        constraints = [
            models.CheckConstraint(
                name="blok_nomor_awal_akhir", condition=Q(awal__gte=1, akhir__gte=models.F("awal"))
            ),
            models.CheckConstraint(name="blok_nomor_beralasan", condition=~Q(alasan="")),
        ]

    def __str__(self) -> str:
        return f"{self.awal}-{self.akhir}/{self.tahun}"

    @property
    def label_audit(self) -> str:
        return f"nomor {self.awal}–{self.akhir} tahun {self.tahun}"

    @property
    def jumlah(self) -> int:
        return self.akhir - self.awal + 1


class NomorSurat(models.Model):
    """One line of the ledger: one number of one book, and what became of it."""

    hak_instansi = (
        "SELECT, INSERT, UPDATE (keadaan, alasan, nomor, tanggal, permohonan_id, diubah_oleh_id, diubah_pada)"
    )
    ikut_musnah = True
    kolom_pribadi: ClassVar = {"alasan": DIMUSNAHKAN}

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    buku = models.CharField(max_length=64)
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()
    nomor = models.CharField(max_length=80, blank=True, help_text="as printed; empty while only reserved")
    tanggal = models.DateField(null=True, blank=True, help_text="date of the letter")
    keadaan = models.CharField(max_length=10, choices=KeadaanNomor, default=KeadaanNomor.TERPAKAI)
    alasan = models.CharField(max_length=300, blank=True)
    permohonan = models.ForeignKey(
        Permohonan, models.PROTECT, null=True, blank=True, related_name="nomor_surat"
    )
    blok = models.ForeignKey(BlokNomor, models.PROTECT, null=True, blank=True, related_name="nomor")
    diubah_oleh = _orang()
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diubah_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-tahun", "buku", "-urut"]
        verbose_name_plural = "nomor surat"
        indexes = [
            models.Index(fields=["tahun", "urut", "id"], name="nomor_surat_urut"),
            models.Index(fields=["tanggal", "id"], name="nomor_surat_tanggal"),
            GinIndex(Vektor("nomor"), name="nomor_surat_kata"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["buku", "tahun", "urut"], name="nomor_surat_sekali"),
            models.UniqueConstraint(fields=["nomor"], condition=~Q(nomor=""), name="nomor_surat_teks_sekali"),
            models.CheckConstraint(name="nomor_surat_urut_dari_satu", condition=Q(urut__gte=1)),
            models.CheckConstraint(
                name="nomor_surat_keadaan_lengkap",
                condition=Q(keadaan="terpakai", tanggal__isnull=False) & ~Q(nomor="")
                | Q(keadaan__in=["batal", "hilang"]) & ~Q(alasan="")
                | Q(keadaan="dipesan", blok__isnull=False, nomor=""),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor or f"{self.urut}/{self.tahun}"

    @property
    def label_audit(self) -> str:
        return str(self)

    @property
    def chip(self) -> Chip:
        return CHIP_NOMOR[KeadaanNomor(self.keadaan)]
