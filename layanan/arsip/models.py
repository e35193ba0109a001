"""Retention (UU 43/2009 tentang Kearsipan) and the requests of data subjects (UU 27/2022)."""

import json
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from inti.kripto import TeksTersandi

from ..meja.tampilan import Chip
from ..models import Permohonan


def _orang(**kw: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        **kw,
    )


class Nasib(models.TextChoices):
    MUSNAH = "musnah", "Musnah"
    PERMANEN = "permanen", "Permanen"
    DINILAI = "dinilai", "Dinilai kembali"


class JadwalRetensi(models.Model):
    """How long files of a classification are kept; the longest code that a file's code begins with decides."""

    kode = models.CharField("kode klasifikasi", max_length=24, unique=True)
    aktif_tahun = models.PositiveSmallIntegerField("aktif (tahun)")
    inaktif_tahun = models.PositiveSmallIntegerField("inaktif (tahun)")
    nasib = models.CharField("nasib akhir", max_length=10, choices=Nasib)
    dasar = models.CharField("dasar penetapan", max_length=200, blank=True)

    class Meta:
        ordering = ["kode"]
        verbose_name_plural = "jadwal retensi"
        constraints = [
            models.CheckConstraint(
                name="retensi_paling_sedikit_setahun",
                condition=Q(aktif_tahun__gte=1) & Q(inaktif_tahun__lte=100),
            )
        ]

    def __str__(self) -> str:
        return self.kode

    @property
    def label_audit(self) -> str:
        return self.kode

    @property
    def usulan(self) -> bool:
        """A number to start from that nobody has confirmed with the JRA of the instansi: nothing is destroyed by it."""
        return not self.dasar.strip()

    @property
    def chip(self) -> Chip | None:
        return (
            Chip("Usulan – periksa dengan JRA instansi", "peringatan", "alert-triangle")
            if self.usulan
            else None
        )

    @property
    def tahun(self) -> int:
        return self.aktif_tahun + self.inaktif_tahun


class KeadaanUsul(models.TextChoices):
    DIUSULKAN = "diusulkan", "Menunggu persetujuan"
    DISETUJUI = "disetujui", "Disetujui dua orang"
    BERJALAN = "berjalan", "Sedang dimusnahkan"
    SELESAI = "selesai", "Selesai"
    DITOLAK = "ditolak", "Ditolak"


CHIP_USUL = {
    "diusulkan": Chip("Menunggu persetujuan", "peringatan", "clock"),
    "disetujui": Chip("Disetujui dua orang", "info", "checks"),
    "berjalan": Chip("Sedang dimusnahkan", "info", "progress"),
    "selesai": Chip("Selesai", "netral", "circle-check"),
    "ditolak": Chip("Ditolak", "bahaya", "circle-x"),
}


class UsulMusnah(models.Model):
    """A destroy list: proposed by one person, agreed to by two others. PostgreSQL keeps the three apart."""

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    keadaan = models.CharField(max_length=10, choices=KeadaanUsul, default=KeadaanUsul.DIUSULKAN)
    alasan = models.CharField(max_length=300)
    jumlah = models.PositiveIntegerField()
    diusulkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    diusulkan_pada = models.DateTimeField(default=timezone.now)
    setuju1_oleh = _orang()
    setuju1_pada = models.DateTimeField(null=True, blank=True)
    setuju2_oleh = _orang()
    setuju2_pada = models.DateTimeField(null=True, blank=True)
    tolak_oleh = _orang()
    tolak_pada = models.DateTimeField(null=True, blank=True)
    tolak_alasan = models.CharField(max_length=300, blank=True)
    mulai_oleh = _orang()
    mulai_pada = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)
    berita_acara = models.OneToOneField(
        "berkas.Berkas", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-diusulkan_pada", "-pk"]
        verbose_name_plural = "usul musnah"
        constraints = [
            models.CheckConstraint(
                name="musnah_tiga_orang_berbeda",
                condition=(Q(setuju1_oleh__isnull=True) | ~Q(setuju1_oleh=F("diusulkan_oleh")))
                & (
                    Q(setuju2_oleh__isnull=True)
                    | Q(setuju1_oleh__isnull=False)
                    & ~Q(setuju2_oleh=F("diusulkan_oleh"))
                    & ~Q(setuju2_oleh=F("setuju1_oleh"))
                ),
                violation_error_message="Pengusul dan kedua penyetuju harus tiga orang yang berbeda.",
            ),
            models.CheckConstraint(
                name="musnah_disetujui_dua_orang",
                condition=~Q(keadaan__in=["disetujui", "berjalan", "selesai"])
                | Q(setuju1_oleh__isnull=False, setuju1_pada__isnull=False)
                & Q(setuju2_oleh__isnull=False, setuju2_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="musnah_keadaan_bercap",
                condition=(~Q(keadaan__in=["berjalan", "selesai"]) | Q(mulai_oleh__isnull=False, mulai_pada__isnull=False))
                & (~Q(keadaan="selesai") | Q(selesai_pada__isnull=False))
                & (~Q(keadaan="ditolak") | Q(tolak_oleh__isnull=False, tolak_pada__isnull=False) & ~Q(tolak_alasan="")),
            ),
            models.CheckConstraint(name="musnah_ada_isi", condition=Q(jumlah__gte=1)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Usul musnah {self.diusulkan_pada:%Y-%m-%d}"

    @property
    def label_audit(self) -> str:
        return f"usul musnah {self.jumlah} berkas"

    @property
    def chip(self) -> Chip:
        return CHIP_USUL[self.keadaan]


class ButirMusnah(models.Model):
    """One file on a destroy list. When its stamp is set, a trigger empties what only the owner of the tables can."""

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE (dilepas, dimusnahkan_pada, kolom, jumlah_berkas)"

    usul = models.ForeignKey(UsulMusnah, models.PROTECT, related_name="butir")
    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="+")
    nomor_registrasi = models.CharField(max_length=24)
    layanan = models.CharField(max_length=160)
    klasifikasi = models.CharField(max_length=24)
    ditutup = models.DateField()
    batas = models.DateField(help_text="end of the retention")
    retensi = models.CharField(max_length=80)
    dasar = models.CharField(max_length=200, help_text="regulation (JRA) that the rule was confirmed by")
    dilepas = models.BooleanField(default=False, help_text="the list was refused")
    jumlah_berkas = models.PositiveSmallIntegerField(default=0)
    kolom = models.JSONField(default=dict, help_text="table -> [foreign key, {column: replacement}]")
    dimusnahkan_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "butir musnah"
        constraints = [
            models.UniqueConstraint(
                fields=["permohonan"], condition=Q(dilepas=False), name="musnah_satu_daftar"
            ),
            models.CheckConstraint(
                name="musnah_berdasar_jra",
                condition=~Q(dasar=""),
                violation_error_message="Retensi yang masih usulan tidak dapat menjadi dasar pemusnahan.",
            ),
            models.CheckConstraint(
                name="musnah_dilepas_tetap_ada", condition=Q(dilepas=False) | Q(dimusnahkan_pada__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.nomor_registrasi


class JenisPermintaan(models.TextChoices):
    SALINAN = "salinan", "Salinan data"
    PERBAIKAN = "perbaikan", "Perbaikan data"


class KeadaanPermintaan(models.TextChoices):
    MENUNGGU = "menunggu", "Menunggu"
    DIPENUHI = "dipenuhi", "Dipenuhi"
    DITOLAK = "ditolak", "Ditolak"


CHIP_PERMINTAAN = {
    "menunggu": Chip("Menunggu", "peringatan", "clock"),
    "dipenuhi": Chip("Dipenuhi", "sukses", "circle-check"),
    "ditolak": Chip("Ditolak", "bahaya", "circle-x"),
}


class CaraPeriksa(models.TextChoices):
    KTP = "ktp", "KTP-el asli dicocokkan dengan orangnya"
    KUASA = "kuasa", "Surat kuasa dan KTP-el keduanya"
    WALI = "wali", "KK atau penetapan wali bagi anak"


class PermintaanData(models.Model):
    """What a person asks about their own data (UU 27/2022 Ps 6-7), with the identity check that comes first."""

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    jenis = models.CharField(max_length=10, choices=JenisPermintaan)
    nama = models.CharField(max_length=120)
    nik = TeksTersandi()
    nik_indeks = models.CharField(max_length=64, db_index=True)
    kontak = TeksTersandi(blank=True, default="")
    cara_periksa = models.CharField("identitas diperiksa dengan", max_length=10, choices=CaraPeriksa)
    uraian = TeksTersandi(blank=True, default="")
    perubahan_sandi = TeksTersandi(blank=True, default="", help_text="JSON: field -> corrected value")
    diterima_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    diterima_pada = models.DateTimeField(default=timezone.now)
    tenggat = models.DateTimeField(help_text="3 x 24 hours of working days")
    keadaan = models.CharField(max_length=10, choices=KeadaanPermintaan, default=KeadaanPermintaan.MENUNGGU)
    diputus_oleh = _orang()
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField(max_length=300, blank=True)
    diterapkan = models.PositiveSmallIntegerField(default=0, help_text="open permohonan that were corrected")

    class Meta:
        ordering = ["tenggat", "pk"]
        verbose_name_plural = "permintaan data"
        indexes = [
            models.Index(fields=["tenggat", "id"], name="permintaan_tenggat"),
            models.Index(fields=["diterima_pada", "id"], name="permintaan_diterima"),
            models.Index(fields=["tenggat"], condition=Q(keadaan="menunggu"), name="permintaan_menunggu"),
        ]
        constraints = [
            models.CheckConstraint(
                name="permintaan_diputus_lengkap",
                condition=Q(keadaan="menunggu", diputus_oleh__isnull=True, diputus_pada__isnull=True)
                | ~Q(keadaan="menunggu") & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="perbaikan_diputus_orang_lain",
                condition=~Q(jenis="perbaikan")
                | Q(diputus_oleh__isnull=True)
                | ~Q(diputus_oleh=F("diterima_oleh")),
                violation_error_message="Perbaikan data diputus oleh orang lain daripada yang mencatatnya.",
            ),
            models.CheckConstraint(
                name="permintaan_ditolak_beralasan", condition=~Q(keadaan="ditolak") | ~Q(alasan="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.diterima_pada:%Y-%m-%d}"

    @property
    def label_audit(self) -> str:
        return f"permintaan {self.jenis} {str(self.uuid)[:8]}"

    @property
    def perubahan(self) -> dict[str, str]:
        return json.loads(self.perubahan_sandi) if self.perubahan_sandi else {}

    @property
    def chip(self) -> Chip:
        if self.keadaan == "menunggu" and self.tenggat < timezone.now():
            return Chip("Lewat tenggat", "bahaya", "alert-circle")
        return CHIP_PERMINTAAN[self.keadaan]
