"""Keys that are looked up first, so that the planner sees a condition on a column instead of a join whose size it guesses."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet


class _SalahSatu(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def salah_satu(kolom: str, baris: QuerySet[Any]) -> Q:
    """`kolom` holds the key of one of these rows of a small table. Unknown (NULL) where the column is empty."""
    return Q(_SalahSatu(F(kolom), ArraySubquery(baris.order_by().values("pk"))))
