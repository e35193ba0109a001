"""Finding permohonan by what people type, each way through an index: also with 200,000 rows nothing is scanned.

Names are found by the beginnings of their words ("hal noor" finds Noor Halimah). PostgreSQL's own text search with
the `simple` configuration does that: no extension, so nothing is shared between instansi.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.utils import timezone

KATA = re.compile(r"[^\W_]+")
JARANG = 1000
"""Rows up to which a name is rare."""
TAHUN_LALU = 10
"""A bare serial number is looked for in so many years."""


class Vektor(Func):
    """The words of a name. Punctuation is dropped first: "H.Rahman" would else be taken for a host name."""

    template = "to_tsvector('simple'::regconfig, regexp_replace(%(expressions)s, '[^[:alnum:]]+', ' ', 'g'))"
    arity = 1
    output_field = TextField()


class _Kueri(Func):
    template = "to_tsquery('simple'::regconfig, %(expressions)s)"
    output_field = TextField()


class _Cocok(Func):
    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def awal_kata(bidang: str, kata: Iterable[str]) -> Q:
    """Every word begins a word of the field."""
    kueri = " & ".join(f"{k}:*" for k in kata)
    return Q(_Cocok(Vektor(F(bidang)), _Kueri(Value(kueri, output_field=TextField()))))


def bernama(kata: Iterable[str], semua: Any) -> Q:
    """Rare names as the few rows that they are: the planner takes every beginning of a word for common, and would
    then walk through all rows in their order of time. Common names are found soon on that walk.
    """
    cocok = awal_kata("pemohon_nama", kata)
    sedikit = list(semua.filter(cocok).order_by().values_list("pk", flat=True)[: JARANG + 1])
    return Q(pk__in=sedikit) if len(sedikit) <= JARANG else cocok


def syarat(teks: str, rapat: str, semua: Any, dokumen: Any) -> Q:
    """By registration number (its beginning, or the serial alone), tracking code, letter number, or name.

    Args:
        rapat: `teks` without spaces, dots and hyphens.
        semua: all permohonan; asked once, and only when there are letters.
        dokumen: all letters; asked once, and only when there are digits.
    """
    q = Q(pk__in=[])
    if len(rapat) == 12:
        q |= Q(kode_lacak=rapat.upper())
    if any(h.isdigit() for h in teks):
        besar = teks.upper()
        q |= Q(nomor_registrasi__startswith=besar) | Q(nomor_registrasi__startswith=f"REG-{besar}")
        if teks.isdecimal() and len(teks) <= 6:
            tahun = timezone.localdate().year
            semua = [f"REG-{t}-{int(teks):06d}" for t in range(tahun, tahun - TAHUN_LALU, -1)]
            q |= Q(nomor_registrasi__in=semua)
        surat = list(dokumen.filter(nomor__iexact=teks).values_list("permohonan", flat=True)[:5])
        q |= Q(pk__in=surat)
    kata = KATA.findall(teks)
    if kata and not teks.isdecimal():
        q |= bernama(kata, semua)
    return q
