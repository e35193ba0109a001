"""Drafts, requests, and what is said to them (Ps 12)."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from inti.akun.models import Pengguna
from monitoring_center.walidata.gerbang.models import boleh_melihat

from .dasar import CHIP_KONSEP, CHIP_PERMOHONAN, Bentuk, Chip, Frekuensi, KeadaanKonsep


class Isi(models.Model):
    """What a draft and a request have in common: the contents of Ps 12(2)."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    pembaca = models.CharField(max_length=63)
    pemilik = models.CharField(max_length=63)
    dataset = models.CharField(max_length=41)
    dataset_nama = models.CharField(max_length=200)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=200)
    unit_kerja = models.CharField("unit kerja", max_length=200)
    maksud = models.TextField("maksud dan tujuan")
    kegunaan = models.TextField("kegunaan")
    bentuk = models.CharField("bentuk data", max_length=20, choices=Bentuk)
    frekuensi = models.CharField("frekuensi", max_length=10, choices=Frekuensi)
    kolom = models.JSONField("kolom", default=list)
    saringan = models.JSONField("saringan baris", default=list)
    nomor_surat = models.CharField("nomor surat", max_length=100, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.dataset_nama or self.dataset

    @property
    def label_audit(self) -> str:
        return str(self)


class KonsepQuerySet(models.QuerySet["Konsep"]):
    def untuk(self, pengguna: Pengguna) -> Self:
        return self if boleh_melihat(pengguna) else self.none()

    def terbuka(self) -> Self:
        return self.exclude(keadaan=KeadaanKonsep.DIAJUKAN)


class Konsep(Isi):
    """A draft: only its own instansi sees it. `kolom`: names of columns."""

    mulai = models.DateField("mulai")
    selesai = models.DateField("sampai")
    keadaan = models.CharField(max_length=12, choices=KeadaanKonsep, default=KeadaanKonsep.DISUSUN)
    catatan = models.CharField("catatan pimpinan", max_length=500, blank=True)
    dibuat_oleh = models.CharField(max_length=200)
    diubah_pada = models.DateTimeField(auto_now=True)
    banding_atas = models.ForeignKey("Permohonan", models.DO_NOTHING, null=True, related_name="+")
    permohonan = models.OneToOneField("Permohonan", models.DO_NOTHING, null=True, related_name="konsep")

    objects = KonsepQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."konsep'
        verbose_name = "konsep permohonan data"
        ordering = ["-diubah_pada", "-pk"]

    @property
    def chip(self) -> Chip:
        return CHIP_KONSEP[self.keadaan]


class PemanfaatanQuerySet(models.QuerySet["Permohonan"]):
    def untuk(self, pengguna: Pengguna) -> Self:
        """Row-level security leaves the instansi's own; its people need a right besides."""
        return self if boleh_melihat(pengguna) else self.none()

    def lengkap(self) -> Self:
        """With what says how far it has come: one query."""
        return self.select_related("rekomendasi", "penolakan", "izin", "penarikan", "banding_atas__penolakan")

    def menunggu_rekomendasi(self) -> Self:
        return self.filter(rekomendasi=None, penarikan=None)

    def lama_menunggu(self) -> Self:
        """Without recommendation for so long that it may be late: working days are no shorter than days. The oldest first."""
        sejak = timezone.now() - dt.timedelta(days=settings.SPBE_TENGGAT_REKOMENDASI)
        return self.menunggu_rekomendasi().filter(diajukan_pada__lt=sejak).order_by("diajukan_pada")

    def menunggu_keputusan(self) -> Self:
        return self.filter(rekomendasi__isnull=False, penolakan=None, izin=None, penarikan=None)

    def berkeadaan(self, keadaan: str) -> Self:
        """By the words of `Permohonan.keadaan`."""
        match keadaan:
            case "rekomendasi":
                return self.menunggu_rekomendasi()
            case "keputusan":
                return self.menunggu_keputusan()
            case "ditolak":
                return self.filter(penolakan__isnull=False)
            case "disetujui":
                return self.filter(izin__isnull=False)
            case "ditarik":
                return self.filter(penarikan__isnull=False)
        return self.none()

    def masuk(self, skema: str) -> Self:
        return self.filter(pemilik=skema)

    def keluar(self, skema: str) -> Self:
        return self.filter(pembaca=skema)


class Permohonan(Isi):
    """A request as it was handed in; nobody can change it. `rinci_kolom`: the columns as the catalogue had them."""

    rinci_kolom = models.JSONField(default=list)
    mulai = models.DateTimeField("mulai")
    selesai = models.DateTimeField("sampai")
    surat_sha256 = models.CharField(max_length=64)
    pernyataan_sha256 = models.CharField(max_length=64)
    diajukan_oleh = models.CharField(max_length=200)
    diajukan_pada = models.DateTimeField(default=timezone.now)
    banding_atas = models.OneToOneField("self", models.DO_NOTHING, null=True, related_name="banding")

    objects = PemanfaatanQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."permohonan'
        verbose_name = "permohonan data"
        ordering = ["-diajukan_pada", "-pk"]

    @property
    def keadaan(self) -> str:
        """rekomendasi, keputusan, ditolak, disetujui or ditarik."""
        if getattr(self, "izin", None):
            return "disetujui"
        if getattr(self, "penolakan", None):
            return "ditolak"
        if getattr(self, "penarikan", None):
            return "ditarik"
        return "keputusan" if getattr(self, "rekomendasi", None) else "rekomendasi"

    @property
    def chip(self) -> Chip:
        return CHIP_PERMOHONAN[self.keadaan]

    @property
    def berjalan(self) -> bool:
        """Nobody has ended it yet."""
        return self.keadaan in ("rekomendasi", "keputusan")

    def get_kolom(self, nama: str) -> dict[str, Any]:
        return next((k for k in self.rinci_kolom if k["name"] == nama), {"name": nama, "title": nama})


class Rekomendasi(models.Model):
    """What the walidata says. `kolom`: [{"nama", "samar"?, "dasar"?}]."""

    permohonan = models.OneToOneField(
        Permohonan, models.DO_NOTHING, primary_key=True, related_name="rekomendasi"
    )
    pemilik = models.CharField(max_length=63)
    setuju = models.BooleanField()
    alasan = models.TextField(blank=True)
    alasan_polos = models.TextField(blank=True)
    kolom = models.JSONField(default=list)
    saringan = models.JSONField(default=list)
    sumber = models.CharField(max_length=63, blank=True)
    kunci = models.CharField(max_length=63, blank=True)
    maks_harian = models.IntegerField(null=True)
    maks_baris = models.BigIntegerField(null=True)
    selesai = models.DateTimeField(null=True)
    oleh = models.CharField(max_length=200)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        managed = False
        db_table = 'gerbang"."rekomendasi'

    def __str__(self) -> str:
        return f"Rekomendasi {self.permohonan_id}"


class Penolakan(models.Model):
    permohonan = models.OneToOneField(
        Permohonan, models.DO_NOTHING, primary_key=True, related_name="penolakan"
    )
    nomor = models.CharField(max_length=100)
    tanggal = models.DateField()
    alasan = models.TextField()
    oleh = models.CharField(max_length=200)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        managed = False
        db_table = 'gerbang"."penolakan'

    def __str__(self) -> str:
        return f"Penolakan {self.nomor}"


class Penarikan(models.Model):
    """The requester took the request back before it was decided."""

    permohonan = models.OneToOneField(
        Permohonan, models.DO_NOTHING, primary_key=True, related_name="penarikan"
    )
    alasan = models.TextField()
    oleh = models.CharField(max_length=200)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        managed = False
        db_table = 'gerbang"."penarikan'

    def __str__(self) -> str:
        return f"Penarikan {self.permohonan_id}"
