"""Manual service while the system is down (Perbup Tanah Laut 126/2022 Ps 12): the outage, its numbers, its paper cases."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from inti.kripto import TeksTersandi

from ..meja.tampilan import Chip
from ..models import BlokNomor, NomorSurat, Permohonan
from .enums import KeadaanRegistrasi, Sebab

CHIP_NOMOR = {
    "dipesan": Chip("Belum dijelaskan", "peringatan", "alert-triangle"),
    "terpakai": Chip("Terpakai", "sukses", "circle-check"),
    "batal": Chip("Batal", "netral", "ban"),
    "hilang": Chip("Hilang", "bahaya", "question-mark"),
}


def _orang(**lain: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, **lain
    )


class Gangguan(models.Model):
    """One period of manual service. `berlangsung` while it lasts; open until every number is explained and it is closed."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sebab = models.CharField(max_length=12, choices=Sebab)
    uraian = models.TextField()
    mulai = models.DateTimeField()
    selesai = models.DateTimeField(null=True, blank=True)
    berlangsung = models.BooleanField(default=True)
    perkiraan_pulih = models.DateTimeField(null=True, blank=True)
    penanggung_jawab = _orang()
    nomor_ba = models.CharField("nomor berita acara", max_length=80)
    berkas_ba = models.ForeignKey("berkas.Berkas", models.PROTECT, null=True, blank=True, related_name="+")
    dinyatakan_oleh = _orang()
    dinyatakan_pada = models.DateTimeField(default=timezone.now, editable=False)
    tindakan = models.TextField(blank=True, help_text="what was done to end it")
    dipulihkan_oleh = _orang(null=True, blank=True)
    ditutup_oleh = _orang(null=True, blank=True)
    ditutup_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-mulai", "-pk"]
        verbose_name_plural = "gangguan"
        constraints = [
            models.UniqueConstraint(
                fields=["berlangsung"], condition=Q(berlangsung=True), name="gangguan_satu_berlangsung"
            ),
            models.CheckConstraint(
                name="gangguan_berlangsung_tanpa_akhir",
                condition=Q(berlangsung=True, selesai__isnull=True)
                | Q(berlangsung=False, selesai__isnull=False),
            ),
            models.CheckConstraint(
                name="gangguan_mulai_sebelum_selesai",
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
            ),
            models.CheckConstraint(
                name="gangguan_tutup_sesudah_pulih",
                condition=Q(ditutup_pada__isnull=True, ditutup_oleh__isnull=True)
                | Q(ditutup_pada__isnull=False, ditutup_oleh__isnull=False, berlangsung=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sebab_display()} {self.mulai:%Y-%m-%d}"

    @property
    def label_audit(self) -> str:
        return self.nomor_ba

    @property
    def chip(self) -> Chip:
        if self.berlangsung:
            return Chip("Layanan manual", "bahaya", "plug-off")
        if self.ditutup_pada is None:
            return Chip("Pemulihan data", "peringatan", "history")
        return Chip("Ditutup", "netral", "circle-check")


class BlokGangguan(models.Model):
    """A block of letter numbers that was printed for this outage."""

    hak_instansi = "SELECT, INSERT"

    gangguan = models.ForeignKey(Gangguan, models.PROTECT, related_name="blok")
    blok = models.OneToOneField(BlokNomor, models.PROTECT, related_name="gangguan")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "blok gangguan"

    def __str__(self) -> str:
        return str(self.blok)


class NomorRegistrasi(models.Model):
    """A registration number that was given to the desk on paper; what became of it is said before the outage is closed."""

    hak_instansi = "SELECT, INSERT, UPDATE (keadaan, alasan, permohonan_id)"

    gangguan = models.ForeignKey(Gangguan, models.PROTECT, related_name="registrasi")
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()
    nomor = models.CharField(max_length=24, unique=True)
    keadaan = models.CharField(max_length=10, choices=KeadaanRegistrasi, default=KeadaanRegistrasi.DIPESAN)
    alasan = models.CharField(max_length=300, blank=True)
    permohonan = models.OneToOneField(
        Permohonan, models.PROTECT, null=True, blank=True, related_name="nomor_kertas"
    )

    class Meta:
        ordering = ["tahun", "urut"]
        verbose_name_plural = "nomor registrasi kertas"
        constraints = [
            models.UniqueConstraint(fields=["tahun", "urut"], name="nomor_registrasi_sekali"),
            models.CheckConstraint(
                name="nomor_registrasi_keadaan_lengkap",
                condition=Q(keadaan="dipesan", permohonan__isnull=True)
                | Q(keadaan="terpakai", permohonan__isnull=False)
                | Q(keadaan__in=["batal", "hilang"], permohonan__isnull=True) & ~Q(alasan=""),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def label_audit(self) -> str:
        return self.nomor

    @property
    def chip(self) -> Chip:
        return CHIP_NOMOR[self.keadaan]


class Susulan(models.Model):
    """A paper case that was entered afterwards. `kunci` is the row of the register: entered once, however often it is sent.

    `sisa` (JSON): the steps on paper that still need the scan of the signed letter.
    """

    hak_instansi = "SELECT, INSERT, UPDATE (sisa, nomor_surat_id)"

    gangguan = models.ForeignKey(Gangguan, models.PROTECT, related_name="susulan")
    permohonan = models.OneToOneField(Permohonan, models.PROTECT, related_name="susulan")
    kunci = models.CharField(max_length=60)
    nomor_surat = models.OneToOneField(
        NomorSurat, models.PROTECT, null=True, blank=True, related_name="susulan"
    )
    sisa = TeksTersandi(blank=True, default="")
    formulir = models.ForeignKey(
        "berkas.Berkas",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="scan of the paper form",
    )
    sumber = models.CharField(max_length=8, choices=[("layar", "Layar"), ("lembar", "Lembar kerja")])
    dicatat_oleh = _orang()
    dicatat_pada = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-dicatat_pada", "-pk"]
        verbose_name_plural = "susulan"
        constraints = [models.UniqueConstraint(fields=["gangguan", "kunci"], name="susulan_baris_sekali")]

    def __str__(self) -> str:
        return self.kunci


class Impor(models.Model):
    """An uploaded workbook, kept so that the rows that were previewed are the rows that are entered.

    It names everybody of the register, so it goes when the outage is closed.
    """

    hak_instansi = "SELECT, INSERT, UPDATE (selesai_pada, masuk, berkas_id)"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    gangguan = models.ForeignKey(Gangguan, models.PROTECT, related_name="impor")
    berkas = models.OneToOneField("berkas.Berkas", models.PROTECT, null=True, related_name="+")
    oleh = _orang()
    pada = models.DateTimeField(default=timezone.now, editable=False)
    selesai_pada = models.DateTimeField(null=True, blank=True)
    masuk = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pada", "-pk"]
        verbose_name_plural = "impor"

    def __str__(self) -> str:
        return f"Impor {self.pada:%Y-%m-%d %H:%M}"


class PindaianImpor(models.Model):
    """A scan that came in the ZIP beside the workbook and waits for its row; the row goes when the scan was used."""

    hak_instansi = "SELECT, INSERT, DELETE"

    class Jenis(models.TextChoices):
        SURAT = "surat", "Surat bertanda tangan"
        FORMULIR = "formulir", "Formulir dan syarat"

    impor = models.ForeignKey(Impor, models.PROTECT, related_name="pindaian")
    registrasi = models.CharField(max_length=24)
    jenis = models.CharField(max_length=8, choices=Jenis)
    berkas = models.OneToOneField("berkas.Berkas", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["registrasi", "jenis"]
        verbose_name_plural = "pindaian impor"
        constraints = [
            models.UniqueConstraint(
                fields=["impor", "registrasi", "jenis"], name="pindaian_impor_satu_per_nomor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registrasi} {self.jenis}"
