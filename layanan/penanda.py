"""The keys of letters: who signs PDFs here, and what signs the QR."""

from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from inti.kripto import kunci_induk

from .dokumen.galat import QrTidakSah
from .dokumen.otoritas import OtoritasLokal, sandi_otoritas
from .dokumen.qr import kunci_publik_qr, kunci_qr, periksa_muatan
from .dokumen.tanda_tangan import PenandaTangan


@cache
def penanda_tangan() -> PenandaTangan:
    """One object per process; the authority's files are shared by all of them."""
    induk = next(iter(kunci_induk().values()))
    return OtoritasLokal(Path(settings.SPBE_DATA) / "otoritas", sandi_otoritas(induk))


def kunci_qr_kini(slug: str) -> Ed25519PrivateKey:
    return kunci_qr(list(kunci_induk().values())[-1], slug)


def baca_qr(muatan: str, slug: str) -> dict[str, Any]:
    """The payload of a letter's QR, under any master key still known. Raises QrTidakSah."""
    galat = QrTidakSah("QR ini tidak dapat diperiksa.")
    for induk in reversed(kunci_induk().values()):
        try:
            return periksa_muatan(muatan, kunci_publik_qr(induk, slug))
        except QrTidakSah as g:
            galat = g
    raise galat
