"""The hand-over of a letter, the codes with which an applicant downloads it, and the reminders to fetch it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from layanan.enums import DIMUSNAHKAN, CaraSerah, CaraTandaTerima
from layanan.models import Permohonan, PersyaratanPermohonan


def _orang() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )


class Penyerahan(models.Model):
    """One hand-over, written once. Who took it and whether the identity matched stand on the permohonan itself.

    Only the scan of the signed receipt may follow later: the one column that can still be changed.
    """

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE (tanda_tangan_id)"
    kolom_pribadi: ClassVar = {"resi": DIMUSNAHKAN}

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    permohonan = models.OneToOneField(Permohonan, models.PROTECT, related_name="penyerahan")
    cara = models.CharField(max_length=10, choices=CaraSerah)
    lembar = models.PositiveSmallIntegerField("jumlah lembar", default=1)
    kurir = models.CharField(max_length=60, blank=True)
    resi = models.CharField("nomor resi", max_length=60, blank=True)
    surat_kuasa = models.ForeignKey(
        "berkas.Berkas", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    tanda_tangan = models.ForeignKey(
        "berkas.Berkas", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    cara_tanda_tangan = models.CharField(max_length=6, choices=CaraTandaTerima)
    oleh = _orang()
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pada", "-pk"]
        verbose_name_plural = "penyerahan"
        indexes = [
            models.Index(fields=["-pada", "-id"], name="penyerahan_terbaru"),
            models.Index(fields=["cara", "-pada", "-id"], name="penyerahan_cara"),
            models.Index(
                fields=["-pada", "-id"],
                condition=Q(cara_tanda_tangan=CaraTandaTerima.KERTAS, tanda_tangan__isnull=True),
                name="penyerahan_menyusul",
            ),
            models.Index(fields=["resi"], condition=~Q(resi=""), name="penyerahan_resi"),
        ]
        constraints = [
            models.CheckConstraint(
                name="penyerahan_kiriman_beresi",
                condition=~Q(cara=CaraSerah.DIKIRIM) | (~Q(kurir="") & ~Q(resi="")),
                violation_error_message="Kiriman harus mempunyai kurir dan nomor resi.",
            ),
            models.CheckConstraint(
                name="penyerahan_petugas_kecuali_unduhan",
                condition=Q(cara=CaraSerah.DIUNDUH, oleh__isnull=True)
                | (~Q(cara=CaraSerah.DIUNDUH) & Q(oleh__isnull=False)),
            ),
            models.CheckConstraint(
                name="penyerahan_coretan_ada",
                condition=~Q(cara_tanda_tangan=CaraTandaTerima.LAYAR) | Q(tanda_tangan__isnull=False),
            ),
            models.CheckConstraint(name="penyerahan_ada_lembar", condition=Q(lembar__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.permohonan_id}: {self.get_cara_display()}"

    @property
    def label_audit(self) -> str:
        return self.permohonan.nomor_registrasi

    @property
    def menunggu_pindaian(self) -> bool:
        return self.cara_tanda_tangan == CaraTandaTerima.KERTAS and self.tanda_tangan_id is None


class BerkasKembali(models.Model):
    """An original that lay here: given back at the hand-over, or not (the reason is the note of the hand-over)."""

    hak_instansi: ClassVar = "SELECT, INSERT"

    penyerahan = models.ForeignKey(Penyerahan, models.PROTECT, related_name="berkas_kembali", db_index=False)
    syarat = models.ForeignKey(PersyaratanPermohonan, models.PROTECT, related_name="+", db_index=False)
    kembali = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "berkas kembali"
        constraints = [models.UniqueConstraint(fields=["penyerahan", "syarat"], name="berkas_kembali_sekali")]

    def __str__(self) -> str:
        return f"{self.syarat_id}: {'kembali' if self.kembali else 'belum'}"


class KodeUnduh(models.Model):
    """A one-time code of six digits. Only its keyed fingerprint is stored; it dies of age, use, tries, or the next code."""

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE (percobaan, dipakai_pada, mati_pada)"

    class Saluran(models.TextChoices):
        SUREL = "surel", "Surel"
        WA = "wa", "WhatsApp/SMS"
        LOKET = "loket", "Diberikan di loket"

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="kode_unduh", db_index=False)
    saluran = models.CharField(max_length=6, choices=Saluran)
    sidik = models.CharField(max_length=64, help_text="keyed HMAC of permohonan and code")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    berlaku_sampai = models.DateTimeField()
    percobaan = models.PositiveSmallIntegerField(default=0)
    dipakai_pada = models.DateTimeField(null=True, blank=True)
    mati_pada = models.DateTimeField(
        null=True, blank=True, help_text="replaced by a newer code, or guessed too often"
    )
    oleh = _orang()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "kode unduh"
        indexes = [models.Index(fields=["permohonan", "-dibuat_pada"], name="kode_unduh_terakhir")]
        constraints = [
            models.UniqueConstraint(
                fields=["permohonan"],
                condition=Q(dipakai_pada__isnull=True, mati_pada__isnull=True),
                name="kode_unduh_satu_hidup",
            ),
            models.CheckConstraint(
                name="kode_unduh_dipakai_atau_mati",
                condition=Q(dipakai_pada__isnull=True) | Q(mati_pada__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permohonan_id}: {self.get_saluran_display()}"


class Pengingat(models.Model):
    """A reminder that the letter waits to be fetched, once for each number of working days."""

    hak_instansi: ClassVar = "SELECT, INSERT"

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="pengingat", db_index=False)
    hari = models.PositiveSmallIntegerField(help_text="working days since the letter was ready")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "pengingat"
        constraints = [models.UniqueConstraint(fields=["permohonan", "hari"], name="pengingat_sekali")]

    def __str__(self) -> str:
        return f"{self.permohonan_id}: {self.hari} hari kerja"
