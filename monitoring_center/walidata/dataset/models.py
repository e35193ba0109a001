"""Versions of an instansi's sektoral datasets, their rows and what is wrong with an upload (schema of each instansi).

`nomor` of a row is `versi.id << 24 | row in the file`: ascending over all versions, and known before the row is written, so
an interrupted load continues where it stopped.
"""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from layanan.meja.tampilan import Chip

BIT_BARIS = 24
MAKS_BARIS = 1_000_000
MAKS_UNGGAH = 200 * 1024 * 1024  # bytes of an upload, and
MAKS_MENGEMBANG = 1024 * 1024 * 1024  # to which an XLSX of that size may unpack


class Keadaan(models.TextChoices):
    MENGUNGGAH = "mengunggah", "Menunggu pemeriksaan"
    DIPERIKSA = "diperiksa", "Sedang diperiksa"
    DITOLAK = "ditolak", "Ditolak"
    KONSEP = "konsep", "Siap diberlakukan"
    BERLAKU = "berlaku", "Berlaku"
    DIGANTIKAN = "digantikan", "Digantikan"


class Sumber(models.TextChoices):
    """Where the rows come from (Perbup Tanah Bumbu 25/2019 Ps 11)."""

    INTERNAL = "internal", "Dihasilkan sendiri"
    EKSTERNAL = "eksternal", "Dari instansi lain"
    MASYARAKAT = "masyarakat", "Dari masyarakat"


class Cara(models.TextChoices):
    UNGGAH = "unggah", "Berkas"
    FORMULIR = "formulir", "Formulir"
    API = "api", "API"


CHIP: dict[str, Chip] = {
    Keadaan.MENGUNGGAH: Chip("Menunggu pemeriksaan", "info", "clock"),
    Keadaan.DIPERIKSA: Chip("Sedang diperiksa", "info", "progress"),
    Keadaan.DITOLAK: Chip("Ditolak", "bahaya", "circle-x"),
    Keadaan.KONSEP: Chip("Siap diberlakukan", "peringatan", "clipboard-check"),
    Keadaan.BERLAKU: Chip("Berlaku", "sukses", "circle-check"),
    Keadaan.DIGANTIKAN: Chip("Digantikan", "netral", "archive"),
}


class VersiQuerySet(models.QuerySet["Versi"]):
    def berjalan(self) -> Self:
        return self.filter(keadaan__in=[Keadaan.MENGUNGGAH, Keadaan.DIPERIKSA])

    def berlaku(self) -> Self:
        return self.filter(keadaan=Keadaan.BERLAKU)


class Versi(models.Model):
    """One delivery of rows for one period. `kolom`: the columns of the dataset under which it was checked."""

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dataset = models.UUIDField(help_text="gerbang.dataset.uuid")
    kode = models.CharField(max_length=41)
    urut = models.PositiveIntegerField(help_text="1, 2, 3, … within the dataset")
    periode = models.CharField("periode", max_length=40)
    periode_mulai = models.DateField()
    periode_selesai = models.DateField()
    sumber = models.CharField("sumber data", max_length=12, choices=Sumber, default=Sumber.INTERNAL)
    cara = models.CharField(max_length=10, choices=Cara, default=Cara.UNGGAH)
    keadaan = models.CharField(max_length=12, choices=Keadaan, default=Keadaan.MENGUNGGAH)
    kolom = models.JSONField(default=list)
    berkas = models.ForeignKey("berkas.Berkas", models.PROTECT, null=True, blank=True, related_name="+")
    berkas_nama = models.CharField(max_length=150, blank=True)
    berkas_sha256 = models.CharField(max_length=64, blank=True)
    asal = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    perubahan = models.JSONField(
        default=list,
        blank=True,
        help_text="of a version from the form: {nomor of `asal` or null, isi or null}",
    )
    pemetaan = models.JSONField(default=list, blank=True, help_text="header of the file -> column")
    diproses = models.BigIntegerField(
        default=0, help_text="rows of the file that are read, checked and committed"
    )
    perkiraan = models.BigIntegerField(
        default=0, help_text="rows that the file seems to have: for the progress bar"
    )
    baris = models.BigIntegerField(default=0)
    terisi = models.BigIntegerField(default=0, help_text="cells that are not empty")
    galat = models.BigIntegerField(default=0)
    ringkasan = models.JSONField(
        default=dict, blank=True, help_text="kind of error -> how many, also beyond the listed"
    )
    beda = models.JSONField(
        default=dict, blank=True, help_text="against what is in force: tambah, ubah, hapus"
    )
    alasan = models.TextField(blank=True, help_text="why the file as a whole was refused")
    catatan = models.CharField("catatan", max_length=300, blank=True)
    sidik = models.CharField(max_length=64, blank=True, help_text="hash chain over the rows")
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    dibuat_pada = models.DateTimeField(default=timezone.now)
    selesai_pada = models.DateTimeField(
        null=True, blank=True, help_text="end of the check, whatever its result"
    )
    diberlakukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    diberlakukan_pada = models.DateTimeField(null=True, blank=True)
    digantikan_pada = models.DateTimeField(null=True, blank=True)

    objects = VersiQuerySet.as_manager()

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name = "versi data"
        verbose_name_plural = "versi data"
        constraints = [
            models.UniqueConstraint(fields=["dataset", "urut"], name="versi_urut_sekali"),
            models.UniqueConstraint(
                fields=["dataset", "periode_mulai"],
                condition=Q(keadaan="berlaku"),
                name="versi_satu_berlaku_per_periode",
            ),
            models.UniqueConstraint(
                fields=["dataset"],
                condition=Q(keadaan__in=["mengunggah", "diperiksa"]),
                name="versi_satu_diperiksa",
            ),
            models.CheckConstraint(
                name="versi_periode_berurut", condition=Q(periode_selesai__gte=F("periode_mulai"))
            ),
            models.CheckConstraint(name="versi_keadaan_dikenal", condition=Q(keadaan__in=Keadaan.values)),
            models.CheckConstraint(
                name="versi_siap_tanpa_galat",
                condition=~Q(keadaan__in=["konsep", "berlaku", "digantikan"]) | Q(galat=0, alasan=""),
            ),
            models.CheckConstraint(
                name="versi_berlaku_diberlakukan",
                condition=Q(keadaan__in=["berlaku", "digantikan"], diberlakukan_pada__isnull=False)
                | ~Q(keadaan__in=["berlaku", "digantikan"])
                & Q(diberlakukan_pada__isnull=True, diberlakukan_oleh__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["dataset", "keadaan"], name="versi_keadaan"),
            models.Index(fields=["dataset", "-dibuat_pada"], name="versi_riwayat"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.periode} versi {self.urut}"

    def get_absolute_url(self) -> str:
        return reverse("dataset:versi", args=[self.uuid])

    @property
    def label_audit(self) -> str:
        return str(self)

    @property
    def chip(self) -> Chip:
        return CHIP[self.keadaan]

    @property
    def berjalan(self) -> bool:
        return self.keadaan in (Keadaan.MENGUNGGAH, Keadaan.DIPERIKSA)

    @property
    def batas_nomor(self) -> tuple[int, int]:
        """First possible `nomor` of this version, and the first one of the next."""
        return self.pk << BIT_BARIS, (self.pk + 1) << BIT_BARIS


class Baris(models.Model):
    """One row. Written and removed by chunks; a trigger refuses any change of what is or was in force."""

    hak_instansi: ClassVar = "SELECT, INSERT, DELETE"

    nomor = models.BigIntegerField(primary_key=True)
    dataset = models.UUIDField()
    versi = models.ForeignKey(
        Versi, models.DO_NOTHING, related_name="daftar_baris", db_index=False, db_constraint=False
    )
    isi = models.JSONField()

    class Meta:
        ordering = ["nomor"]
        verbose_name = "baris data"
        verbose_name_plural = "baris data"
        indexes = [models.Index(fields=["dataset", "nomor"], name="baris_halaman")]

    def __str__(self) -> str:
        return str(self.nomor)

    @property
    def urut(self) -> int:
        """Row in the file; the headers are row 1."""
        return self.nomor & ((1 << BIT_BARIS) - 1)


class Galat(models.Model):
    """One thing that is wrong with one cell or row, in words for the one who has to repair it."""

    hak_instansi: ClassVar = "SELECT, INSERT, DELETE"

    versi = models.ForeignKey(Versi, models.CASCADE, related_name="daftar_galat", db_index=False)
    baris = models.PositiveIntegerField(help_text="row in the file; the headers are row 1")
    kolom = models.CharField(max_length=63, blank=True)
    jenis = models.CharField(max_length=16)
    pesan = models.CharField(max_length=400)

    class Meta:
        ordering = ["baris", "pk"]
        verbose_name = "kesalahan data"
        verbose_name_plural = "kesalahan data"
        indexes = [models.Index(fields=["versi", "baris", "id"], name="galat_urut")]

    def __str__(self) -> str:
        return f"{self.baris} {self.kolom}: {self.pesan}"
