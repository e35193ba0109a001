"""Words and chips that the tables of the procedure share."""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Chip:
    label: str
    nada: str
    ikon: str


class Frekuensi(models.TextChoices):
    SEKALI = "sekali", "Sekali saja"
    HARIAN = "harian", "Setiap hari"
    MINGGUAN = "mingguan", "Setiap minggu"
    BULANAN = "bulanan", "Setiap bulan"
    SEWAKTU = "sewaktu", "Sewaktu-waktu diperlukan"


class Bentuk(models.TextChoices):
    HALAMAN = "halaman", "Dibaca di halaman platform"
    BERKAS = "berkas", "Diunduh sebagai berkas (CSV, JSON, Parquet)"
    API = "api", "Dibaca aplikasi lewat API"
    BASIS_DATA = "basis_data", "Dibaca dengan login basis data instansi"


class KeadaanKonsep(models.TextChoices):
    DISUSUN = "disusun", "Sedang disusun"
    MENUNGGU = "menunggu", "Menunggu tanda tangan pimpinan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan pimpinan"
    DIAJUKAN = "diajukan", "Sudah diajukan"


class JenisLampiran(models.TextChoices):
    SURAT = "surat", "Surat permohonan"
    PERNYATAAN = "pernyataan", "Surat pernyataan"
    REKOMENDASI = "rekomendasi", "Rekomendasi walidata"
    KEPUTUSAN = "keputusan", "Surat keputusan"
    PERINTAH = "perintah", "Surat perintah Bupati"


CHIP_KONSEP = {
    "disusun": Chip("Konsep", "netral", "pencil"),
    "menunggu": Chip("Menunggu pimpinan", "info", "clock"),
    "dikembalikan": Chip("Perlu diperbaiki", "peringatan", "arrow-back-up"),
    "diajukan": Chip("Diajukan", "sukses", "check"),
}
CHIP_PERMOHONAN = {
    "rekomendasi": Chip("Menunggu rekomendasi", "info", "clock"),
    "keputusan": Chip("Menunggu keputusan", "info", "clock"),
    "ditolak": Chip("Ditolak", "bahaya", "circle-x"),
    "disetujui": Chip("Disetujui", "sukses", "circle-check"),
    "ditarik": Chip("Ditarik pemohon", "netral", "arrow-back-up"),
}
