"""Writes. Each is keyword-only, takes `oleh=`, is one transaction, and leaves Riwayat, audit and notices behind."""

from .ajukan import Bawaan, DataPemohon, ajukan, ajukan_kembali
from .berhalangan import catat_berhalangan, hapus_berhalangan
from .cabut import cabut
from .draf import hapus_draf, simpan_draf
from .keabsahan import Uji, catat_uji, periksa_uji
from .konsep import ubah_konsep
from .meja import ambil, lepas, terima_berkas, tunjuk
from .periksa import Nilai, alihkan, distribusikan, kembalikan_pemohon, setujui, tolak
from .pindah import pindahkan
from .putuskan import (
    batalkan,
    batalkan_lewat_batas,
    paraf,
    periksa_cara,
    serahkan,
    susun_konsep,
    usul_tolak,
    validasi,
)
from .tandatangan import tandatangani

__all__ = [
    "Bawaan",
    "DataPemohon",
    "Nilai",
    "Uji",
    "ajukan",
    "ajukan_kembali",
    "alihkan",
    "ambil",
    "batalkan",
    "batalkan_lewat_batas",
    "cabut",
    "catat_berhalangan",
    "catat_uji",
    "distribusikan",
    "hapus_berhalangan",
    "hapus_draf",
    "kembalikan_pemohon",
    "lepas",
    "paraf",
    "periksa_cara",
    "periksa_uji",
    "pindahkan",
    "serahkan",
    "setujui",
    "simpan_draf",
    "susun_konsep",
    "tandatangani",
    "terima_berkas",
    "tolak",
    "tunjuk",
    "ubah_konsep",
    "usul_tolak",
    "validasi",
]
