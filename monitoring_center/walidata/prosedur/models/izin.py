"""Orders of the Bupati, letters, proposals to revoke."""

import uuid
from typing import Self

from django.db import models
from django.utils import timezone

from inti.akun.models import Pengguna
from monitoring_center.walidata.gerbang.models import Izin, boleh_melihat

from .dasar import JenisLampiran
from .permohonan import Permohonan


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
    alasan_polos = models.TextField(blank=True)
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
    nomor = models.CharField(max_length=100, default="")
    tanggal = models.DateField()
    penanda = models.CharField(max_length=200, default="")
    jabatan = models.CharField(max_length=200, default="")
    sidik = models.CharField(max_length=64, default="", help_text="of the letter's data; its QR names it")
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
