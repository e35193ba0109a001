"""Writes. Each is keyword-only, takes `oleh=`, is one transaction, and leaves Riwayat, audit and notices behind."""

from .ajukan import Bawaan, DataPemohon, ajukan, ajukan_kembali
from .periksa import Nilai, distribusikan, setujui, tolak
from .pindah import pindahkan
from .putuskan import batalkan, paraf, serahkan, validasi
from .tandatangan import tandatangani

__all__ = [
    "Bawaan",
    "DataPemohon",
    "Nilai",
    "ajukan",
    "ajukan_kembali",
    "batalkan",
    "distribusikan",
    "paraf",
    "pindahkan",
    "serahkan",
    "setujui",
    "tandatangani",
    "tolak",
    "validasi",
]
