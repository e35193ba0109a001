"""Complaints, what was done about them, and their files."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from inti.akun.hak import Hak
from inti.kripto import TeksTersandi
from layanan.enums import DIMUSNAHKAN
from layanan.meja.tampilan import Chip, chip_tenggat
from layanan.models import Permohonan, Seksi, kode_lacak_baru
from layanan.models.query import di_seksi
from layanan.waktu.jam import hari_ini

from .enums import CHIP_ADUAN, TERBUKA, Jenis, Kategori, Kerahasiaan, Saluran, StatusAduan

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

NAMA_TERSEMBUNYI = {Kerahasiaan.ANONIM: "Tanpa nama", Kerahasiaan.RAHASIA: "Nama dirahasiakan"}


def kolom_petugas() -> list[str]:
    """Columns of a permohonan that name somebody who worked on it."""
    return [
        f.name
        for f in Permohonan._meta.concrete_fields
        if f.name.endswith("_oleh") or f.name == "petugas_input"
    ]


def petugas_perkara(p: Permohonan | None) -> set[int]:
    """Everybody who worked on the case: none of them may handle a complaint about it."""
    return {n for k in kolom_petugas() if (n := getattr(p, f"{k}_id")) is not None} if p else set()


class PengaduanQuerySet(models.QuerySet["Pengaduan"]):
    def untuk(self, pengguna: "Pengguna") -> Self:
        """Managers and heads everything, a seksi what was sent to it, the counter what it wrote down.

        A confidential complaint is invisible (404) to everybody who worked on the case that it is about.
        """
        if not getattr(pengguna, "is_authenticated", False):
            return self.none()
        qs = self
        if not (pengguna.punya(Hak.PENGADUAN_KELOLA) or pengguna.punya(Hak.LAPORAN_LIHAT)):
            milik = Q(petugas_input=pengguna)
            if pengguna.punya(Hak.PERMOHONAN_VALIDASI):
                milik |= di_seksi(pengguna.seksi())
            qs = self.filter(milik)
        petugas = Q()
        for kolom in kolom_petugas():
            petugas |= Q(**{kolom: pengguna})
        bekerja = Exists(
            Permohonan.objects.filter(petugas, pk=OuterRef("permohonan"))
        )  # false without a permohonan
        return qs.filter(Q(kerahasiaan=Kerahasiaan.TERBUKA) | ~bekerja)

    def terbuka(self) -> Self:
        return self.filter(status__in=sorted(TERBUKA))

    def terlambat(self, kini: datetime | None = None) -> Self:
        return self.filter(
            status__in=[StatusAduan.DITERIMA, StatusAduan.DIPROSES], tenggat__lt=kini or timezone.now()
        )

    def menunggu(self, pengguna: "Pengguna") -> Self:
        """What this person has to do now: managers verify, a seksi follows up."""
        q = Q(pk__in=[])
        if pengguna.punya(Hak.PENGADUAN_KELOLA):
            q |= Q(status=StatusAduan.DITERIMA) | Q(status=StatusAduan.DIPROSES, seksi__isnull=True)
        if pengguna.punya(Hak.PERMOHONAN_VALIDASI):
            q |= Q(di_seksi(pengguna.seksi()), status=StatusAduan.DIPROSES)
        return self.untuk(pengguna).filter(q)


class Pengaduan(models.Model):
    hak_instansi = "SELECT, INSERT, UPDATE"
    ikut_musnah = True
    kolom_pribadi: ClassVar = {"judul": DIMUSNAHKAN, "isi": DIMUSNAHKAN, "jawaban": DIMUSNAHKAN, "lokasi": ""}

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    nomor = models.CharField(max_length=24, unique=True)
    kode = models.CharField(max_length=12, unique=True, default=kode_lacak_baru, editable=False)
    kategori = models.CharField(max_length=12, choices=Kategori)
    pengawasan = models.BooleanField("berkadar pengawasan", default=False)
    saluran = models.CharField(max_length=8, choices=Saluran, default=Saluran.DARING)
    kerahasiaan = models.CharField(max_length=8, choices=Kerahasiaan, default=Kerahasiaan.TERBUKA)
    permohonan = models.ForeignKey(
        Permohonan, models.PROTECT, null=True, blank=True, related_name="pengaduan"
    )
    kode_layanan = models.CharField(max_length=16, blank=True)
    judul = TeksTersandi()
    isi = TeksTersandi()
    lokasi = models.CharField(max_length=120, blank=True)
    tanggal_kejadian = models.DateField(null=True, blank=True)
    nama = TeksTersandi(blank=True, default="")
    telepon = TeksTersandi(blank=True, default="")
    surel = TeksTersandi(blank=True, default="")
    status = models.CharField(max_length=16, choices=StatusAduan, default=StatusAduan.DITERIMA)
    seksi = models.ForeignKey(Seksi, models.PROTECT, null=True, blank=True, related_name="+")
    petugas_input = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diterima_pada = models.DateTimeField(default=timezone.now)
    tanggal_masuk = models.DateField(default=hari_ini, help_text="local date of diterima_pada")
    diverifikasi_pada = models.DateTimeField(null=True, blank=True)
    ditutup_pada = models.DateTimeField(null=True, blank=True)
    tanggal_tutup = models.DateField(null=True, blank=True, help_text="local date of ditutup_pada")
    tenggat = models.DateTimeField(help_text="of the present step: verification, then the answer")
    diingatkan_tenggat = models.DateTimeField(
        null=True, blank=True, help_text="the tenggat that was warned of"
    )
    jawaban = TeksTersandi(blank=True, default="")
    lapor_nomor = models.CharField("nomor tiket SP4N-LAPOR", max_length=40, blank=True)
    lapor_pada = models.DateTimeField(null=True, blank=True)

    objects = PengaduanQuerySet.as_manager()

    class Meta:
        ordering = ["-diterima_pada", "-pk"]
        verbose_name = "pengaduan"
        verbose_name_plural = "pengaduan"
        constraints = [
            models.CheckConstraint(name="aduan_status_dikenal", condition=Q(status__in=StatusAduan.values)),
            models.CheckConstraint(
                name="aduan_anonim_tanpa_nama",
                condition=~Q(kerahasiaan="anonim") | Q(nama="", telepon="", surel=""),
            ),
            models.CheckConstraint(
                name="aduan_selesai_dijawab",
                condition=~Q(status="selesai") | (Q(ditutup_pada__isnull=False) & ~Q(jawaban="")),
            ),
            models.CheckConstraint(
                name="aduan_tutup_berurut",
                condition=Q(ditutup_pada__isnull=True) | Q(ditutup_pada__gte=F("diterima_pada")),
            ),
            models.CheckConstraint(
                name="aduan_tutup_bertanggal",
                condition=Q(ditutup_pada__isnull=True, tanggal_tutup__isnull=True)
                | Q(ditutup_pada__isnull=False, tanggal_tutup__isnull=False),
            ),
            models.CheckConstraint(
                name="aduan_lapor_berpasangan",
                condition=Q(lapor_nomor="", lapor_pada__isnull=True)
                | (~Q(lapor_nomor="") & Q(lapor_pada__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["lapor_nomor"], condition=~Q(lapor_nomor=""), name="aduan_tiket_lapor_sekali"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "tenggat"], name="aduan_kotak_masuk"),
            models.Index(fields=["-diterima_pada", "-id"], name="aduan_terbaru"),
        ]

    def __str__(self) -> str:
        return self.nomor

    def get_absolute_url(self) -> str:
        return reverse("pengaduan:kerja", args=[self.uuid])

    @property
    def label_audit(self) -> str:
        return self.nomor

    @property
    def chip(self) -> Chip:
        return CHIP_ADUAN[StatusAduan(self.status)]

    @property
    def chip_tenggat(self) -> Chip | None:
        if self.status not in (StatusAduan.DITERIMA, StatusAduan.DIPROSES):
            return None
        return chip_tenggat("diajukan", self.tenggat)

    @property
    def terbuka(self) -> bool:
        return self.status in TERBUKA

    @property
    def tepat_waktu(self) -> bool | None:
        """Whether the answer came within its term; None while it is open."""
        return (
            None if self.ditutup_pada is None else self.ditutup_pada <= self.tenggat + timedelta(seconds=59)
        )

    @property
    def kode_tampil(self) -> str:
        return "-".join(self.kode[i : i + 4] for i in (0, 4, 8))

    def petugas_terlapor(self) -> set[int]:
        return petugas_perkara(self.permohonan)

    def pelapor_untuk(self, pengguna: Any) -> str:
        """The name as this person may read it: a confidential one only by the managers of complaints."""
        if self.kerahasiaan == Kerahasiaan.ANONIM:
            return NAMA_TERSEMBUNYI[Kerahasiaan.ANONIM]
        if self.kerahasiaan == Kerahasiaan.RAHASIA and not boleh_tahu_pelapor(self, pengguna):
            return NAMA_TERSEMBUNYI[Kerahasiaan.RAHASIA]
        return self.nama or "Tidak disebut"


def boleh_tahu_pelapor(a: Pengaduan, pengguna: Any) -> bool:
    """Names and contacts: managers who did not work on the case; open ones also the seksi that answers."""
    if pengguna.pk in a.petugas_terlapor():
        return False
    return pengguna.punya(Hak.PENGADUAN_KELOLA) or a.kerahasiaan == Kerahasiaan.TERBUKA


class TindakLanjut(models.Model):
    """One line of a complaint's history. Added, never changed. A trigger refuses lines by officers of the case."""

    hak_instansi = "SELECT, INSERT"

    pengaduan = models.ForeignKey(Pengaduan, models.PROTECT, related_name="tindak_lanjut", db_index=False)
    jenis = models.CharField(max_length=16, choices=Jenis)
    isi = TeksTersandi(blank=True, default="")
    terlihat = models.BooleanField(default=True, help_text="shown to the complainant")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    oleh_nama = models.CharField(max_length=160, blank=True)
    jabatan = models.CharField(max_length=160, blank=True)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pada", "pk"]
        verbose_name = "tindak lanjut pengaduan"
        verbose_name_plural = "tindak lanjut pengaduan"
        indexes = [models.Index(fields=["pengaduan", "pada"], name="aduan_riwayat")]

    def __str__(self) -> str:
        return self.get_jenis_display()


class LampiranPengaduan(models.Model):
    hak_instansi = "SELECT, INSERT"

    pengaduan = models.ForeignKey(Pengaduan, models.PROTECT, related_name="lampiran")
    berkas = models.OneToOneField("berkas.Berkas", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lampiran pengaduan"
        verbose_name_plural = "lampiran pengaduan"

    def __str__(self) -> str:
        return str(self.berkas)
