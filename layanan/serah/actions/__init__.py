"""Writes of the hand-over room."""

from .ingat import ingatkan
from .kabar import kembalikan_kata, ubah_kata
from .serah import catat, lampirkan_pindaian
from .unduh import HasilKode, beri_kode_loket, minta_kode, unduh

__all__ = [
    "HasilKode",
    "beri_kode_loket",
    "catat",
    "ingatkan",
    "kembalikan_kata",
    "lampirkan_pindaian",
    "minta_kode",
    "ubah_kata",
    "unduh",
]
