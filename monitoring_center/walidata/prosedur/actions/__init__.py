"""Every step of the procedure. Rights are checked here; what nobody may break, the database refuses."""

from .ajukan import ajukan
from .keputusan import cabut, jawab_usul, putuskan, tolak
from .konsep import hapus_konsep, kembalikan, serahkan, simpan_konsep
from .penarikan import tarik_permohonan
from .perintah import batalkan_perintah, catat_perintah, konfirmasi
from .walidata import rekomendasikan, usulkan_cabut

__all__ = [
    "ajukan",
    "batalkan_perintah",
    "cabut",
    "catat_perintah",
    "hapus_konsep",
    "jawab_usul",
    "kembalikan",
    "konfirmasi",
    "putuskan",
    "rekomendasikan",
    "serahkan",
    "simpan_konsep",
    "tarik_permohonan",
    "tolak",
    "usulkan_cabut",
]
