"""Invitations, answers and what the office does about them.

**No answer leads to a person.** The invitation knows its permohonan, for there is one per finished case and it is used
once. The answer knows only service, channel, seksi and month: no key to the invitation or the permohonan, no moment, no
address, no line in the audit trail; its own key is random, so the order of rows says nothing either. What remains is
that a service with few answers in a month could be guessed; therefore groups below `terkecil_tampil` are not shown.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inti.kripto import PANJANG_INDEKS, TeksTersandi
from inti.ui.format import tanggal
from layanan.enums import Kanal
from layanan.meja.tampilan import Chip
from layanan.models import Permohonan

from .kuesioner import nama_unsur


class Undangan(models.Model):
    """One invitation per finished permohonan. The token opens the questionnaire once and is forgotten then."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    permohonan = models.OneToOneField(Permohonan, models.PROTECT, related_name="+")
    token = TeksTersandi(blank=True, default="", help_text="kept until used or expired, for the reminder")
    token_indeks = models.CharField(max_length=PANJANG_INDEKS, blank=True, default="")
    tatap_muka = models.BooleanField(help_text="the applicant met an officer, at intake or at hand-over")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    kedaluwarsa_pada = models.DateTimeField()
    diingatkan = models.BooleanField(default=False)
    dipakai = models.BooleanField(default=False, help_text="no moment: it would lead to the answer")

    class Meta:
        ordering = ["pk"]
        verbose_name = "undangan survei"
        verbose_name_plural = "undangan survei"
        constraints = [
            models.UniqueConstraint(
                fields=["token_indeks"], condition=~Q(token_indeks=""), name="undangan_token_sekali"
            ),
            models.CheckConstraint(
                name="undangan_dipakai_tanpa_token", condition=Q(dipakai=False) | Q(token_indeks="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["dibuat_pada"],
                name="undangan_belum_diingatkan",
                condition=Q(dipakai=False, diingatkan=False),
            )
        ]

    def __str__(self) -> str:
        return f"undangan {self.pk}"


class Jawaban(models.Model):
    """One respondent, once. Added and never changed."""

    hak_instansi = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bulan = models.DateField(help_text="first day of the month of the answer")
    kode_layanan = models.CharField(max_length=16)
    seksi = models.CharField(max_length=12, blank=True)
    kanal = models.CharField(max_length=8, choices=Kanal)
    umur = models.CharField(max_length=12, blank=True)
    kelamin = models.CharField(max_length=12, blank=True)
    pendidikan = models.CharField(max_length=12, blank=True)
    pekerjaan = models.CharField(max_length=12, blank=True)
    disabilitas = models.CharField(max_length=12, blank=True)
    saran = TeksTersandi(blank=True, default="")

    class Meta:
        ordering = ["-bulan", "id"]
        verbose_name = "jawaban survei"
        verbose_name_plural = "jawaban survei"
        constraints = [models.CheckConstraint(name="skm_jawaban_awal_bulan", condition=Q(bulan__day=1))]
        indexes = [
            models.Index(fields=["bulan", "kode_layanan"], name="skm_jawaban_periode"),
            models.Index(fields=["-bulan", "id"], condition=~Q(saran=""), name="skm_jawaban_saran"),
        ]

    def __str__(self) -> str:
        return f"{self.kode_layanan} {self.bulan:%Y-%m}"


class Nilai(models.Model):
    """The raw answer to one element, 1-4. An element that was not asked or not answered has no row."""

    hak_instansi = "SELECT, INSERT"

    jawaban = models.ForeignKey(Jawaban, models.PROTECT, related_name="nilai", db_index=False)
    unsur = models.CharField(max_length=4)
    nilai = models.PositiveSmallIntegerField()
    bulan = models.DateField(help_text="copied from the answer: sums need no join")
    kode_layanan = models.CharField(max_length=16)
    kanal = models.CharField(max_length=8, choices=Kanal)

    class Meta:
        ordering = ["jawaban", "unsur"]
        verbose_name = "nilai survei"
        verbose_name_plural = "nilai survei"
        constraints = [
            models.UniqueConstraint(fields=["jawaban", "unsur"], name="skm_nilai_sekali"),
            models.CheckConstraint(
                name="skm_nilai_satu_sampai_empat", condition=Q(nilai__gte=1, nilai__lte=4)
            ),
        ]
        indexes = [models.Index(fields=["bulan", "kode_layanan", "unsur"], name="skm_nilai_periode")]

    def __str__(self) -> str:
        return f"{self.unsur}: {self.nilai}"


class StatusRencana(models.TextChoices):
    RENCANA = "rencana", "Direncanakan"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"
    BATAL = "batal", "Dibatalkan"


CHIP_RENCANA = {
    StatusRencana.RENCANA: Chip("Direncanakan", "info", "calendar"),
    StatusRencana.BERJALAN: Chip("Berjalan", "peringatan", "progress"),
    StatusRencana.SELESAI: Chip("Selesai", "sukses", "circle-check"),
    StatusRencana.BATAL: Chip("Dibatalkan", "netral", "ban"),
}


class RencanaTindakLanjut(models.Model):
    """What the office does about a weak element: the follow-up plan that goes with the report."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    periode = models.CharField(max_length=8, help_text="code of layanan.periode")
    unsur = models.CharField(max_length=4)
    kegiatan = models.CharField(max_length=300)
    penanggung_jawab = models.CharField(max_length=160, help_text="a post, not a name")
    tenggat = models.DateField()
    status = models.CharField(max_length=10, choices=StatusRencana, default=StatusRencana.RENCANA)
    hasil = models.CharField(max_length=500, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diubah_pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["tenggat", "pk"]
        verbose_name = "rencana tindak lanjut"
        verbose_name_plural = "rencana tindak lanjut"
        constraints = [
            models.CheckConstraint(
                name="skm_rencana_selesai_berhasil", condition=~Q(status="selesai") | ~Q(hasil="")
            )
        ]

    def __str__(self) -> str:
        return self.kegiatan

    @property
    def label_audit(self) -> str:
        return f"{nama_unsur(self.unsur)}, tenggat {tanggal(self.tenggat)}"

    @property
    def nama_unsur(self) -> str:
        return nama_unsur(self.unsur)

    @property
    def chip(self) -> Chip:
        return CHIP_RENCANA[StatusRencana(self.status)]

    @property
    def terbuka(self) -> bool:
        return self.status in (StatusRencana.RENCANA, StatusRencana.BERJALAN)
