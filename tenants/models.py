"""The registry of instansi. Every table here lives in schema public only."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Replace
from django.utils import timezone
from django_tenants.models import DomainMixin, TenantMixin

from tenants.enums import (
    BELUM_BERAKHIR,
    POLA_DOMAIN,
    POLA_KODE,
    POLA_SLUG,
    POLA_WILAYAH,
    POLA_WILAYAH_KECAMATAN,
    SLUG_TERLARANG,
    JenisInstansi,
    KeadaanPenyediaan,
    StatusInstansi,
    ZonaWaktu,
)
from tenants.tampilan import Chip


def nama_skema(slug: str) -> str:
    """Name of the schema and of the database login of an instansi."""
    return "i_" + slug.replace("-", "_")


class InstansiQuerySet(models.QuerySet["Instansi"]):
    def terbuka(self) -> Self:
        """What the public directory shows: in service, or suspended (their page says until when)."""
        return self.filter(status__in=[StatusInstansi.AKTIF, StatusInstansi.DITANGGUHKAN])

    def aktif(self) -> Self:
        return self.filter(status=StatusInstansi.AKTIF)

    def masa_tangguh_lewat(self, hari_ini: date) -> Self:
        """Suspended until a date that has passed; the named day itself still counts as suspended."""
        return self.filter(status=StatusInstansi.DITANGGUHKAN, ditangguhkan_sampai__lt=hari_ini)

    def cari(self, teks: str) -> Self:
        return self.filter(Q(nama__icontains=teks) | Q(slug__icontains=teks) | Q(kode__istartswith=teks))


class Instansi(TenantMixin):
    """A kecamatan or SKPD of the kabupaten: one schema, one database login, one subdomain.

    Perbup Tanah Bumbu 25/2019 Ps 14(4)-(6): subdomains belong to the kabupaten's domain and are placed by the Dinas.
    """

    auto_create_schema = False
    auto_drop_schema = False
    hak_publik = {
        "spbe_portal": "SELECT",
        "spbe_diskominfo": "SELECT, INSERT, UPDATE",
        "spbe_monitoring": "SELECT",
    }

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    nama = models.CharField("nama", max_length=150)
    jenis = models.CharField("jenis", max_length=20, choices=JenisInstansi.choices)
    kode = models.CharField("kode instansi", max_length=40, unique=True)
    kode_wilayah = models.CharField("kode wilayah", max_length=8)
    slug = models.CharField("alamat singkat", max_length=31, unique=True)
    domain_email = models.CharField("domain surel resmi", max_length=253, blank=True)
    kop = models.JSONField("kop surat", default=dict, blank=True)
    zona_waktu = models.CharField(
        "zona waktu", max_length=40, choices=ZonaWaktu.choices, default=ZonaWaktu.WITA
    )
    status = models.CharField(
        "status", max_length=20, choices=StatusInstansi.choices, default=StatusInstansi.DRAF
    )
    ditangguhkan_sampai = models.DateField("ditangguhkan sampai", null=True, blank=True)
    alasan_status = models.CharField("alasan", max_length=500, blank=True)
    dibuat_pada = models.DateTimeField("didaftarkan pada", default=timezone.now, editable=False)

    objects = InstansiQuerySet.as_manager()

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["nama", "pk"]
        constraints = [
            models.CheckConstraint(
                name="instansi_slug_sah",
                condition=Q(slug__regex=POLA_SLUG) & ~Q(slug__endswith="-") & ~Q(slug__contains="--"),
            ),
            models.CheckConstraint(
                name="instansi_slug_tidak_terlarang", condition=~Q(slug__in=SLUG_TERLARANG)
            ),
            models.CheckConstraint(
                name="instansi_skema_dari_slug",
                condition=Q(schema_name=Concat(Value("i_"), Replace(F("slug"), Value("-"), Value("_")))),
            ),
            models.CheckConstraint(name="instansi_kode_sah", condition=Q(kode__regex=POLA_KODE)),
            models.CheckConstraint(
                name="instansi_wilayah_sah", condition=Q(kode_wilayah__regex=POLA_WILAYAH)
            ),
            models.CheckConstraint(
                name="instansi_kecamatan_punya_wilayah",
                condition=~Q(jenis=JenisInstansi.KECAMATAN) | Q(kode_wilayah__regex=POLA_WILAYAH_KECAMATAN),
            ),
            models.CheckConstraint(
                name="instansi_jenis_dikenal", condition=Q(jenis__in=JenisInstansi.values)
            ),
            models.CheckConstraint(
                name="instansi_status_dikenal", condition=Q(status__in=StatusInstansi.values)
            ),
            models.CheckConstraint(
                name="instansi_tangguh_beralasan",
                condition=~Q(status__in=[StatusInstansi.DITANGGUHKAN, StatusInstansi.ARSIP])
                | ~Q(alasan_status=""),
            ),
            models.CheckConstraint(
                name="instansi_sampai_hanya_tangguh",
                condition=Q(status=StatusInstansi.DITANGGUHKAN) | Q(ditangguhkan_sampai=None),
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def label_audit(self) -> str:
        return self.nama

    @property
    def chip_status(self) -> Chip:
        nada, ikon = {
            StatusInstansi.DRAF: ("netral", "file"),
            StatusInstansi.AKTIF: ("sukses", "check"),
            StatusInstansi.DITANGGUHKAN: ("peringatan", "clock"),
            StatusInstansi.ARSIP: ("netral", "archive"),
        }[StatusInstansi(self.status)]
        return Chip(self.get_status_display(), nada, ikon)


class Domain(DomainMixin):
    """A host name of an instansi; the primary one is what links use."""

    hak_publik = {
        "spbe_portal": "SELECT",
        "spbe_diskominfo": "SELECT, INSERT, UPDATE",
        "spbe_monitoring": "SELECT",
    }

    class Meta:
        verbose_name = "domain"
        verbose_name_plural = "domain"
        ordering = ["domain"]
        constraints = [
            models.CheckConstraint(name="domain_sah", condition=Q(domain__regex=POLA_DOMAIN)),
            models.UniqueConstraint(
                name="domain_utama_satu", fields=["tenant"], condition=Q(is_primary=True)
            ),
        ]


class PenyediaanQuerySet(models.QuerySet["Penyediaan"]):
    def belum_berakhir(self) -> Self:
        return self.filter(keadaan__in=BELUM_BERAKHIR)


class Penyediaan(models.Model):
    """The job that turns a registered instansi into one that people can log in to; it may be resumed at any step.

    `riwayat` maps a finished step to {"selesai": ISO time, "ms": int}; a step is written there in the same transaction
    as its work, so a step that is not there left nothing behind. `slug` and `nama` outlive a cancelled instansi.
    """

    hak_publik = {"spbe_diskominfo": "SELECT, INSERT, UPDATE"}

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    instansi = models.ForeignKey(
        Instansi, null=True, on_delete=models.SET_NULL, related_name="penyediaan", verbose_name="instansi"
    )
    slug = models.CharField(max_length=31)
    nama = models.CharField(max_length=150)
    keadaan = models.CharField(
        max_length=20, choices=KeadaanPenyediaan.choices, default=KeadaanPenyediaan.ANTRE
    )
    langkah = models.CharField(max_length=30, blank=True)
    progres = models.PositiveSmallIntegerField(default=0)
    riwayat = models.JSONField(default=dict, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    galat = models.TextField(blank=True)
    undangan_surel = models.EmailField("surel administrator pertama", blank=True)
    undangan_nama = models.CharField("nama administrator pertama", max_length=150, blank=True)
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # None: from the command line
    diperbarui_pada = models.DateTimeField(auto_now=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = PenyediaanQuerySet.as_manager()

    class Meta:
        verbose_name = "penyediaan instansi"
        verbose_name_plural = "penyediaan instansi"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            models.CheckConstraint(name="penyediaan_progres_persen", condition=Q(progres__lte=100)),
            models.CheckConstraint(
                name="penyediaan_keadaan_dikenal", condition=Q(keadaan__in=KeadaanPenyediaan.values)
            ),
            models.CheckConstraint(
                name="penyediaan_selesai_utuh",
                condition=~Q(keadaan=KeadaanPenyediaan.SELESAI)
                | Q(progres=100, selesai_pada__isnull=False, instansi__isnull=False),
            ),
            models.CheckConstraint(
                name="penyediaan_gagal_beralasan",
                condition=~Q(keadaan=KeadaanPenyediaan.GAGAL) | ~Q(galat=""),
            ),
            models.UniqueConstraint(
                name="penyediaan_satu_berjalan", fields=["slug"], condition=Q(keadaan__in=BELUM_BERAKHIR)
            ),
        ]

    def __str__(self) -> str:
        return f"Penyediaan {self.nama}"

    def sudah(self, langkah: str) -> bool:
        return langkah in self.riwayat

    @property
    def berakhir(self) -> bool:
        return self.keadaan not in BELUM_BERAKHIR

    @property
    def chip_keadaan(self) -> Chip:
        nada, ikon = {
            KeadaanPenyediaan.ANTRE: ("netral", "clock"),
            KeadaanPenyediaan.BERJALAN: ("info", "clock"),
            KeadaanPenyediaan.SELESAI: ("sukses", "check"),
            KeadaanPenyediaan.GAGAL: ("bahaya", "alert-triangle"),
            KeadaanPenyediaan.MEMBATALKAN: ("peringatan", "clock"),
            KeadaanPenyediaan.DIBATALKAN: ("netral", "x"),
        }[KeadaanPenyediaan(self.keadaan)]
        return Chip(self.get_keadaan_display(), nada, ikon)


class DdlAcuan(models.Model):
    """The DDL of an instansi's schema as one script, for one set of migrations. Only the owner reads or writes it."""

    sidik = models.CharField(max_length=64, unique=True)
    ddl = models.TextField()
    acuan = models.JSONField(default=dict)  # jenis -> statements that fill in its reference data
    tabel = models.PositiveIntegerField()
    lama_ms = models.PositiveIntegerField()
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "acuan DDL"
        verbose_name_plural = "acuan DDL"
        ordering = ["-dibuat_pada", "-pk"]

    def __str__(self) -> str:
        return self.sidik[:16]
