"""Searching by NIK without the NIK in an address: the address, its logs and the browser's history get a token.

`nik~<blind index>` finds the permohonan of that person in this instansi only and cannot be turned back into the
number; `nik~<count>` stands for a number that is not complete yet, and finds nothing. `telp~<blind index>` does the
same for a telephone number, which begins with 0 or +62 (no NIK begins with 0).
"""

import re
from typing import Any

from ..models.query import indeks_nik, indeks_telepon
from .nik import bersihkan, samarkan

AWALAN = "nik~"
AWALAN_TELEPON = "telp~"
TOKEN = re.compile(r"nik~(?:[0-9a-f]{64}|[0-9]{1,3})|telp~[0-9a-f]{64}")
TELEPON = re.compile(r"(?:0|\+62)[0-9]{8,12}")
ENAM_BELAS = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?!\d)")
MULAI_CURIGA = 7
"""From so many digits on, a bare number is taken for a NIK that is still being typed; nothing else here is that long."""


def tutup(teks: str) -> str:
    """The search as it may stand in an address."""
    if tertutup(teks):
        return teks
    if nik := ENAM_BELAS.search(teks):
        return AWALAN + indeks_nik(bersihkan(nik.group()))
    if TELEPON.fullmatch(re.sub(r"[ .\-]", "", teks)):
        return AWALAN_TELEPON + indeks_telepon(teks)
    rapat = re.sub(r"[ .]", "", teks)  # with a hyphen it is part of a registration number
    return f"{AWALAN}{len(rapat)}" if rapat.isdecimal() and len(rapat) >= MULAI_CURIGA else teks


def tertutup(teks: str) -> bool:
    return TOKEN.fullmatch(teks) is not None


def saring(qs: Any, token: str) -> Any:
    if token.startswith(AWALAN_TELEPON):
        return qs.filter(pemohon_telepon_indeks=token.removeprefix(AWALAN_TELEPON))
    indeks = token.removeprefix(AWALAN)
    return qs.filter(pemohon_nik_indeks=indeks) if len(indeks) == 64 else qs.none()


def tampil(qs: Any, teks: str) -> str:
    """What the person sees for a token: the masked NIK when it is known here."""
    if not tertutup(teks):
        return teks
    if teks.startswith(AWALAN_TELEPON):
        return "Nomor telepon"
    indeks = teks.removeprefix(AWALAN)
    if len(indeks) != 64:
        return f"NIK, {indeks} dari 16 angka"
    nik = saring(qs.order_by(), teks).values_list("pemohon_nik", flat=True).first()
    return samarkan(nik) if nik else "NIK 16 angka"
