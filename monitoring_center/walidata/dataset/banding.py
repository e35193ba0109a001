"""What only the whole of a version can tell: values that must not repeat, and what it changes against the version in force.

Encrypted columns are compared by their blind index: the same value has another ciphertext every time. All of it is sorted and
joined by the database, which spills to disk: a million rows need no more memory than a hundred.
"""

# ruff: noqa: S608  (the only text put together here is ours; names and values are parameters)

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .models import Versi

BATAS_WAKTU = "10min"


@dataclass(frozen=True)
class Kunci:
    """Columns (fields of the catalogue) whose values together stand in one row only.

    `utama`: the primary key, which holds over all periods in force; else one `unique` column, within its version.
    """

    kolom: tuple[dict[str, Any], ...]
    utama: bool

    @property
    def nama(self) -> str:
        """For people: “Tahun”, “Desa”."""
        return ", ".join(f"“{k.get('title') or k['name']}”" for k in self.kolom)

    def sql(self) -> tuple[str, list[str]]:
        """The values as one text array, and its parameters. 12.5 and 12.50 are the same number."""
        isi = (
            "trim_scale((isi ->> %s)::numeric)::text" if k.get("type") == "number" and not k.get("indeks") else "isi ->> %s"
            for k in self.kolom
        )  # fmt: skip
        return f"ARRAY[{', '.join(isi)}]", [k.get("indeks") or k["name"] for k in self.kolom]


def semua_kunci(kolom: list[dict[str, Any]]) -> list[Kunci]:
    """The primary key first."""
    utama = tuple(k for k in kolom if k.get("kunci"))
    unik = [k for k in kolom if (k.get("constraints") or {}).get("unique") and (k,) != utama]
    return [Kunci(utama, True)] * bool(utama) + [Kunci((k,), False) for k in unik]


def tersandi(kolom: list[dict[str, Any]]) -> list[str]:
    return [k["name"] for k in kolom if k.get("tersandi")]


def beri_waktu() -> None:
    """Sorting a million rows may take longer than a page may; to be called in a transaction of a task."""
    with connection.cursor() as k:
        k.execute("SELECT set_config('statement_timeout', %s, true)", [BATAS_WAKTU])


def _berkunci(kunci: Kunci, versi: list[Versi]) -> tuple[str, list[Any]]:
    """SELECT of (nomor, kunci) over the rows of these versions, and its parameters."""
    isi, nama = kunci.sql()
    batas = " OR ".join(["nomor >= %s AND nomor < %s"] * len(versi)) or "false"
    sumber = f"SELECT nomor, {isi} AS kunci FROM walidata_dataset_baris WHERE {batas}"
    parameter = [*nama, *(n for v in versi for n in v.batas_nomor)]
    return f"SELECT * FROM ({sumber}) s WHERE array_position(kunci, NULL) IS NULL", parameter


def ganda(versi: list[Versi], kunci: Kunci, batas: int) -> tuple[int, list[tuple[int, int]]]:
    """How many rows repeat a key of an earlier row; the first of them as (nomor, nomor of the earlier row)."""
    sumber, parameter = _berkunci(kunci, versi)
    return _pasangan(
        "SELECT count(*) OVER (), nomor, pertama FROM ("
        f" SELECT nomor, min(nomor) OVER (PARTITION BY kunci) AS pertama FROM ({sumber}) a) b"
        " WHERE nomor <> pertama ORDER BY nomor LIMIT %s",
        [*parameter, batas],
    )


def ganda_dengan(
    versi: Versi, lain: list[Versi], kunci: Kunci, batas: int
) -> tuple[int, list[tuple[int, int]]]:
    """How many rows have a key that stands in `lain` too; the first of them as (nomor, nomor of the other row)."""
    baru, parameter_baru = _berkunci(kunci, [versi])
    lama, parameter_lama = _berkunci(kunci, lain)
    return _pasangan(
        f"SELECT count(*) OVER (), b.nomor, l.nomor FROM ({baru}) b JOIN ({lama}) l USING (kunci) ORDER BY 2, 3 LIMIT %s",
        [*parameter_baru, *parameter_lama, batas],
    )


def _pasangan(sql: str, parameter: list[Any]) -> tuple[int, list[tuple[int, int]]]:
    with connection.cursor() as k:
        k.execute(sql, parameter)
        baris = k.fetchall()
    return (baris[0][0] if baris else 0), [(n, p) for _, n, p in baris]


def baris_sama(versi: list[Versi], kunci: Kunci, isi: dict[str, Any], *, kecuali: int | None) -> int | None:
    """`nomor` of a row with the key of `isi`, as it would be stored; None: there is none."""
    sumber, parameter = _berkunci(kunci, versi)
    nilai, nama = kunci.sql()
    with connection.cursor() as k:
        k.execute(
            f"SELECT nomor FROM ({sumber}) b WHERE kunci = (SELECT {nilai} FROM (SELECT %s::jsonb AS isi) x)"
            " AND nomor IS DISTINCT FROM %s ORDER BY nomor LIMIT 1",
            [*parameter, *nama, json.dumps(isi), kecuali],
        )
        baris = k.fetchone()
    return baris[0] if baris else None


def terhadap(versi: Versi) -> dict[str, Any]:
    """What `versi` must be compared with: the version in force of its period, and those of other periods under a primary key."""
    berlaku = (
        Versi.objects.berlaku()
        .filter(dataset=versi.dataset)
        .order_by("pk")
        .values_list("pk", "periode_mulai")
    )
    semua = list(berlaku)
    isi: dict[str, Any] = {"dengan": next((pk for pk, mulai in semua if mulai == versi.periode_mulai), None)}
    if any(k.get("kunci") for k in versi.kolom):
        isi["lain"] = [pk for pk, mulai in semua if mulai != versi.periode_mulai]
    return isi


def usang(versi: Versi) -> bool:
    """Whether other data came into force since the comparison."""
    return any(versi.beda.get(n) != nilai for n, nilai in terhadap(versi).items())


def beda(baru: Versi, lama: Versi | None) -> dict[str, Any]:
    """`terhadap`, and how many rows: "tambah", "hapus", "ubah", "tetap"."""
    if lama is None:
        hasil: tuple[int, ...] = (baru.baris, 0, 0, 0)
    else:
        kunci = semua_kunci(baru.kolom)
        hasil = _menurut_kunci(baru, lama, kunci[0]) if kunci else _menurut_isi(baru, lama)
    return terhadap(baru) | dict(zip(("tambah", "hapus", "ubah", "tetap"), hasil, strict=True))


def _menurut_kunci(baru: Versi, lama: Versi, kunci: Kunci) -> tuple[int, ...]:
    isi, nama = kunci.sql()
    sumber = (
        f"SELECT nomor, {isi} AS kunci, isi - %s::text[] AS isi FROM walidata_dataset_baris WHERE nomor >= %s AND nomor < %s"
    )  # fmt: skip
    rahasia = tersandi(baru.kolom)
    with connection.cursor() as k:
        k.execute(
            "SELECT count(*) FILTER (WHERE l.nomor IS NULL), count(*) FILTER (WHERE b.nomor IS NULL),"
            " count(*) FILTER (WHERE b.isi <> l.isi), count(*) FILTER (WHERE b.isi = l.isi)"
            f" FROM ({sumber}) b FULL JOIN ({sumber}) l USING (kunci)",
            [*nama, rahasia, *baru.batas_nomor, *nama, rahasia, *lama.batas_nomor],
        )
        return tuple(k.fetchone())


def _menurut_isi(baru: Versi, lama: Versi) -> tuple[int, ...]:
    """Without a key a changed row is one that went and one that came."""
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
