"""What the signature needs besides the letter: settings, mandates, reserved numbers, attempts, batches."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from inti.kripto import TeksTersandi

from ..enums import (
    DIMUSNAHKAN,
    BentukPelimpahan,
    CaraTtd,
    KeadaanButir,
    KeadaanNaskah,
    KeadaanPercobaan,
    PenyediaTtd,
    VersiEsign,
)
from ..waktu.jam import hari_ini
from .nomor import NomorSurat
from .permohonan import Permohonan

BERJALAN = (KeadaanPercobaan.DIMULAI, KeadaanPercobaan.TERKIRIM)


def _orang(**lain: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, **lain
    )


class SetelanTtd(models.Model):
    """How this instansi signs: one row. The passphrase of a person is never here, nor anywhere else."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    penyedia = models.CharField(max_length=8, choices=PenyediaTtd, default=PenyediaTtd.LOKAL)
    cara_bawaan = models.CharField(max_length=8, choices=CaraTtd, default=CaraTtd.TTE)
    layanan_basah = models.JSONField(
        default=list, blank=True, help_text="kode of services that are always signed in ink"
    )
    alamat = models.CharField(max_length=200, blank=True)
    versi = models.CharField(max_length=1, choices=VersiEsign, default=VersiEsign.DUA)
    nama_pengguna = models.CharField(max_length=80, blank=True)
    sandi = TeksTersandi(blank=True, default="")
    batas_waktu = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(3), MaxValueValidator(120)], help_text="seconds"
    )
    akar_pem = models.TextField(blank=True, help_text="root certificates that are trusted besides our own")
    diubah_oleh = _orang(null=True, blank=True)
    diubah_pada = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "setelan tanda tangan"
        constraints = [
            models.CheckConstraint(name="setelan_ttd_satu_baris", condition=Q(id=1)),
            models.CheckConstraint(
                name="setelan_ttd_bsre_lengkap",
                condition=~Q(penyedia="bsre") | (~Q(alamat="") & ~Q(nama_pengguna="") & ~Q(akar_pem="")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_penyedia_display()

    @property
    def label_audit(self) -> str:
        return "Setelan tanda tangan"

    @classmethod
    def kini(cls) -> "SetelanTtd":
        """The settings in force; the defaults where nobody has set anything."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def cara(self, kode_layanan: str) -> str:
        return CaraTtd.BASAH if kode_layanan in self.layanan_basah else self.cara_bawaan


class ProfilTtd(models.Model):
    """A signer's NIK at the certification service and what is known of the certificate."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    pengguna = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="profil_ttd")
    nik = TeksTersandi(blank=True, default="")
    sertifikat_sampai = models.DateField(null=True, blank=True)
    keadaan = models.CharField(max_length=160, blank=True, help_text="last answer of the service")
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    diingatkan_untuk = models.DateField(
        null=True, blank=True, help_text="end of the certificate of which the signer was warned"
    )

    class Meta:
        verbose_name_plural = "profil tanda tangan"

    def __str__(self) -> str:
        return f"Profil tanda tangan {self.pengguna_id}"

    @property
    def sisa_hari(self) -> int | None:
        return (self.sertifikat_sampai - hari_ini()).days if self.sertifikat_sampai else None


class PelimpahanQuerySet(models.QuerySet["PelimpahanTtd"]):
    def berlaku(self, hari: date | None = None) -> Self:
        hari = hari or hari_ini()
        return self.filter(mulai__lte=hari, selesai__gte=hari, dicabut_pada__isnull=True)


class PelimpahanTtd(models.Model):
    """A mandate: who signs which services on behalf of the head, from when to when, by which SK (UU 30/2014 Ps 14)."""

    hak_instansi = "SELECT, INSERT, UPDATE (dicabut_oleh_id, dicabut_pada, dicabut_alasan)"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pelimpahan_ttd")
    bentuk = models.CharField(max_length=4, choices=BentukPelimpahan, default=BentukPelimpahan.AN)
    layanan = models.JSONField(default=list, blank=True, help_text="kode of services; empty means every one")
    nomor_sk = models.CharField("nomor SK", max_length=100)
    mulai = models.DateField()
    selesai = models.DateField()
    dibuat_oleh = _orang()
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)
    dicabut_oleh = _orang(null=True, blank=True)
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dicabut_alasan = models.CharField(max_length=200, blank=True)

    objects = PelimpahanQuerySet.as_manager()

    class Meta:
        ordering = ["-mulai", "-pk"]
        verbose_name_plural = "pelimpahan tanda tangan"
        constraints = [
            models.CheckConstraint(
                name="pelimpahan_mulai_sebelum_selesai", condition=Q(mulai__lte=F("selesai"))
            ),
            models.CheckConstraint(name="pelimpahan_bernomor_sk", condition=~Q(nomor_sk="")),
            models.CheckConstraint(
                name="pelimpahan_bukan_diri_sendiri", condition=~Q(dibuat_oleh=F("penerima"))
            ),
            models.CheckConstraint(
                name="pelimpahan_dicabut_berpasangan",
                condition=Q(dicabut_pada__isnull=True, dicabut_oleh__isnull=True)
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_bentuk_display()} {self.nomor_sk}"

    @property
    def label_audit(self) -> str:
        return self.nomor_sk

    @property
    def uuid_teks(self) -> str:
        return str(self.uuid)

    def meliputi(self, kode_layanan: str) -> bool:
        return not self.layanan or kode_layanan in self.layanan

    @property
    def keadaan(self) -> str:
        hari = hari_ini()
        if self.dicabut_pada:
            return "dicabut"
        if self.mulai > hari:
            return "akan_datang"
        return "berakhir" if self.selesai < hari else "berlaku"


class NaskahTtd(models.Model):
    """A letter that has its number and its final bytes and waits for ink or for a remote signature.

    The number is reserved by the open row of a permohonan: kept over every retry, given up only with a reason.
    """

    hak_instansi = "SELECT, INSERT, UPDATE (keadaan, selesai_pada, batal_oleh_id, batal_pada, batal_alasan)"
    kolom_pribadi: ClassVar = {"batal_alasan": DIMUSNAHKAN}

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="naskah")
    cara = models.CharField(max_length=8, choices=CaraTtd)
    keadaan = models.CharField(max_length=10, choices=KeadaanNaskah, default=KeadaanNaskah.MENUNGGU)
    nomor_surat = models.OneToOneField(NomorSurat, models.PROTECT, related_name="naskah")
    tanggal = models.DateField()
    sidik = models.CharField(max_length=64, help_text="of the letter's data")
    berkas = models.OneToOneField("berkas.Berkas", models.PROTECT, related_name="+")
    penanda = _orang()
    penanda_jabatan = models.CharField(max_length=160)
    dibuat_oleh = _orang()
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)
    selesai_pada = models.DateTimeField(null=True, blank=True)
    batal_oleh = _orang(null=True, blank=True)
    batal_pada = models.DateTimeField(null=True, blank=True)
    batal_alasan = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name_plural = "naskah tanda tangan"
        constraints = [
            models.UniqueConstraint(
                fields=["permohonan"], condition=Q(keadaan="menunggu"), name="naskah_satu_menunggu"
            ),
            models.CheckConstraint(
                name="naskah_batal_beralasan",
                condition=Q(keadaan="batal", batal_pada__isnull=False, batal_oleh__isnull=False)
                & ~Q(batal_alasan="")
                | ~Q(keadaan="batal") & Q(batal_pada__isnull=True, batal_alasan=""),
            ),
            models.CheckConstraint(
                name="naskah_selesai_bertanggal",
                condition=Q(keadaan="selesai", selesai_pada__isnull=False)
                | ~Q(keadaan="selesai") & Q(selesai_pada__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def nomor(self) -> str:
        return self.nomor_surat.nomor

    @property
    def label_audit(self) -> str:
        return self.nomor


class PercobaanTtd(models.Model):
    """One call to the certification service, committed before the call: after a crash or a timeout it is still known."""

    hak_instansi = "SELECT, INSERT, UPDATE (keadaan, terkirim_pada, selesai_pada, id_dokumen, kode, galat)"

    naskah = models.ForeignKey(NaskahTtd, models.PROTECT, related_name="percobaan")
    penyedia = models.CharField(max_length=8, choices=PenyediaTtd)
    keadaan = models.CharField(max_length=16, choices=KeadaanPercobaan, default=KeadaanPercobaan.DIMULAI)
    oleh = _orang()
    dimulai_pada = models.DateTimeField(default=timezone.now, editable=False)
    terkirim_pada = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)
    id_dokumen = models.CharField(max_length=80, blank=True, help_text="as the service named its result")
    kode = models.CharField(max_length=24, blank=True)
    galat = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-dimulai_pada", "-pk"]
        verbose_name_plural = "percobaan tanda tangan"
        constraints = [
            models.UniqueConstraint(
                fields=["naskah"], condition=Q(keadaan__in=BERJALAN), name="percobaan_satu_berjalan"
            ),
            models.UniqueConstraint(
                fields=["naskah"], condition=Q(keadaan="berhasil"), name="percobaan_satu_berhasil"
            ),
            models.CheckConstraint(
                name="percobaan_selesai_bertanggal",
                condition=Q(keadaan__in=BERJALAN, selesai_pada__isnull=True)
                | ~Q(keadaan__in=BERJALAN) & Q(selesai_pada__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naskah_id}: {self.keadaan}"


class CetakanTtd(models.Model):
    """One print of a letter for ink. The first needs no reason; every further one does and is marked "cetak ulang"."""

    hak_instansi = "SELECT, INSERT"
    kolom_pribadi: ClassVar = {"alasan": DIMUSNAHKAN}

    naskah = models.ForeignKey(NaskahTtd, models.PROTECT, related_name="cetakan")
    urutan = models.PositiveSmallIntegerField()
    alasan = models.CharField(max_length=200, blank=True)
    oleh = _orang()
    pada = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["urutan"]
        verbose_name_plural = "cetakan"
        constraints = [
            models.UniqueConstraint(fields=["naskah", "urutan"], name="cetakan_urut_sekali"),
            models.CheckConstraint(
                name="cetakan_ulang_beralasan",
                condition=Q(urutan=1) | Q(urutan__gt=1) & ~Q(alasan=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Cetakan {self.urutan}"


class BacaKonsep(models.Model):
    """A signer opened a letter; `sidik` is what it said, so a later change makes it unread again."""

    hak_instansi = "SELECT, INSERT"

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="+")
    oleh = _orang()
    sidik = models.CharField(max_length=64)
    pada = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "pembacaan konsep"
        constraints = [
            models.UniqueConstraint(fields=["permohonan", "oleh", "sidik"], name="baca_konsep_sekali")
        ]

    def __str__(self) -> str:
        return f"{self.permohonan_id} dibaca"


class BatchTtd(models.Model):
    """Letters chosen to be signed one after another. Every letter is its own transaction; the batch only remembers."""

    hak_instansi = "SELECT, INSERT, UPDATE (berlaku_sampai, dihentikan_pada)"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="batch_ttd")
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)
    berlaku_sampai = models.DateTimeField(help_text="how long the re-authentication counts for this batch")
    dihentikan_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name_plural = "batch tanda tangan"

    def __str__(self) -> str:
        return f"Batch {self.dibuat_pada:%Y-%m-%d %H:%M}"

    @property
    def label_audit(self) -> str:
        return str(self)


class ButirBatch(models.Model):
    hak_instansi = "SELECT, INSERT, UPDATE (keadaan, pesan, dokumen_id, selesai_pada)"

    batch = models.ForeignKey(BatchTtd, models.PROTECT, related_name="butir")
    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="+", db_index=False)
    urutan = models.PositiveSmallIntegerField()
    sidik = models.CharField(max_length=64, help_text="of the letter that was read or confirmed")
    dibaca = models.BooleanField(help_text="opened before; else confirmed without opening")
    keadaan = models.CharField(max_length=10, choices=KeadaanButir, default=KeadaanButir.MENUNGGU)
    pesan = models.CharField(max_length=300, blank=True)
    dokumen = models.ForeignKey("layanan.Dokumen", models.PROTECT, null=True, blank=True, related_name="+")
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["urutan"]
        verbose_name_plural = "butir batch"
        constraints = [
            models.UniqueConstraint(fields=["batch", "permohonan"], name="butir_sekali_per_batch"),
            models.CheckConstraint(
                name="butir_berhasil_bersurat",
                condition=Q(keadaan="berhasil", dokumen__isnull=False)
                | ~Q(keadaan="berhasil") & Q(dokumen__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.urutan}"
