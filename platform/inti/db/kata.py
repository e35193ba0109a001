"""Rows by the beginnings of the words in their columns ("hal noor" finds Noor Halimah), also among many.

PostgreSQL's own text search with the `simple` configuration: no extension, so nothing is shared between instansi. A table
that is searched so has `GinIndex(Vektor(…))` over the same columns in the same order.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.lookups import IRegex

KATA = re.compile(r"[^\W_]+")
JARANG = 1000
"""Rows up to which what is searched for is rare."""


class Vektor(Func):
    """The words of the columns. Punctuation is dropped first: "H.Rahman" would else be taken for a host name."""

    template = "to_tsvector('simple'::regconfig, regexp_replace(%(expressions)s, '[^[:alnum:]]+', ' ', 'g'))"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class _Gabung(Func):
    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class _Kueri(Func):
    template = "to_tsquery('simple'::regconfig, %(expressions)s)"
    output_field = TextField()


class _Cocok(Func):
    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def awal_kata(bidang: Sequence[str], kata: Iterable[str]) -> Q:
    """Every word begins a word of the columns; what the index answers."""
    kueri = " & ".join(f"{k}:*" for k in kata)
    return Q(_Cocok(Vektor(*map(F, bidang)), _Kueri(Value(kueri, output_field=TextField()))))


def awal_kata_terbaca(bidang: Sequence[str], kata: Iterable[str]) -> Q:
    """The same, read from the row: for rows that come in an order, until there are enough of them."""
    semua = Q()
    for k in kata:
        semua &= Q(IRegex(_Gabung(*map(F, bidang)), Value(f"(^|[^[:alnum:]]){k}")))
    return semua


def berkata(qs: Any, bidang: Sequence[str], kata: Sequence[str]) -> tuple[Q, bool]:
    """(condition for these words, whether more than JARANG rows of `qs` meet it).

    Rare ones as the few rows that they are: the planner takes every beginning of a word for common, and would walk through
    all rows in their order. Common ones are found soon on that walk.
    """
    if not kata:
        return Q(pk__in=[]), False
    sedikit = paling_jarang(qs.filter(awal_kata(bidang, kata)))
    return (awal_kata_terbaca(bidang, kata), True) if sedikit is None else (Q(pk__in=sedikit), False)


def paling_jarang(qs: Any) -> list[Any] | None:
    """The keys of these rows, or None when there are more than JARANG."""
    sedikit = list(qs.order_by().values_list("pk", flat=True)[: JARANG + 1])
    return sedikit if len(sedikit) <= JARANG else None


def temukan(qs: Any, semua: Iterable[Sequence[str]], q: str, tepat: Iterable[Q] = ()) -> tuple[Q, bool]:
    """What is typed, in any of these indexed groups of columns (also of another table) or as one of `tepat`, each asked for
    by itself, so that each goes through its own index.
    """
    pk: set[Any] = set()
    sering, banyak = Q(pk__in=[]), False
    for syarat in tepat:
        sedikit = paling_jarang(qs.filter(syarat))
        pk.update(sedikit or ())
        if sedikit is None:
            sering, banyak = sering | syarat, True
    kata = KATA.findall(q)
    for bidang in semua if kata else ():
        sedikit = paling_jarang(qs.filter(awal_kata(bidang, kata)))
        pk.update(sedikit or ())
        if sedikit is None:
            sering, banyak = sering | awal_kata_terbaca(bidang, kata), True
    return Q(pk__in=sorted(pk)) | sering, banyak
