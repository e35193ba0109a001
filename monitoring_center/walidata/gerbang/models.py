"""Grants, the ledger and its seals, as schema `gerbang` lets each login see them (row-level security). Nothing here is written by
Django: grants are issued by `gerbang.putuskan` and `gerbang.konfirmasi_perintah`, the ledger by the functions of the gate."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class KeadaanIzin(models.TextChoices):
    BELUM = "belum", "Belum berlaku"
    BERLAKU = "berlaku", "Berlaku"
    BERAKHIR = "berakhir", "Berakhir"
    DICABUT = "dicabut", "Dicabut"

    @property
    def nada(self) -> str:
        return {"belum": "info", "berlaku": "sukses", "berakhir": "netral", "dicabut": "bahaya"}[self.value]

    @property
    def ikon(self) -> str:
        return {"belum": "clock", "berlaku": "check", "berakhir": "calendar", "dicabut": "x"}[self.value]


class IzinBacaQuerySet(models.QuerySet["Izin"]):
    def dibaca(self, skema: str) -> Self:
        """Grants that this instansi may read under (also those that have ended)."""
        return self.filter(pembaca=skema)

    def milik(self, skema: str) -> Self:
        """Grants on this instansi's own data."""
        return self.filter(pemilik=skema)

    def berlaku(self, saat: datetime | None = None) -> Self:
        saat = saat or timezone.now()
        return self.filter(dicabut_pada=None, mulai__lte=saat, selesai__gt=saat)


class IzinDasar(models.Model):
    """One grant. `kolom`: [{"nama", "samar"?, "dasar"?}]; `saringan`: [{"kolom", "op", "nilai"}]."""

    uuid = models.UUIDField(unique=True)
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

    class Meta:
        abstract = True


class Izin(IzinDasar):
    """The grant as the gate needs it."""

    permohonan_id = models.BigIntegerField(null=True)

    objects = IzinBacaQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = 'gerbang"."izin'
        ordering = ["-terbit_pada", "-pk"]
        verbose_name = "izin pemanfaatan data"

    def __str__(self) -> str:
        return f"{self.nomor} {self.dataset}"

    @property
    def tampilan(self) -> str:
        """The grant's view in schema `gerbang`, for psql."""
        return f"izin_{self.pk}"

    @property
    def keadaan(self) -> KeadaanIzin:
        kini = timezone.now()
        if self.dicabut_pada:
            return KeadaanIzin.DICABUT
        if kini < self.mulai:
            return KeadaanIzin.BELUM
        return KeadaanIzin.BERLAKU if kini < self.selesai else KeadaanIzin.BERAKHIR

    @property
    def perintah(self) -> bool:
        return self.jenis == "perintah"

    @property
    def nama_kolom(self) -> list[str]:
        return [k["nama"] for k in self.kolom]


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
