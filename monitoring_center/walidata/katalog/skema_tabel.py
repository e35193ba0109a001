"""The columns of a dataset as a Table Schema (specs.frictionlessdata.io/table-schema), for whoever takes the rows elsewhere."""

from typing import Any

DALAM = frozenset({"tersandi", "konteks", "indeks", "kunci", "cacah"})
"""What the platform itself keeps with a column."""


def nama_kunci(kolom: list[dict[str, Any]]) -> list[str]:
    """Columns that together name one row, in their order; none where nobody declared it."""
    return [k["name"] for k in kolom if k.get("kunci")]


def skema_tabel(kolom: list[dict[str, Any]]) -> dict[str, Any]:
    """`pribadi` stays: Table Schema lets a field carry properties of its own."""
    isi: dict[str, Any] = {"fields": [{n: v for n, v in k.items() if n not in DALAM} for k in kolom]}
    kunci = nama_kunci(kolom)
    return isi | ({"primaryKey": kunci} if kunci else {})
