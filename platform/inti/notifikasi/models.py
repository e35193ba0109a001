import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.akun.models import SITUS_PUBLIK_BERAKUN, Pengguna
from inti.kripto import TeksTersandi


class NotifikasiQuerySet(models.QuerySet["Notifikasi"]):
    def untuk(self, pengguna: Pengguna) -> Self:
        """Only one's own."""
        return self.filter(pengguna=pengguna)

    def belum_dibaca(self) -> Self:
        return self.filter(dibaca_pada__isnull=True)


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

    objects = NotifikasiQuerySet.as_manager()

    class Meta:
        verbose_name = "notifikasi"
        verbose_name_plural = "notifikasi"
        ordering = ["-dibuat_pada", "-pk"]
        indexes = [
            models.Index(fields=["pengguna", "-dibuat_pada"], name="notifikasi_orang"),
            models.Index(fields=["pengguna"], condition=Q(dibaca_pada__isnull=True), name="notifikasi_belum"),
        ]

    def __str__(self) -> str:
        return self.judul


class Surat(models.Model):
    """One e-mail. Its text is encrypted at rest; a secret one (reset link, invitation) is emptied once it is
    sent."""

    hak_publik: ClassVar = SITUS_PUBLIK_BERAKUN

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        TERKIRIM = "terkirim", "Terkirim"
        GAGAL = "gagal", "Gagal"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kepada = models.EmailField("kepada", max_length=254)
    subjek = models.CharField("subjek", max_length=150)
    isi_teks = TeksTersandi(blank=True)
    isi_html = TeksTersandi(blank=True)
    rahasia = models.BooleanField(default=False)
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan, default=Keadaan.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    galat = models.CharField("sebab gagal", max_length=300, blank=True)
    dibuat_pada = models.DateTimeField("dibuat", default=timezone.now)
    coba_lagi_pada = models.DateTimeField("dicoba lagi", null=True, blank=True)
    terkirim_pada = models.DateTimeField("terkirim", null=True, blank=True)

    class Meta:
        verbose_name = "surel keluar"
        verbose_name_plural = "surel keluar"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(keadaan="terkirim", terkirim_pada__isnull=False)
                | (~Q(keadaan="terkirim") & Q(terkirim_pada__isnull=True)),
                name="surat_terkirim_bertanggal",
            ),
        ]
        indexes = [models.Index(fields=["keadaan", "-dibuat_pada"], name="surat_keadaan")]

    def __str__(self) -> str:
        return f"{self.subjek} ({self.keadaan})"

    @property
    def label_audit(self) -> str:
        return self.subjek

    def chip_keadaan(self) -> "ChipSurat":
        return ChipSurat(self.get_keadaan_display(), *NADA_SURAT[self.keadaan])


class ChipSurat:
    def __init__(self, label: str, nada: str, ikon: str) -> None:
        self.label, self.nada, self.ikon = label, nada, ikon


NADA_SURAT = {
    "menunggu": ("info", "clock"),
    "terkirim": ("sukses", "check"),
    "gagal": ("bahaya", "alert-triangle"),
}
