"""The procedure of Perbup Tanah Bumbu 25/2019 Ps 11(6), 12 as rows of schema `gerbang`. Row-level security shows each instansi
its own, and the Monitoring Center all; what may be written stands in gerbang/hak.py."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna

PEMBACA_HALAMAN = (Hak.DATA_LIHAT, Hak.DATA_KELOLA, Hak.DATA_SETUJUI, Hak.KEPUTUSAN_BUAT)
AKAN_BERAKHIR = dt.timedelta(days=14)


def boleh_melihat(pengguna: Pengguna) -> bool:
    return any(pengguna.punya(h) for h in PEMBACA_HALAMAN)


@dataclass(frozen=True)
class Chip:
    label: str
    nada: str
    ikon: str


class Frekuensi(models.TextChoices):
    SEKALI = "sekali", "Sekali saja"
    HARIAN = "harian", "Setiap hari"
    MINGGUAN = "mingguan", "Setiap minggu"
    BULANAN = "bulanan", "Setiap bulan"
    SEWAKTU = "sewaktu", "Sewaktu-waktu diperlukan"


class Bentuk(models.TextChoices):
    HALAMAN = "halaman", "Dibaca di halaman platform"
    BERKAS = "berkas", "Diunduh sebagai berkas (CSV, JSON, Parquet)"
    API = "api", "Dibaca aplikasi lewat API"
    BASIS_DATA = "basis_data", "Dibaca dengan login basis data instansi"


class KeadaanKonsep(models.TextChoices):
    DISUSUN = "disusun", "Sedang disusun"
    MENUNGGU = "menunggu", "Menunggu tanda tangan pimpinan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan pimpinan"
    DIAJUKAN = "diajukan", "Sudah diajukan"


CHIP_KONSEP = {
    "disusun": Chip("Konsep", "netral", "pencil"),
    "menunggu": Chip("Menunggu pimpinan", "info", "clock"),
    "dikembalikan": Chip("Perlu diperbaiki", "peringatan", "arrow-back-up"),
    "diajukan": Chip("Diajukan", "sukses", "check"),
}
CHIP_PERMOHONAN = {
    "rekomendasi": Chip("Menunggu rekomendasi walidata", "info", "clock"),
    "keputusan": Chip("Menunggu keputusan", "info", "clock"),
    "ditolak": Chip("Ditolak", "bahaya", "circle-x"),
    "disetujui": Chip("Disetujui", "sukses", "circle-check"),
}
CHIP_IZIN = {
    "akan_datang": Chip("Belum mulai", "netral", "calendar"),
    "berlaku": Chip("Berlaku", "sukses", "circle-check"),
    "akan_berakhir": Chip("Akan berakhir", "peringatan", "hourglass"),
    "berakhir": Chip("Berakhir", "netral", "clock"),
    "dicabut": Chip("Dicabut", "bahaya", "circle-x"),
}


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


class PermohonanQuerySet(models.QuerySet["Permohonan"]):
    def untuk(self, pengguna: Pengguna) -> Self:
        """Row-level security leaves the instansi's own; its people need a right besides."""
        return self if boleh_melihat(pengguna) else self.none()

    def lengkap(self) -> Self:
        """With what says how far it has come: one query."""
        return self.select_related("rekomendasi", "penolakan", "izin")

    def menunggu_rekomendasi(self) -> Self:
        return self.filter(rekomendasi=None)

    def menunggu_keputusan(self) -> Self:
        return self.filter(rekomendasi__isnull=False, penolakan=None, izin=None)

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

    objects = PermohonanQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."permohonan'
        verbose_name = "permohonan data"
        ordering = ["-diajukan_pada", "-pk"]

    @property
    def keadaan(self) -> str:
        """rekomendasi, keputusan, ditolak or disetujui."""
        if getattr(self, "izin", None):
            return "disetujui"
        if getattr(self, "penolakan", None):
            return "ditolak"
        return "keputusan" if getattr(self, "rekomendasi", None) else "rekomendasi"

    @property
    def chip(self) -> Chip:
        return CHIP_PERMOHONAN[self.keadaan]

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


class IzinQuerySet(models.QuerySet["Izin"]):
    def untuk(self, pengguna: Pengguna) -> Self:
        return self if boleh_melihat(pengguna) else self.none()

    def lengkap(self) -> Self:
        """With what it rests on: one query."""
        return self.select_related("permohonan", "perintah")

    def berkeadaan(self, keadaan: str) -> Self:
        """By the words of `Izin.keadaan`."""
        kini = timezone.now()
        batas = {
            "akan_datang": {"mulai__gt": kini, "selesai__gt": kini},
            "berlaku": {"mulai__lte": kini, "selesai__gt": kini + AKAN_BERAKHIR},
            "akan_berakhir": {"mulai__lte": kini, "selesai__gt": kini, "selesai__lte": kini + AKAN_BERAKHIR},
            "berakhir": {"selesai__lte": kini},
        }
        if keadaan == "dicabut":
            return self.filter(dicabut_pada__isnull=False)
        return self.filter(dicabut_pada=None, **batas[keadaan]) if keadaan in batas else self.none()


class Izin(models.Model):
    """A grant. Written by the functions of schema `gerbang` alone."""

    uuid = models.UUIDField(unique=True, editable=False)
    permohonan = models.OneToOneField(Permohonan, models.DO_NOTHING, null=True, related_name="izin")
    jenis = models.CharField(max_length=10)
    pemilik = models.CharField(max_length=63)
    pembaca = models.CharField(max_length=63)
    dataset = models.CharField(max_length=41)
    sumber = models.CharField(max_length=63)
    kunci = models.CharField(max_length=63)
    kolom = models.JSONField()
    saringan = models.JSONField()
    kegunaan = models.TextField()
    nomor = models.CharField(max_length=100)
    tanggal = models.DateField()
    mulai = models.DateTimeField()
    selesai = models.DateTimeField()
    maks_harian = models.IntegerField(null=True)
    maks_baris = models.BigIntegerField(null=True)
    oleh = models.CharField(max_length=200)
    dikonfirmasi_oleh = models.CharField(max_length=200)
    terbit_pada = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True)
    dicabut_oleh = models.CharField(max_length=200)
    alasan_cabut = models.TextField()

    objects = IzinQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."izin'
        verbose_name = "izin data"
        ordering = ["-terbit_pada", "-pk"]

    def __str__(self) -> str:
        return self.nomor

    @property
    def label_audit(self) -> str:
        return self.nomor

    @property
    def keadaan(self) -> str:
        kini = timezone.now()
        if self.dicabut_pada:
            return "dicabut"
        if self.selesai <= kini:
            return "berakhir"
        if self.mulai > kini:
            return "akan_datang"
        return "akan_berakhir" if self.selesai - kini <= AKAN_BERAKHIR else "berlaku"

    @property
    def chip(self) -> Chip:
        return CHIP_IZIN[self.keadaan]

    @property
    def judul(self) -> str:
        """The dataset in words."""
        asal = self.permohonan or getattr(self, "perintah", None)
        return (asal and asal.dataset_nama) or self.dataset.replace("_", " ")


class Perintah(models.Model):
    """An order of the Bupati (Ps 11(6)): entered by one person, a grant when another has confirmed it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    pemilik = models.CharField(max_length=63)
    pembaca = models.CharField(max_length=63)
    dataset = models.CharField(max_length=41)
    dataset_nama = models.CharField(max_length=200)
    sumber = models.CharField(max_length=63)
    kunci = models.CharField(max_length=63)
    kolom = models.JSONField()
    rinci_kolom = models.JSONField(default=list)
    saringan = models.JSONField(default=list)
    kegunaan = models.TextField()
    nomor = models.CharField(max_length=100)
    tanggal = models.DateField()
    mulai = models.DateTimeField()
    selesai = models.DateTimeField()
    maks_harian = models.IntegerField(null=True)
    maks_baris = models.BigIntegerField(null=True)
    pindaian_sha256 = models.CharField(max_length=64)
    oleh = models.CharField(max_length=200)
    oleh_uuid = models.UUIDField()
    pada = models.DateTimeField(default=timezone.now)
    izin = models.OneToOneField(Izin, models.DO_NOTHING, null=True, related_name="perintah")

    class Meta:
        managed = False
        db_table = 'gerbang"."perintah'
        verbose_name = "perintah Bupati"
        ordering = ["-pada", "-pk"]

    def __str__(self) -> str:
        return self.nomor

    @property
    def label_audit(self) -> str:
        return self.nomor


class Pembatalan(models.Model):
    perintah = models.OneToOneField(Perintah, models.DO_NOTHING, primary_key=True, related_name="pembatalan")
    alasan = models.TextField()
    oleh = models.CharField(max_length=200)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        managed = False
        db_table = 'gerbang"."pembatalan'

    def __str__(self) -> str:
        return f"Pembatalan {self.perintah_id}"


class JenisLampiran(models.TextChoices):
    SURAT = "surat", "Surat permohonan pemanfaatan data"
    PERNYATAAN = "pernyataan", "Surat pernyataan menjaga kerahasiaan"
    KEPUTUSAN = "keputusan", "Surat keputusan"
    PERINTAH = "perintah", "Surat perintah Bupati"


class LampiranQuerySet(models.QuerySet["Lampiran"]):
    def untuk(self, pengguna: Pengguna) -> Self:
        """On the Monitoring Center only those who decide open letters."""
        return self if boleh_melihat(pengguna) else self.none()

    def tanpa_isi(self) -> Self:
        """For lists: the bytes stay in the database."""
        return self.defer("isi")


class Lampiran(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    permohonan = models.ForeignKey(Permohonan, models.DO_NOTHING, null=True, related_name="lampiran")
    perintah = models.OneToOneField(Perintah, models.DO_NOTHING, null=True, related_name="lampiran")
    jenis = models.CharField(max_length=12, choices=JenisLampiran)
    nama = models.CharField(max_length=150)
    jenis_konten = models.CharField(max_length=30)
    isi = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    elektronik = models.BooleanField()
    oleh = models.CharField(max_length=200)
    pada = models.DateTimeField(default=timezone.now)

    objects = LampiranQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."lampiran'
        verbose_name = "lampiran"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_jenis_display()

    @property
    def label_audit(self) -> str:
        return str(self)


class UsulCabut(models.Model):
    """The owner's walidata proposes to revoke; the deciders answer."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    izin = models.ForeignKey(Izin, models.DO_NOTHING, related_name="usul_cabut")
    pemilik = models.CharField(max_length=63)
    alasan = models.TextField()
    oleh = models.CharField(max_length=200)
    pada = models.DateTimeField(default=timezone.now)
    dijawab_pada = models.DateTimeField(null=True)
    dijawab_oleh = models.CharField(max_length=200, blank=True)
    jawaban = models.TextField(blank=True)

    class Meta:
        managed = False
        db_table = 'gerbang"."usul_cabut'
        verbose_name = "usul pencabutan izin"
        ordering = ["-pada", "-pk"]

    def __str__(self) -> str:
        return f"Usul pencabutan {self.izin_id}"
