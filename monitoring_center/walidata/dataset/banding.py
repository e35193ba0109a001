"""What only the whole of a version can tell: values that must be unique, and what it changes against the version in force.

Encrypted columns are compared by their blind index: the same value has another ciphertext every time.
"""

# ruff: noqa: S608  (the only text put together here is ours)

from typing import Any

from django.db import connection

from .models import Versi

BATAS_WAKTU = "10min"


def kunci(kolom: list[dict[str, Any]]) -> list[str]:
    """JSON keys of the values that must be unique, in the order of the columns."""
    return [k.get("indeks") or k["name"] for k in kolom if (k.get("constraints") or {}).get("unique")]


def tersandi(kolom: list[dict[str, Any]]) -> list[str]:
    return [k["name"] for k in kolom if k.get("tersandi")]


def beri_waktu() -> None:
    """Sorting a million rows may take longer than a page may; to be called in a transaction of a task."""
    with connection.cursor() as k:
        k.execute("SELECT set_config('statement_timeout', %s, true)", [BATAS_WAKTU])


def ganda(versi: Versi, nama: str, batas: int) -> tuple[int, list[tuple[int, int]]]:
    """How many rows repeat a value of an earlier row; the first of them as (nomor, nomor of the earlier row)."""
    awal, akhir = versi.batas_nomor
    with connection.cursor() as k:
        k.execute(
            "SELECT count(*) OVER (), nomor, pertama FROM ("
            " SELECT nomor, min(nomor) OVER (PARTITION BY isi ->> %s) AS pertama FROM walidata_dataset_baris"
            " WHERE nomor >= %s AND nomor < %s AND isi ->> %s IS NOT NULL) b"
            " WHERE nomor <> pertama ORDER BY nomor LIMIT %s",
            [nama, awal, akhir, nama, batas],
        )
        baris = k.fetchall()
    return (baris[0][0] if baris else 0), [(n, p) for _, n, p in baris]


def beda(baru: Versi, lama: Versi | None) -> dict[str, Any]:
    """{"dengan": pk of the version in force or None, "tambah", "hapus", "ubah", "tetap": rows}."""
    if lama is None:
        return {"dengan": None, "tambah": baru.baris, "hapus": 0, "ubah": 0, "tetap": 0}
    unik = kunci(baru.kolom)
    hasil = _menurut_kunci(baru, lama, unik[0]) if unik else _menurut_isi(baru, lama)
    return {"dengan": lama.pk} | dict(zip(("tambah", "hapus", "ubah", "tetap"), hasil, strict=True))


def _menurut_kunci(baru: Versi, lama: Versi, nama: str) -> tuple[int, ...]:
    sumber = (
        "SELECT nomor, isi ->> %s AS kunci, isi - %s::text[] AS isi FROM walidata_dataset_baris"
        " WHERE nomor >= %s AND nomor < %s"
    )
    with connection.cursor() as k:
        k.execute(
            "SELECT count(*) FILTER (WHERE l.nomor IS NULL), count(*) FILTER (WHERE b.nomor IS NULL),"
            " count(*) FILTER (WHERE b.isi <> l.isi), count(*) FILTER (WHERE b.isi = l.isi)"
            f" FROM ({sumber}) b FULL JOIN ({sumber}) l USING (kunci)",
            [nama, tersandi(baru.kolom), *baru.batas_nomor, nama, tersandi(baru.kolom), *lama.batas_nomor],
        )
        return tuple(k.fetchone())


def _menurut_isi(baru: Versi, lama: Versi) -> tuple[int, ...]:
    """Without a unique column a changed row is one that went and one that came."""
    sumber = (
        "SELECT hashtextextended((isi - %s::text[])::text, 0) AS sidik, %s AS tanda FROM walidata_dataset_baris"
        " WHERE nomor >= %s AND nomor < %s"
    )
    with connection.cursor() as k:
        k.execute(
            "SELECT coalesce(sum(greatest(b - l, 0)), 0)::bigint, coalesce(sum(greatest(l - b, 0)), 0)::bigint, 0,"
            " coalesce(sum(least(b, l)), 0)::bigint FROM (SELECT count(*) FILTER (WHERE tanda = 1) AS b,"
            f" count(*) FILTER (WHERE tanda = 0) AS l FROM ({sumber} UNION ALL {sumber}) x GROUP BY sidik) y",
            [tersandi(baru.kolom), 1, *baru.batas_nomor, tersandi(baru.kolom), 0, *lama.batas_nomor],
        )
        return tuple(k.fetchone())
