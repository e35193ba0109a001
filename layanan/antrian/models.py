"""The queue at the counter: groups of services, loket, numbers, and the devices that show and give them."""

import hashlib
import secrets
import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.kripto import TeksTersandi

from ..meja.tampilan import Chip
from ..models import Permohonan


class Keadaan(models.TextChoices):
    MENUNGGU = "menunggu", "Menunggu"
    DIPANGGIL = "dipanggil", "Dipanggil"
    DILAYANI = "dilayani", "Dilayani"
    SELESAI = "selesai", "Selesai"
    DILEWATI = "dilewati", "Dilewati"


DI_LOKET = (Keadaan.DIPANGGIL, Keadaan.DILAYANI)
CHIP = {
    Keadaan.MENUNGGU: Chip("Menunggu", "netral", "clock"),
    Keadaan.DIPANGGIL: Chip("Dipanggil", "info", "speakerphone"),
    Keadaan.DILAYANI: Chip("Dilayani", "info", "user-check"),
    Keadaan.SELESAI: Chip("Selesai", "sukses", "circle-check"),
    Keadaan.DILEWATI: Chip("Tidak hadir", "peringatan", "user"),
}


class Kelompok(models.Model):
    """One row of numbers, for services that wait together."""

    kode = models.CharField(max_length=2, unique=True, validators=[RegexValidator(r"^[A-Z]{1,2}$")])
    nama = models.CharField(max_length=60)
    keterangan = models.CharField(max_length=120, blank=True)
    layanan = models.JSONField(
        default=list,
        blank=True,
        help_text="kode of the services that wait here; empty: those of no other group",
    )
    aktif = models.BooleanField(default=True)
    urutan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["urutan", "kode"]
        verbose_name_plural = "kelompok"

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class Loket(models.Model):
    nomor = models.PositiveSmallIntegerField(unique=True)
    nama = models.CharField(max_length=40, blank=True)
    kelompok = models.ManyToManyField(Kelompok, related_name="loket", blank=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        ordering = ["nomor"]
        verbose_name_plural = "loket"

    def __str__(self) -> str:
        return f"Loket {self.nomor}" + (f" – {self.nama}" if self.nama else "")


class AntrianQuerySet(models.QuerySet["Antrian"]):
    def hari(self, tanggal: date) -> "AntrianQuerySet":
        return self.filter(tanggal=tanggal).select_related("kelompok", "loket")

    def menunggu(self) -> "AntrianQuerySet":
        return self.filter(keadaan=Keadaan.MENUNGGU).order_by("diambil_pada", "pk")


class Antrian(models.Model):
    """One number of one day. Nobody's name: the person becomes known when the intake begins."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    tanggal = models.DateField()
    kelompok = models.ForeignKey(Kelompok, models.PROTECT, related_name="antrian")
    urut = models.PositiveSmallIntegerField()
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.MENUNGGU)
    loket = models.ForeignKey(Loket, models.PROTECT, null=True, blank=True, related_name="antrian")
    petugas = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    diambil_pada = models.DateTimeField(default=timezone.now)
    dipanggil_pada = models.DateTimeField(null=True, blank=True, help_text="last call")
    dipanggil_pertama = models.DateTimeField(null=True, blank=True)
    panggilan = models.PositiveSmallIntegerField(default=0)
    dilayani_pada = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)
    permohonan = models.ForeignKey(Permohonan, models.PROTECT, null=True, blank=True, related_name="antrian")

    objects = AntrianQuerySet.as_manager()

    class Meta:
        ordering = ["tanggal", "diambil_pada", "pk"]
        verbose_name_plural = "antrian"
        constraints = [
            models.UniqueConstraint(fields=["tanggal", "kelompok", "urut"], name="antrian_nomor_sekali"),
            models.UniqueConstraint(
                fields=["tanggal", "loket"], condition=Q(keadaan__in=DI_LOKET), name="antrian_satu_di_loket"
            ),
            models.CheckConstraint(
                name="antrian_keadaan_sesuai_waktu",
                condition=Q(keadaan=Keadaan.MENUNGGU, selesai_pada__isnull=True)
                | Q(keadaan=Keadaan.DIPANGGIL, loket__isnull=False, dipanggil_pada__isnull=False)
                | Q(keadaan=Keadaan.DILAYANI, loket__isnull=False, dilayani_pada__isnull=False)
                | Q(keadaan=Keadaan.SELESAI, dilayani_pada__isnull=False, selesai_pada__isnull=False)
                | Q(keadaan=Keadaan.DILEWATI, dipanggil_pada__isnull=False),
            ),
            models.CheckConstraint(name="antrian_urut_dari_satu", condition=Q(urut__gte=1)),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def nomor(self) -> str:
        return f"{self.kelompok.kode}{self.urut:03d}"

    @property
    def label_audit(self) -> str:
        return self.nomor

    @property
    def chip(self) -> Chip:
        return CHIP[Keadaan(self.keadaan)]

    @property
    def menit_tunggu(self) -> int:
        """Minutes from taking the number to the first call, or until now."""
        sampai = self.dipanggil_pertama or timezone.now()
        return int((sampai - self.diambil_pada).total_seconds() // 60)


class JenisPerangkat(models.TextChoices):
    KIOS = "kios", "Kios (ambil nomor)"
    LAYAR = "layar", "Layar panggilan (TV)"


def sidik(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_baru() -> str:
    return secrets.token_urlsafe(24)


class Perangkat(models.Model):
    """The secret address of a kiosk or a call screen, which have nobody who could log in. Rotating makes a new one."""

    jenis = models.CharField(max_length=6, choices=JenisPerangkat, unique=True)
    token = TeksTersandi()
    token_sidik = models.CharField(max_length=64, unique=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["jenis"]
        verbose_name_plural = "perangkat"

    def __str__(self) -> str:
        return self.get_jenis_display()

    @property
    def label_audit(self) -> str:
        return str(self)

    @classmethod
    def bertoken(cls, token: str, jenis: JenisPerangkat) -> Any:
        """The device of this address, or None; looked up by digest, so timing tells nothing."""
        return cls.objects.filter(token_sidik=sidik(token), jenis=jenis).first()
