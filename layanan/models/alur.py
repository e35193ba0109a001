"""What the instansi settles for its workflow, coded reasons of refusal, and how a seksi made sure of a file."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from inti.kripto import TeksTersandi

from ..enums import DIMUSNAHKAN, CaraUji, HasilUji, JenisAlasan
from ..waktu.jam import hari_ini
from .permohonan import Permohonan


class PengaturanAlur(models.Model):
    """One row an instansi: terms that the regulation leaves to the office."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    hari_perbaikan = models.PositiveSmallIntegerField(
        "batas melengkapi (hari kerja)", default=14, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    batal_otomatis = models.BooleanField(
        "batalkan permohonan yang lewat batas",
        default=False,
        help_text="Bila tidak dicentang, pemohon hanya diingatkan dan berkasnya tetap terbuka.",
    )
    hari_tenggang = models.PositiveSmallIntegerField(
        "tenggang sesudah pengingat (hari kerja)",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    distribusi_otomatis = models.BooleanField(
        "teruskan ke seksi pengampu begitu berkas disetujui", default=True
    )
    klaim_menit = models.PositiveSmallIntegerField(
        "lama berkas dapat dipegang seorang petugas (menit)",
        default=120,
        validators=[MinValueValidator(10), MaxValueValidator(1440)],
    )
    eskalasi_menit = models.PositiveSmallIntegerField(
        "kepala instansi diberi tahu sesudah batas tahap lewat (menit kerja)",
        default=480,
        validators=[MinValueValidator(30), MaxValueValidator(9600)],
        help_text="480 menit kerja kira-kira satu hari kerja. Bila janji selesai sudah lewat, kepala diberi tahu saat itu juga.",
    )
    tunggal = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        verbose_name_plural = "pengaturan alur"
        constraints = [models.CheckConstraint(name="pengaturan_alur_tunggal", condition=Q(tunggal=True))]

    def __str__(self) -> str:
        return "Pengaturan alur"

    @classmethod
    def kini(cls) -> "PengaturanAlur":
        """What is in force; the defaults where nothing was ever changed."""
        return cls.objects.first() or cls()


class BerhalanganQuerySet(models.QuerySet["Berhalangan"]):
    def pada(self, hari: dt.date | None = None) -> Self:
        """Absences that cover a day (default: today where the instansi is)."""
        hari = hari or hari_ini()
        return self.filter(mulai__lte=hari, selesai__gte=hari)


class Berhalangan(models.Model):
    """Days on which a person is not at the desk.

    Files that were given to them by name go back to their seksi; a seksi or the secretary's post where everybody is
    absent counts as vacant. A substitute holds the person's posts as Plh. for those days, under an order.
    """

    hak_instansi = "SELECT, INSERT, DELETE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="berhalangan")
    mulai = models.DateField()
    selesai = models.DateField(help_text="last day")
    pengganti = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    nomor_sk = models.CharField("nomor surat perintah", max_length=100, blank=True)
    plh = models.JSONField(
        default=list, blank=True, help_text="uuid of the assignments that the substitute got"
    )
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    dicatat_pada = models.DateTimeField(auto_now_add=True)

    objects = BerhalanganQuerySet.as_manager()

    class Meta:
        ordering = ["mulai", "pk"]
        verbose_name_plural = "berhalangan"
        constraints = [
            models.CheckConstraint(name="berhalangan_berurutan", condition=Q(selesai__gte=F("mulai"))),
            models.CheckConstraint(
                name="berhalangan_pengganti_lain",
                condition=Q(pengganti__isnull=True) | ~Q(pengganti=F("pengguna")) & ~Q(nomor_sk=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna_id}: {self.mulai} sampai {self.selesai}"


class AlasanTolak(models.Model):
    """A reason of refusal with its sentence and how to mend it, so that refusals can be counted."""

    kode = models.CharField(max_length=12, unique=True)
    jenis = models.CharField(max_length=12, choices=JenisAlasan, default=JenisAlasan.LENGKAP)
    nama = models.CharField(max_length=120)
    kalimat = models.CharField("kalimat untuk pemohon", max_length=300)
    cara = models.CharField("cara melengkapi", max_length=300, blank=True)
    aktif = models.BooleanField("dipakai", default=True)
    urutan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["jenis", "urutan", "kode"]
        verbose_name_plural = "alasan penolakan"

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"

    @property
    def label_audit(self) -> str:
        return str(self)


class KeabsahanUji(models.Model):
    """One check of a file by the seksi. Rows are added and never changed."""

    hak_instansi = "SELECT, INSERT"
    kolom_pribadi: ClassVar = {"narasumber": DIMUSNAHKAN, "titik": ""}

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="keabsahan", db_index=False)
    cara = models.CharField(max_length=16, choices=CaraUji)
    hasil = models.CharField(max_length=10, choices=HasilUji, default=HasilUji.SAH)
    catatan = TeksTersandi(blank=True, default="", help_text="what was found")
    narasumber = models.CharField(max_length=120, blank=True, help_text="who in the desa confirmed it")
    nomor = models.CharField(max_length=80, blank=True, help_text="of the confirmation or the berita acara")
    tanggal = models.DateField(help_text="day of the check; of the visit")
    petugas = models.CharField(max_length=240, blank=True, help_text="who went there")
    titik = models.CharField(max_length=40, blank=True, help_text="latitude, longitude in decimal degrees")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    oleh_nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=160, blank=True)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["permohonan", "pada", "pk"]
        verbose_name_plural = "uji keabsahan"
        indexes = [models.Index(fields=["permohonan", "pada"], name="keabsahan_urut")]
        constraints = [
            models.CheckConstraint(
                name="keabsahan_tinjau_lengkap",
                condition=~Q(cara=CaraUji.TINJAU_LAPANGAN) | ~Q(nomor="") & ~Q(petugas=""),
                violation_error_message="Tinjau lapangan memerlukan nomor berita acara dan nama petugas.",
            ),
            models.CheckConstraint(
                name="keabsahan_konfirmasi_lengkap",
                condition=~Q(cara=CaraUji.KONFIRMASI_DESA) | ~Q(narasumber=""),
                violation_error_message="Konfirmasi memerlukan nama yang dihubungi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cara_display()}: {self.get_hasil_display()}"

    def rincian(self) -> list[tuple[Any, ...]]:
        """(label, value) of what was filled in."""
        semua = (("Yang dihubungi", self.narasumber), ("Nomor", self.nomor), ("Petugas", self.petugas),
                 ("Titik", self.titik), ("Temuan", self.catatan))  # fmt: skip
        return [(label, nilai) for label, nilai in semua if nilai]


class BerkasUji(models.Model):
    """A photo or paper of a check."""

    hak_instansi = "SELECT, INSERT"

    uji = models.ForeignKey(KeabsahanUji, models.PROTECT, related_name="berkas")
    berkas = models.OneToOneField("berkas.Berkas", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "berkas uji keabsahan"

    def __str__(self) -> str:
        return str(self.berkas_id)
