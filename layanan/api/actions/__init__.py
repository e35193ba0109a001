"""Writes of the API room."""

from .token import buat_token, cabut_token, terima_token
from .webhook import berhenti, kirim_kiriman, kirim_lagi, langgan, siarkan

__all__ = [
    "berhenti",
    "buat_token",
    "cabut_token",
    "kirim_kiriman",
    "kirim_lagi",
    "langgan",
    "siarkan",
    "terima_token",
]
