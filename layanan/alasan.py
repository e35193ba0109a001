"""Coded reasons of refusal: their sentence, and until when the applicant may repair."""

from datetime import date, timedelta

from inti.errors import MasukanSalah

from .models import AlasanTolak, PengaturanAlur
from .waktu.jam import hari_ini
from .waktu.tenggat import hari_kerja


def alasan_baku(kode: str, jenis: str) -> AlasanTolak:
    """Raises MasukanSalah when the code is unknown or no longer in use."""
    baku = AlasanTolak.objects.filter(kode=kode, jenis=jenis, aktif=True).first()
    if baku is None:
        raise MasukanSalah(
            "Pilih alasan penolakan dari daftar.", bidang={"kode": "Alasan ini tidak ada dalam daftar."}
        )
    return baku


def gabung(baku: AlasanTolak | None, uraian: str) -> str:
    """The coded sentence and what the officer adds."""
    return " ".join(filter(None, (baku.kalimat if baku else "", uraian.strip())))


def sesudah_hari_kerja(mulai: date, jumlah: int) -> date:
    hari = mulai
    while jumlah > 0:
        hari += timedelta(days=1)
        jumlah -= hari_kerja(hari)
    return hari


def batas_baku() -> date:
    """The last day to repair when the officer sets no other: working days of the settings from today."""
    return sesudah_hari_kerja(hari_ini(), PengaturanAlur.kini().hari_perbaikan)


def periksa_batas(batas: date | None) -> date:
    if batas is None:
        return batas_baku()
    if batas < hari_ini():
        raise MasukanSalah(
            "Batas melengkapi sudah lewat.", bidang={"batas": "Pilih hari ini atau sesudahnya."}
        )
    return batas
