import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.akun.models import SITUS_PUBLIK_BERAKUN, Pengguna
from inti.db.kata import Vektor
from inti.kripto import TeksTersandi


class NotifikasiQuerySet(models.QuerySet["Notifikasi"]):
    def untuk(self, pengguna: Pengguna) -> Self:
        """Only one's own."""
        return self.filter(pengguna=pengguna)

    def belum_dibaca(self) -> Self:
        return self.filter(dibaca_pada__isnull=True)


def _tentang() -> models.UUIDField:
    return models.UUIDField(
        null=True, blank=True, db_index=True, help_text="uuid of the case it speaks of: it goes with the case"
    )


class Notifikasi(models.Model):
    """What the bell shows to one person."""

    hak_publik: ClassVar = SITUS_PUBLIK_BERAKUN

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifikasi")
    judul = models.CharField("judul", max_length=150)
    isi = models.TextField("isi", blank=True)
    tautan = models.CharField(max_length=300, blank=True)
    dibuat_pada = models.DateTimeField("waktu", default=timezone.now)
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    tentang = _tentang()

    objects = NotifikasiQuerySet.as_manager()

    class Meta:
        verbose_name = "notifikasi"
        verbose_name_plural = "notifikasi"
        ordering = ["-dibuat_pada", "-pk"]
        indexes = [
            models.Index(fields=["pengguna", "-dibuat_pada"], name="notifikasi_orang"),
            models.Index(fields=["pengguna"], condition=Q(dibaca_pada__isnull=True), name="notifikasi_belum"),
            GinIndex(Vektor("judul", "isi"), name="notifikasi_kata"),
        ]

    def __str__(self) -> str:
        return self.judul


class Keluar(models.Model):
    """What leaves by a channel that may fail: the row first, sent by a task, a failure stays visible."""

    hak_publik: ClassVar = SITUS_PUBLIK_BERAKUN

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        TERKIRIM = "terkirim", "Terkirim"
        GAGAL = "gagal", "Gagal"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    rahasia = models.BooleanField(default=False)
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan, default=Keadaan.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    galat = models.CharField("sebab gagal", max_length=300, blank=True)
    dibuat_pada = models.DateTimeField("dibuat", default=timezone.now)
    coba_lagi_pada = models.DateTimeField("dicoba lagi", null=True, blank=True)
    terkirim_pada = models.DateTimeField("terkirim", null=True, blank=True)
    tentang = _tentang()

    class Meta:
        abstract = True
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(keadaan="terkirim", terkirim_pada__isnull=False)
                | (~Q(keadaan="terkirim") & Q(terkirim_pada__isnull=True)),
                name="%(class)s_terkirim_bertanggal",
            ),
        ]
        indexes = [
            models.Index(fields=["keadaan", "-dibuat_pada"], name="%(class)s_keadaan"),
            models.Index(fields=["-dibuat_pada", "-id"], name="%(class)s_terbaru"),
        ]

    def chip_keadaan(self) -> "ChipSurat":
        return ChipSurat(self.get_keadaan_display(), *NADA_SURAT[self.keadaan])

    def kosongkan(self) -> None:
        """Forget a secret text that has left."""
        raise NotImplementedError


class Surat(Keluar):
    """One e-mail. Its text is encrypted at rest; a secret one (reset link, invitation) is emptied once it is
    sent."""

    kepada = models.EmailField("kepada", max_length=254)
    subjek = models.CharField("subjek", max_length=150)
    isi_teks = TeksTersandi(blank=True)
    isi_html = TeksTersandi(blank=True)

    class Meta(Keluar.Meta):
        verbose_name = "surel keluar"
        verbose_name_plural = "surel keluar"
        indexes = [
            *Keluar.Meta.indexes,
            models.Index(fields=["kepada", "id"], name="surat_kepada"),
            GinIndex(Vektor("kepada", "subjek"), name="surat_kata"),
        ]

    def __str__(self) -> str:
        return f"{self.subjek} ({self.keadaan})"

    @property
    def label_audit(self) -> str:
        return self.subjek

    def kosongkan(self) -> None:
        self.isi_teks = self.isi_html = ""


class Pesan(Keluar):
    """One WhatsApp message or SMS. Number and text are encrypted at rest; the number is found by its blind index."""

    class Kanal(models.TextChoices):
        WA = "wa", "WhatsApp"
        SMS = "sms", "SMS"

    kanal = models.CharField("kanal", max_length=3, choices=Kanal, default=Kanal.WA)
    telepon = TeksTersandi()
    telepon_indeks = models.CharField(max_length=64)
    isi = TeksTersandi(blank=True)

    class Meta(Keluar.Meta):
        verbose_name = "pesan keluar"
        verbose_name_plural = "pesan keluar"
        indexes = [*Keluar.Meta.indexes, models.Index(fields=["telepon_indeks"], name="pesan_telepon")]

    def __str__(self) -> str:
        return f"{self.get_kanal_display()} ({self.keadaan})"

    @property
    def label_audit(self) -> str:
        return f"pesan {self.get_kanal_display()}"  # the trail outlives the number

    @property
    def telepon_samar(self) -> str:
        """Enough to recognise the applicant's number, not to copy it: 0812•••••890."""
        nomor = self.telepon
        return (
            f"{nomor[:4]}{'•' * max(len(nomor) - 7, 0)}{nomor[-3:]}" if len(nomor) > 7 else "•" * len(nomor)
        )

    def kosongkan(self) -> None:
        self.isi = ""


class ChipSurat:
    def __init__(self, label: str, nada: str, ikon: str) -> None:
        self.label, self.nada, self.ikon = label, nada, ikon


NADA_SURAT = {
    "menunggu": ("info", "clock"),
    "terkirim": ("sukses", "check"),
    "gagal": ("bahaya", "alert-triangle"),
}
