"""Writes of the API room."""

from .token import buat_token, cabut_token, terima_token
from .webhook import berhenti, kirim_kiriman, kirim_lagi, langgan, lupakan_kiriman, siarkan

__all__ = [
    "berhenti",
    "buat_token",
    "cabut_token",
    "kirim_kiriman",
    "kirim_lagi",
    "langgan",
    "lupakan_kiriman",
    "siarkan",
    "terima_token",
]
