"""Grants, the ledger and its seals, as schema `gerbang` lets each login see them (row-level security). Nothing here is written by
Django: grants are issued by `gerbang.putuskan` and `gerbang.konfirmasi_perintah`, the ledger by the functions of the gate."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna

PEMBACA_HALAMAN = (Hak.DATA_LIHAT, Hak.DATA_KELOLA, Hak.DATA_SETUJUI, Hak.KEPUTUSAN_BUAT)
AKAN_BERAKHIR = timedelta(days=14)


def boleh_melihat(pengguna: Pengguna) -> bool:
    """Whether this person opens requests, letters and grants of the own instansi (row-level security leaves no others)."""
    return any(pengguna.punya(h) for h in PEMBACA_HALAMAN)


class KeadaanIzin(models.TextChoices):
    AKAN_DATANG = "akan_datang", "Belum berlaku"
    BERLAKU = "berlaku", "Berlaku"
    AKAN_BERAKHIR = "akan_berakhir", "Akan berakhir"
    BERAKHIR = "berakhir", "Berakhir"
    DICABUT = "dicabut", "Dicabut"

    @property
    def nada(self) -> str:
        return NADA_IKON[self.value][0]

    @property
    def ikon(self) -> str:
        return NADA_IKON[self.value][1]


NADA_IKON = {
    "akan_datang": ("info", "calendar"),
    "berlaku": ("sukses", "circle-check"),
    "akan_berakhir": ("peringatan", "hourglass"),
    "berakhir": ("netral", "clock"),
    "dicabut": ("bahaya", "circle-x"),
}


class IzinQuerySet(models.QuerySet["Izin"]):
    def untuk(self, pengguna: Pengguna) -> Self:
        return self if boleh_melihat(pengguna) else self.none()

    def dibaca(self, skema: str) -> Self:
        """Grants that this instansi may read under (also those that have ended)."""
        return self.filter(pembaca=skema)

    def lengkap(self) -> Self:
        """With what it rests on: one query."""
        return self.select_related("permohonan", "perintah")

    def berlaku(self) -> Self:
        kini = timezone.now()
        return self.filter(dicabut_pada=None, mulai__lte=kini, selesai__gt=kini)

    def berkeadaan(self, keadaan: str) -> Self:
        """By the words of `KeadaanIzin`."""
        kini = timezone.now()
        match keadaan:
            case KeadaanIzin.AKAN_DATANG:
                return self.filter(dicabut_pada=None, mulai__gt=kini)
            case KeadaanIzin.BERLAKU:
                return self.berlaku().filter(selesai__gt=kini + AKAN_BERAKHIR)
            case KeadaanIzin.AKAN_BERAKHIR:
                return self.berlaku().filter(selesai__lte=kini + AKAN_BERAKHIR)
            case KeadaanIzin.BERAKHIR:
                return self.filter(dicabut_pada=None, selesai__lte=kini)
            case KeadaanIzin.DICABUT:
                return self.filter(dicabut_pada__isnull=False)
        return self.none()


class Izin(models.Model):
    """One grant. `kolom`: [{"nama", "samar"?, "dasar"?}]; `saringan`: [{"kolom", "op", "nilai"}]. It rests on a request and its
    decision, or on an order of the Bupati (`perintah`)."""

    uuid = models.UUIDField(unique=True)
    permohonan = models.OneToOneField(
        "walidata_prosedur.Permohonan", models.DO_NOTHING, null=True, related_name="izin"
    )
    jenis = models.CharField(
        max_length=10, choices=[("keputusan", "Keputusan"), ("perintah", "Perintah Bupati")]
    )
    pemilik = models.CharField(max_length=63)
    pembaca = models.CharField(max_length=63)
    dataset = models.CharField(max_length=41)
    sumber = models.CharField(max_length=63)
    kunci = models.CharField(max_length=63)
    kolom = models.JSONField()
    saringan = models.JSONField()
    kegunaan = models.TextField()
    alasan_polos = models.TextField()
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
    dibereskan_pada = models.DateTimeField(null=True)

    objects = IzinQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."izin'
        ordering = ["-terbit_pada", "-pk"]
        verbose_name = "izin pemanfaatan data"

    def __str__(self) -> str:
        return self.nomor

    @property
    def label_audit(self) -> str:
        return self.nomor

    @property
    def tampilan(self) -> str:
        """The grant's view in schema `gerbang`, for psql."""
        return f"izin_{self.pk}"

    @property
    def kunci_tampak(self) -> bool:
        """Whether the dataset's key is a column of the grant, in plain (as `gerbang.kunci_tampak`)."""
        return any(k["nama"] == self.kunci and not k.get("samar") for k in self.kolom)

    @property
    def kolom_kunci(self) -> str:
        """The column of the view that marks where a page ends."""
        return self.kunci if self.kunci_tampak else "_kunci"

    @property
    def keadaan(self) -> KeadaanIzin:
        kini = timezone.now()
        if self.dicabut_pada:
            return KeadaanIzin.DICABUT
        if self.selesai <= kini:
            return KeadaanIzin.BERAKHIR
        if self.mulai > kini:
            return KeadaanIzin.AKAN_DATANG
        return KeadaanIzin.AKAN_BERAKHIR if self.selesai - kini <= AKAN_BERAKHIR else KeadaanIzin.BERLAKU

    @property
    def dapat_dibaca(self) -> bool:
        """In force now. The gate itself decides at each statement; this is for the pages."""
        return self.keadaan in (KeadaanIzin.BERLAKU, KeadaanIzin.AKAN_BERAKHIR)

    @property
    def atas_perintah(self) -> bool:
        return self.jenis == "perintah"

    @property
    def judul(self) -> str:
        """The dataset in words; for lists, after `lengkap()`."""
        asal = self.permohonan or getattr(self, "perintah", None)
        return (asal and asal.dataset_nama) or self.dataset.replace("_", " ").capitalize()


class Peristiwa(models.TextChoices):
    TERBIT = "terbit", "Izin terbit"
    CABUT = "cabut", "Izin dicabut"
    BUKA = "buka", "Membaca"
    TOLAK = "tolak", "Ditolak"
    TUTUP = "tutup", "Selesai membaca"

    @property
    def nada(self) -> str:
        nada = {
            "terbit": "info",
            "cabut": "peringatan",
            "buka": "sukses",
            "tolak": "bahaya",
            "tutup": "netral",
        }
        return nada[self.value]

    @property
    def ikon(self) -> str:
        ikon = {"terbit": "key", "cabut": "x", "buka": "eye", "tolak": "lock", "tutup": "check"}
        return ikon[self.value]


class JejakAksesQuerySet(models.QuerySet["JejakAkses"]):
    def milik(self, skema: str) -> Self:
        """What was done with this instansi's data."""
        return self.filter(pemilik=skema)

    def oleh(self, skema: str) -> Self:
        """What this instansi did with others' data."""
        return self.filter(login=skema).exclude(pemilik=skema)

    def terlihat(self, skema: str) -> Self:
        return self.filter(Q(pemilik=skema) | Q(login=skema))


class JejakAkses(models.Model):
    """One record of the ledger."""

    urut = models.BigIntegerField(primary_key=True)
    pada = models.DateTimeField()
    peristiwa = models.CharField(max_length=6, choices=Peristiwa)
    izin_id = models.BigIntegerField()
    pemilik = models.CharField(max_length=63)
    login = models.CharField(max_length=63)
    tiket = models.UUIDField(null=True)
    rinci = models.JSONField()
    sidik = models.BinaryField()

    objects = JejakAksesQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."jejak'
        ordering = ["-urut"]
        verbose_name = "jejak akses data"

    def __str__(self) -> str:
        return f"{self.urut} {self.peristiwa}"

    @property
    def status(self) -> Peristiwa:
        return Peristiwa(self.peristiwa)


class Segel(models.Model):
    """A sealed head of the ledger: published on the portal."""

    urut = models.BigIntegerField(primary_key=True)
    sidik = models.BinaryField()
    pada = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'gerbang"."segel'
        ordering = ["-urut"]
        verbose_name = "segel jejak akses"

    def __str__(self) -> str:
        return f"{self.urut}={self.sidik_hex}"

    @property
    def sidik_hex(self) -> str:
        return bytes(self.sidik).hex()
