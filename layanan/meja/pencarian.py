"""Finding permohonan by what people type, each way through an index: also with 200,000 rows nothing is scanned."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from inti.db.kata import KATA, berkata

TAHUN_LALU = 10
"""A bare serial number is looked for in so many years."""


def bernomor(teks: str, bidang: str = "nomor_registrasi") -> Q:
    """By the beginning of the registration number, with or without "REG-", or by its serial alone."""
    besar = teks.upper()
    q = Q(**{f"{bidang}__startswith": besar}) | Q(**{f"{bidang}__startswith": f"REG-{besar}"})
    if teks.isdecimal() and len(teks) <= 6:
        tahun = timezone.localdate().year
        nomor = [f"REG-{t}-{int(teks):06d}" for t in range(tahun, tahun - TAHUN_LALU, -1)]
        q |= Q(**{f"{bidang}__in": nomor})
    return q


def syarat(teks: str, rapat: str, semua: Any, dokumen: Any) -> tuple[Q, bool]:
    """By registration number (its beginning, or the serial alone), tracking code, letter number, or beginnings of the name;
    and whether many (`inti.db.kata.JARANG`) of `semua` have such a name.

    Args:
        rapat: `teks` without spaces, dots and hyphens.
        semua: the permohonan among which is searched; asked once, and only when there are letters.
        dokumen: all letters; asked once, and only when there are digits.
    """
    q, banyak = Q(pk__in=[]), False
    if len(rapat) == 12:
        q |= Q(kode_lacak=rapat.upper())
    if any(h.isdigit() for h in teks):
        q |= bernomor(teks)
        surat = list(dokumen.filter(nomor__iexact=teks).values_list("permohonan", flat=True)[:5])
        q |= Q(pk__in=surat)
    kata = KATA.findall(teks)
    if kata and not teks.isdecimal():
        bernama, banyak = berkata(semua, ["pemohon_nama"], kata)
        q |= bernama
    return q, banyak
