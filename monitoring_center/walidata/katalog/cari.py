"""Search in the catalogue: Indonesian full text, and trigrams for what is misspelt (in the database)."""

from django.db import connection
from django.db.models import Case, QuerySet, Value, When

from .models import Dataset

MAKS = 500


def cari(qs: "QuerySet[Dataset]", kata: str) -> "QuerySet[Dataset]":
    """The datasets of `qs` that match, the best first."""
    with connection.cursor() as k:
        k.execute(
            "SELECT dataset_id FROM gerbang.cari_dataset(%s) ORDER BY nilai DESC, dataset_id LIMIT %s",
            [kata.replace("\0", ""), MAKS],
        )
        urut = [b[0] for b in k.fetchall()]
    if not urut:
        return qs.none()
    peringkat = Case(*(When(pk=pk, then=Value(n)) for n, pk in enumerate(urut)), default=Value(MAKS))
    return qs.filter(pk__in=urut).annotate(peringkat=peringkat).order_by("peringkat", "pk")
