"""Writes. Each is keyword-only, takes `oleh=`, is one transaction, and leaves Riwayat, audit and notices behind."""

from .ajukan import Bawaan, DataPemohon, ajukan, ajukan_kembali
from .cabut import cabut
from .draf import hapus_draf, simpan_draf
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
    "cabut",
    "distribusikan",
    "hapus_draf",
    "paraf",
    "pindahkan",
    "serahkan",
    "setujui",
    "simpan_draf",
    "tandatangani",
    "tolak",
    "validasi",
]
