"""Choices and fixed words of the registry of instansi."""

from django.db import models

POLA_SLUG = r"^[a-z][a-z0-9-]{1,30}$"
POLA_KODE = r"^[0-9A-Z][0-9A-Z.-]{1,39}$"
POLA_WILAYAH_KECAMATAN = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$"
POLA_WILAYAH = r"^[0-9]{2}\.[0-9]{2}(\.[0-9]{2})?$"
POLA_DOMAIN = r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$"

# Hosts of the platform itself and names that mail clients, browsers or visitors trust. A slug here would let an instansi
# stand where people expect the kabupaten.
SLUG_TERLARANG = (
    "admin",
    "api",
    "app",
    "autoconfig",
    "autodiscover",
    "bupati",
    "cdn",
    "diskominfo",
    "ftp",
    "gerbang",
    "imap",
    "localhost",
    "mail",
    "media",
    "monitoring",
    "mx",
    "ns1",
    "ns2",
    "pop",
    "portal",
    "public",
    "sekda",
    "smtp",
    "spbe",
    "static",
    "status",
    "webmail",
    "www",
)


class JenisInstansi(models.TextChoices):
    KECAMATAN = "kecamatan", "Kecamatan"
    SKPD = "skpd", "SKPD"


class StatusInstansi(models.TextChoices):
    DRAF = "draf", "Draf"
    AKTIF = "aktif", "Aktif"
    DITANGGUHKAN = "ditangguhkan", "Ditangguhkan"
    ARSIP = "arsip", "Arsip"


class KeadaanPenyediaan(models.TextChoices):
    ANTRE = "antre", "Menunggu giliran"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
    MEMBATALKAN = "membatalkan", "Sedang dibatalkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class ZonaWaktu(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


BELUM_BERAKHIR = (
    KeadaanPenyediaan.ANTRE,
    KeadaanPenyediaan.BERJALAN,
    KeadaanPenyediaan.GAGAL,
    KeadaanPenyediaan.MEMBATALKAN,
)
