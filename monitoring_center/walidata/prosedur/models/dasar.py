"""Words, chips and rights that the tables of the procedure share."""

import datetime as dt
from dataclasses import dataclass

from django.db import models

from inti.akun.hak import Hak
from inti.akun.models import Pengguna

PEMBACA_HALAMAN = (Hak.DATA_LIHAT, Hak.DATA_KELOLA, Hak.DATA_SETUJUI, Hak.KEPUTUSAN_BUAT)
AKAN_BERAKHIR = dt.timedelta(days=14)


def boleh_melihat(pengguna: Pengguna) -> bool:
    return any(pengguna.punya(h) for h in PEMBACA_HALAMAN)


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
}
CHIP_IZIN = {
    "akan_datang": Chip("Belum mulai", "netral", "calendar"),
    "berlaku": Chip("Berlaku", "sukses", "circle-check"),
    "akan_berakhir": Chip("Akan berakhir", "peringatan", "hourglass"),
    "berakhir": Chip("Berakhir", "netral", "clock"),
    "dicabut": Chip("Dicabut", "bahaya", "circle-x"),
}
