"""Metadata of datasets, in schema `gerbang`: row-level security shows everybody what is published, and the owner its own."""

import uuid
from typing import Any, Self

from django.db import models

from inti.akun.hak import Hak
from inti.situs import situs_kini


class Keadaan(models.TextChoices):
    KONSEP = "konsep", "Konsep"
    TERTAHAN = "tertahan", "Tertahan: diduga ganda"
    DIAJUKAN = "diajukan", "Menunggu persetujuan pimpinan"
    TERBIT = "terbit", "Terbit"
    DITARIK = "ditarik", "Ditarik"


class Akses(models.TextChoices):
    TERBUKA = "terbuka", "Terbuka"
    TERBATAS = "terbatas", "Terbatas"
    RAHASIA = "rahasia", "Rahasia"


class Jenis(models.TextChoices):
    SEKTORAL = "sektoral", "Data sektoral"
    SISTEM = "sistem", "Data dari aplikasi"


class Periode(models.TextChoices):
    HARIAN = "harian", "Harian"
    BULANAN = "bulanan", "Bulanan"
    TRIWULANAN = "triwulanan", "Triwulanan"
    SEMESTERAN = "semesteran", "Semesteran"
    TAHUNAN = "tahunan", "Tahunan"
    SEWAKTU = "sewaktu", "Sewaktu-waktu"


class SumberData(models.TextChoices):
    INTERNAL = "internal", "Dihasilkan sendiri"
    EKSTERNAL = "eksternal", "Dari instansi lain"
    MASYARAKAT = "masyarakat", "Dari masyarakat"


class Cakupan(models.TextChoices):
    """Two kecamatan that record the same about their own territories do not duplicate each other (Ps 11(3))."""

    KABUPATEN = "kabupaten", "Seluruh kabupaten, atau unit kerja instansi ini"
    WILAYAH = "wilayah", "Hanya wilayah kecamatan ini"


ISI = (
    "nama", "konsep", "definisi", "bidang", "indikator", "klasifikasi", "ukuran", "satuan", "kode_referensi", "periode",
    "sumber_data", "akses", "kolom", "k_minimum", "cakupan",
)  # fmt: skip
"""What the head approves. The database compares exactly these (gerbang.isi_dataset)."""


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def untuk(self, pengguna: Any) -> Self:
        """What an officer of the present instansi manages: its own datasets."""
        situs = situs_kini()
        melihat = pengguna.punya(Hak.DATA_LIHAT) and situs is not None and situs.instansi is not None
        return self.milik(situs.instansi.schema_name) if melihat else self.none()  # type: ignore[union-attr]

    def milik(self, skema: str) -> Self:
        return self.filter(pemilik=skema)

    def terbit(self) -> Self:
        return self.filter(keadaan=Keadaan.TERBIT)

    def menunggu(self) -> Self:
        """What waits for the head: new datasets, and proposed changes of published ones."""
        return self.filter(models.Q(keadaan=Keadaan.DIAJUKAN) | models.Q(usulan__isnull=False))


class Dataset(models.Model):
    """One dataset. `kolom`: fields of a Table Schema (`inti.dataset.Kolom.skema`); `sumber`: the view in the owner's schema."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    pemilik = models.CharField(max_length=63)
    kode = models.CharField("kode", max_length=41)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis)
    nama = models.CharField("nama", max_length=200)
    konsep = models.CharField("konsep", max_length=500, blank=True)
    definisi = models.TextField("definisi", blank=True)
    bidang = models.CharField("bidang", max_length=1, blank=True)
    indikator = models.CharField("kode indikator", max_length=20, blank=True)
    klasifikasi = models.JSONField("klasifikasi", default=list)
    ukuran = models.CharField("ukuran", max_length=100, blank=True)
    satuan = models.CharField("satuan", max_length=60, blank=True)
    kode_referensi = models.CharField("kode referensi", max_length=100, blank=True)
    periode = models.CharField("periode", max_length=12, choices=Periode, default=Periode.TAHUNAN)
    sumber_data = models.CharField(
        "sumber data", max_length=12, choices=SumberData, default=SumberData.INTERNAL
    )
    kontak = models.CharField("narahubung", max_length=200, blank=True)
    akses = models.CharField("klasifikasi akses", max_length=10, choices=Akses, default=Akses.TERBATAS)
    kolom = models.JSONField("kolom", default=list)
    sumber = models.CharField(max_length=63)
    kunci = models.CharField(max_length=63, default="nomor")
    k_minimum = models.PositiveIntegerField("jumlah terkecil yang ditampilkan", default=5)
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan, default=Keadaan.KONSEP)
    dibuat_oleh = models.CharField(max_length=200)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    disetujui_oleh = models.CharField(max_length=200, blank=True)
    disetujui_pada = models.DateTimeField(null=True, blank=True)
    cakupan = models.CharField("cakupan", max_length=10, choices=Cakupan, default=Cakupan.KABUPATEN)
    alasan = models.CharField(max_length=500, blank=True)
    diajukan_oleh = models.CharField(max_length=200, blank=True)
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    pengaju = models.UUIDField(null=True, blank=True)
    penyetuju = models.UUIDField(null=True, blank=True)
    usulan = models.JSONField(null=True, blank=True)
    versi = models.IntegerField(default=0)
    diubah_pada = models.DateTimeField(auto_now_add=True)
    baris = models.BigIntegerField(default=0)
    lengkap = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    data_pada = models.DateTimeField(null=True, blank=True)

    objects = DatasetQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."dataset'
        verbose_name = "dataset"

    def __str__(self) -> str:
        return self.nama

    @property
    def label_audit(self) -> str:
        return f"“{self.nama}”"

    @property
    def menunggu(self) -> bool:
        """Whether the head must decide."""
        return self.keadaan == Keadaan.DIAJUKAN or self.usulan is not None

    def isi(self) -> dict[str, Any]:
        """What the head approves, as it stands."""
        return {nama: getattr(self, nama) for nama in ISI}

    def isi_usulan(self) -> dict[str, Any]:
        """As it would be with the proposed changes."""
        return self.isi() | (self.usulan["isi"] if self.usulan else {})

    @property
    def kolom_pribadi(self) -> list[dict[str, Any]]:
        return [k for k in self.kolom if k.get("pribadi")]


def meta_bidang(nama: str) -> Any:
    """A field of Dataset, for its label and choices."""
    return Dataset._meta.get_field(nama)


class Putusan(models.TextChoices):
    BERBEDA = "berbeda", "Berbeda: pendaftaran boleh dilanjutkan"
    GANDA = "ganda", "Ganda: data walidata lain yang dipakai"
    SELESAI = "selesai", "Selesai: isinya sudah berubah atau ditarik"


class TemuanQuerySet(models.QuerySet["Temuan"]):
    def terbuka(self) -> Self:
        return self.filter(putusan="")


class Temuan(models.Model):
    """A clear duplicate (Ps 11(3)), opened by the database. Diskominfo rules with `gerbang.putus_temuan`."""

    uuid = models.UUIDField(unique=True, editable=False)
    dataset = models.ForeignKey(
        Dataset, on_delete=models.DO_NOTHING, related_name="temuan", db_constraint=False
    )
    pembanding = models.ForeignKey(
        Dataset, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    pemilik = models.CharField(max_length=63)
    pemilik_pembanding = models.CharField(max_length=63)
    nama = models.CharField("dataset", max_length=200)
    nama_pembanding = models.CharField("serupa dengan", max_length=200)
    isi = models.JSONField()
    isi_pembanding = models.JSONField()
    rinci = models.JSONField()
    skor = models.DecimalField(max_digits=4, decimal_places=3)
    usulan = models.BooleanField()
    dibuka_pada = models.DateTimeField()
    putusan = models.CharField(max_length=10, choices=Putusan, blank=True)
    alasan = models.CharField(max_length=500, blank=True)
    diputus_oleh = models.CharField(max_length=200, blank=True)
    diputus_pada = models.DateTimeField(null=True, blank=True)

    objects = TemuanQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."temuan'
        verbose_name = "temuan data ganda"

    def __str__(self) -> str:
        return f"{self.nama} – {self.nama_pembanding}"

    @property
    def label_audit(self) -> str:
        return f"“{self.nama}” dengan “{self.nama_pembanding}”"


class Terbitan(models.Model):
    """The public copy of an open dataset: which columns, how many rows, how many figures are suppressed."""

    dataset = models.OneToOneField(
        Dataset, on_delete=models.DO_NOTHING, primary_key=True, related_name="terbitan", db_constraint=False
    )
    pemilik = models.CharField(max_length=63)
    kolom = models.JSONField()
    baris = models.BigIntegerField()
    ditekan = models.BigIntegerField()
    k_minimum = models.IntegerField()
    catatan = models.TextField(blank=True)
    pada = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'gerbang"."terbitan'
        verbose_name = "terbitan data terbuka"

    def __str__(self) -> str:
        return f"Data terbuka {self.dataset_id}"


DITEKAN = "_ditekan"
"""Key in `isi`: names of the columns whose figure was suppressed. No column begins with an underscore."""


class BarisTerbuka(models.Model):
    """A row of open data, small counts suppressed. `nomor` counts from 1."""

    pk = models.CompositePrimaryKey("terbitan_id", "nomor")
    terbitan = models.ForeignKey(
        Terbitan,
        on_delete=models.DO_NOTHING,
        db_column="dataset_id",
        related_name="daftar_baris",
        db_constraint=False,
    )
    nomor = models.BigIntegerField()
    isi = models.JSONField()

    class Meta:
        managed = False
        db_table = 'gerbang"."data_terbuka'
        ordering = ("nomor",)
        verbose_name = "baris data terbuka"

    def __str__(self) -> str:
        return str(self.nomor)
