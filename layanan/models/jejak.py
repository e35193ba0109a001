"""What happened to a permohonan, and the paper that came out of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper

from ..enums import DIMUSNAHKAN, CaraTtd, Status, StatusDokumen
from .permohonan import Permohonan


class Riwayat(models.Model):
    """One transition. Rows are added and never changed: the instansi's login has no UPDATE or DELETE."""

    hak_instansi = "SELECT, INSERT"
    kolom_pribadi: ClassVar = {"alasan": "", "rinci": "{}"}

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="riwayat", db_index=False)
    transisi = models.CharField(max_length=32)
    dari = models.CharField(max_length=16, choices=Status, blank=True)
    ke = models.CharField(max_length=16, choices=Status)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    oleh_nama = models.CharField(max_length=120, blank=True)
    jabatan = models.CharField(max_length=160, blank=True)
    alasan = models.TextField(blank=True)
    rinci = models.JSONField(default=dict, blank=True)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["pada", "pk"]
        verbose_name_plural = "riwayat"
        indexes = [models.Index(fields=["permohonan", "pada"], name="riwayat_urut")]

    def __str__(self) -> str:
        return f"{self.transisi} {self.pada:%Y-%m-%d %H:%M}"


class Dokumen(models.Model):
    """A signed letter. Its number, bytes and signer never change; only its validity can end."""

    hak_instansi = (
        "SELECT, INSERT, UPDATE (status, dicabut_pada, dicabut_oleh_id, dicabut_jabatan, dicabut_alasan)"
    )

    kolom_pribadi: ClassVar = {"dicabut_alasan": DIMUSNAHKAN}

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="dokumen")
    nomor = models.CharField(max_length=80, unique=True)
    buku = models.CharField(max_length=64)
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()
    tanggal = models.DateField()
    perihal = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64, help_text="of the signed bytes")
    sidik = models.CharField(max_length=64, help_text="of the letter's data; the QR carries its first half")
    berkas = models.OneToOneField("berkas.Berkas", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=StatusDokumen, default=StatusDokumen.BERLAKU)
    berlaku_sampai = models.DateField(null=True, blank=True)
    ditandatangani_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    ditandatangani_pada = models.DateTimeField()
    penanda_nama = models.CharField(max_length=120)
    penanda_jabatan = models.CharField(max_length=160)
    cara = models.CharField(max_length=8, choices=CaraTtd, default=CaraTtd.TTE)
    distempel_oleh = models.CharField(max_length=120, blank=True, help_text="who put the stamp on the paper")
    distempel_pada = models.DateTimeField(null=True, blank=True)
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    dicabut_jabatan = models.CharField(max_length=160, blank=True)
    dicabut_alasan = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-ditandatangani_pada", "-pk"]
        verbose_name_plural = "dokumen"
        indexes = [models.Index(Upper("nomor"), name="dokumen_nomor_dicari")]
        constraints = [
            models.UniqueConstraint(fields=["buku", "tahun", "urut"], name="dokumen_nomor_sekali"),
            models.CheckConstraint(name="dokumen_urut_dari_satu", condition=models.Q(urut__gte=1)),
            models.CheckConstraint(
                name="dokumen_basah_distempel",
                condition=models.Q(cara="tte", distempel_pada__isnull=True)
                | models.Q(cara="basah", distempel_pada__isnull=False) & ~models.Q(distempel_oleh=""),
                violation_error_message="Surat bertanda tangan basah harus distempel (Ps 9 ayat 6).",
            ),
            models.CheckConstraint(
                name="dokumen_dicabut_lengkap",
                condition=models.Q(
                    status=StatusDokumen.BERLAKU,
                    dicabut_pada__isnull=True,
                    dicabut_oleh__isnull=True,
                    dicabut_alasan="",
                )
                | models.Q(
                    status=StatusDokumen.DICABUT, dicabut_pada__isnull=False, dicabut_oleh__isnull=False
                )
                & ~models.Q(dicabut_alasan=""),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def label_audit(self) -> str:
        return self.nomor


class SeriNomor(models.Model):
    """Last number given out in a book of a year. Taken only by `layanan.surat.nomor.ambil`, in the transaction that uses it."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    buku = models.CharField(max_length=64)
    tahun = models.PositiveSmallIntegerField()
    terakhir = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["buku", "tahun"]
        verbose_name_plural = "seri nomor"
        constraints = [models.UniqueConstraint(fields=["buku", "tahun"], name="seri_nomor_sekali")]

    def __str__(self) -> str:
        return f"{self.buku} {self.tahun}: {self.terakhir}"
