"""Working time of an instansi (its hours, its own days, the share of each stage), and the time that each stage took."""

from datetime import date, time
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ..enums import Hitungan, JenisHari, TingkatEskalasi
from ..waktu.kalender import NAMA_HARI
from ..waktu.tahapan import nama_tahap
from .katalog import Seksi
from .permohonan import Permohonan


class JamKerja(models.Model):
    """Opening hours of one weekday from a day on. A weekday without a row in the newest set is closed.

    Rows of the past stay: what was measured with them can be shown again.
    """

    hak_instansi = "SELECT, INSERT, DELETE"

    berlaku_sejak = models.DateField()
    hari = models.PositiveSmallIntegerField(
        choices=list(enumerate(NAMA_HARI)), validators=[MaxValueValidator(6)]
    )
    buka = models.TimeField()
    tutup = models.TimeField()
    istirahat_mulai = models.TimeField(null=True, blank=True)
    istirahat_selesai = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["berlaku_sejak", "hari"]
        verbose_name_plural = "jam kerja"
        constraints = [
            models.UniqueConstraint(fields=["berlaku_sejak", "hari"], name="jam_kerja_sekali"),
            models.CheckConstraint(
                name="jam_kerja_urut",
                condition=Q(buka__lt=F("tutup"))
                & (
                    Q(istirahat_mulai__isnull=True, istirahat_selesai__isnull=True)
                    | Q(
                        istirahat_mulai__gt=F("buka"),
                        istirahat_mulai__lt=F("istirahat_selesai"),
                        istirahat_selesai__lt=F("tutup"),
                    )
                ),
                violation_error_message="Jam buka, istirahat, dan tutup harus berurutan.",
            ),
            models.CheckConstraint(name="jam_kerja_hari_dikenal", condition=Q(hari__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.get_hari_display()} {self.buka:%H.%M}–{self.tutup:%H.%M}"


class HariKhusus(models.Model):
    """A day of this instansi that the national calendar does not know: closed, open instead, or shorter."""

    hak_instansi = "SELECT, INSERT, DELETE"

    tanggal = models.DateField(unique=True)
    jenis = models.CharField(max_length=8, choices=JenisHari)
    nama = models.CharField(max_length=120)
    dasar = models.CharField(
        "dasar", max_length=160, blank=True, help_text="number of the letter or decree that orders it"
    )
    buka = models.TimeField(null=True, blank=True)
    tutup = models.TimeField(null=True, blank=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["tanggal"]
        verbose_name_plural = "hari khusus"
        constraints = [
            models.CheckConstraint(
                name="hari_khusus_jam",
                condition=Q(buka__isnull=True, tutup__isnull=True) & ~Q(jenis=JenisHari.SETENGAH)
                | Q(buka__isnull=False, tutup__isnull=False, buka__lt=F("tutup")) & ~Q(jenis=JenisHari.LIBUR),
                violation_error_message="Jam buka dan tutup diisi untuk setengah hari, dan kosong untuk libur.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tanggal}: {self.nama}"

    @property
    def label_audit(self) -> str:
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"


class BagianTahap(models.Model):
    """Share of the promised time that a stage may take. `kode_layanan` "": for every service without its own."""

    kode_layanan = models.CharField(max_length=16, blank=True)
    tahap = models.CharField(max_length=16)
    persen = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        ordering = ["kode_layanan", "tahap"]
        verbose_name_plural = "bagian tahap"
        constraints = [
            models.UniqueConstraint(fields=["kode_layanan", "tahap"], name="bagian_tahap_sekali"),
            models.CheckConstraint(
                name="bagian_tahap_persen", condition=Q(persen__gte=1) & Q(persen__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode_layanan or 'semua'} {self.tahap}: {self.persen}%"


class Tahap(models.Model):
    """One stay of a permohonan in one status. Written only by `layanan.waktu.jam.tahap`, in the step's own transaction."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="tahap", db_index=False)
    urutan = models.PositiveSmallIntegerField()
    tahap = models.CharField(max_length=16, help_text="the status during this stage")
    hitungan = models.CharField(max_length=8, choices=Hitungan)
    di_pemohon = models.BooleanField(default=False, help_text="the applicant repairs; no clock of ours runs")
    mulai = models.DateTimeField()
    selesai = models.DateTimeField(null=True, blank=True)
    menit_kerja = models.PositiveIntegerField(
        null=True, blank=True, help_text="working minutes from mulai to selesai"
    )
    menit_standar = models.PositiveIntegerField(null=True, blank=True)
    batas_pada = models.DateTimeField(null=True, blank=True, help_text="late after this moment")
    seksi = models.ForeignKey(Seksi, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    transisi = models.CharField(max_length=32, blank=True, help_text="the step that ended it")
    petugas = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="who ended it",
    )

    class Meta:
        ordering = ["permohonan", "urutan"]
        verbose_name_plural = "tahap"
        constraints = [
            models.UniqueConstraint(fields=["permohonan", "urutan"], name="tahap_urutan_sekali"),
            models.UniqueConstraint(
                fields=["permohonan"], condition=Q(selesai__isnull=True), name="tahap_satu_terbuka"
            ),
            models.CheckConstraint(
                name="tahap_tertutup_terhitung",
                condition=Q(selesai__isnull=True, menit_kerja__isnull=True)
                | Q(selesai__isnull=False, selesai__gte=F("mulai"), menit_kerja__isnull=False),
            ),
            models.CheckConstraint(
                name="tahap_di_pemohon_dijeda",
                condition=Q(di_pemohon=True, hitungan="jeda") | Q(di_pemohon=False) & ~Q(hitungan="jeda"),
            ),
        ]
        indexes = [
            models.Index(fields=["batas_pada"], name="tahap_batas", condition=Q(selesai__isnull=True)),
            # reports read durations and people of a period from the index alone
            models.Index(
                fields=["selesai", "tahap"], include=["menit_kerja", "petugas"], name="tahap_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.urutan}. {self.nama}"

    @property
    def nama(self) -> str:
        return nama_tahap(self.tahap, serah=self.hitungan == Hitungan.SERAH)

    @property
    def dihitung(self) -> bool:
        """Part of the time that the instansi took."""
        return self.hitungan in (Hitungan.SEBELUM, Hitungan.JANJI)


class EskalasiTerkirim(models.Model):
    """That a late file was brought before the secretary (its stage is late) or the head (the whole is)."""

    hak_instansi = "SELECT, INSERT"

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="eskalasi")
    tahap = models.ForeignKey(Tahap, models.PROTECT, related_name="eskalasi", db_index=False)
    tingkat = models.CharField(max_length=8, choices=TingkatEskalasi)
    batas_pada = models.DateTimeField(help_text="what was missed")
    kepada = models.CharField(max_length=300, blank=True, help_text="who was told")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["pada", "pk"]
        verbose_name_plural = "eskalasi terkirim"
        constraints = [
            models.UniqueConstraint(
                fields=["tahap"], condition=Q(tingkat="sekcam"), name="eskalasi_sekcam_sekali"
            ),
            models.UniqueConstraint(
                fields=["permohonan"], condition=Q(tingkat="camat"), name="eskalasi_camat_sekali"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permohonan_id}: {self.get_tingkat_display()}"


def baca_setelan() -> dict[str, Any]:
    """Everything that `tenggat` and `tahap` need, as JSON. Three small queries."""
    jam = JamKerja.objects.values_list(
        "berlaku_sejak", "hari", "buka", "tutup", "istirahat_mulai", "istirahat_selesai"
    )
    khusus = HariKhusus.objects.values_list("tanggal", "jenis", "nama", "buka", "tutup")
    bagian = list(BagianTahap.objects.values_list("kode_layanan", "tahap", "persen"))
    return {"kalender": [[[_iso(n) for n in b] for b in baris] for baris in (jam, khusus)], "bagian": bagian}


def _iso(nilai: Any) -> Any:
    return nilai.isoformat() if isinstance(nilai, date | time) else nilai
