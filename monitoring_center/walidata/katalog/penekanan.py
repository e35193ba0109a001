"""Suppression of small counts in open data, so that nobody can be found behind a figure.

The rule, for a dataset with threshold k (`k_minimum`; 1 turns it off, e.g. for bridges):

1. A count v with 0 < v < k is not published; nor is a numerator that leaves less than k of its denominator.
2. Where a figure of a row is suppressed, what is computed from it (rates, averages) is suppressed too.
3. Where a published total would give a single suppressed count away – a total column of the same row, or a total row of
   the same group – the smallest other count of that row or group goes as well.

A count is a whole number, or a number that the walidata marked (`"cacah": true`); a period, a code and a year are none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

BUKAN_CACAH = frozenset(
    {"tahun", "bulan", "triwulan", "semester", "minggu", "tanggal", "urut", "urutan", "rt", "rw"}
)
KATA_TOTAL = frozenset({"jumlah", "total", "semua", "seluruhnya", "keseluruhan"})
Baris = dict[str, Any]


def kolom_cacah(kolom: list[dict[str, Any]]) -> list[str]:
    """Names of the columns that hold counts."""
    return [
        k["name"]
        for k in kolom
        if k.get("cacah", k["type"] == "integer")
        and k["type"] in ("integer", "number")
        and k["name"] not in BUKAN_CACAH
    ]


def tekan(baris: Iterable[Baris], kolom: list[dict[str, Any]], k: int) -> list[tuple[Baris, list[str]]]:
    """Rows as they may be published (suppressed figures are None), each with the names of the figures taken away."""
    semua = list(baris)
    hasil = [dict(b) for b in semua]
    cacah, turunan, dimensi = _peran(kolom)
    if k <= 1 or not cacah:
        return [(b, []) for b in hasil]
    asli = [{c: b.get(c) for c in cacah + turunan} for b in hasil]
    for b in hasil:
        _kecil(b, cacah, k)
    kelompok = _kelompok(hasil, dimensi)
    for _ in range(
        len(cacah) + len(dimensi) + 2
    ):  # each round can make new single gaps; few rounds settle it
        berubah = [_baris_total(b, a, cacah) for b, a in zip(hasil, asli, strict=True)]
        berubah += [
            _kolom_total([(hasil[n], asli[n]) for n in isi], [hasil[n] for n in total], c)
            for isi, total in kelompok
            for c in cacah
        ]
        if not any(berubah):
            break
    return [(b, _hilang(b, a, cacah, turunan)) for b, a in zip(hasil, asli, strict=True)]


def tekan_satu_satu(
    baris: Iterable[Baris], kolom: list[dict[str, Any]], k: int
) -> Iterator[tuple[Baris, list[str]]]:
    """The same for rows that are too many to compare: a total row is suppressed whole, so that it gives nothing away."""
    cacah, turunan, dimensi = _peran(kolom)
    bebas = k <= 1 or not cacah
    for asli in baris:
        b = dict(asli)
        if not bebas:
            if any(_total(b.get(d)) for d in dimensi):
                b.update(dict.fromkeys(cacah))
            _kecil(b, cacah, k)
            while _baris_total(b, asli | {c: asli.get(c) for c in cacah}, cacah):
                pass
        yield b, [] if bebas else _hilang(b, asli, cacah, turunan)


def _peran(kolom: list[dict[str, Any]]) -> tuple[list[str], list[str], list[str]]:
    """Counts, what is computed from them, and dimensions."""
    cacah = kolom_cacah(kolom)
    turunan = [c["name"] for c in kolom if c["type"] == "number" and c["name"] not in cacah]
    return cacah, turunan, [c["name"] for c in kolom if c["name"] not in cacah and c["name"] not in turunan]


def _hilang(b: Baris, asli: Baris, cacah: list[str], turunan: list[str]) -> list[str]:
    """Names of what was taken away from the row; what is computed from it goes too."""
    if any(asli.get(c) is not None and b.get(c) is None for c in cacah):
        b.update(dict.fromkeys(turunan))
    return [c for c in (*cacah, *turunan) if asli.get(c) is not None and b.get(c) is None]


def _kecil(b: Baris, cacah: list[str], k: int) -> None:
    pembilang, penyebut = b.get("pembilang"), b.get("penyebut")
    for c in cacah:
        if b.get(c) is not None and 0 < b[c] < k:
            b[c] = None
    if (
        "pembilang" in cacah
        and pembilang is not None
        and penyebut is not None
        and 0 < penyebut - pembilang < k
    ):
        b["pembilang"] = None


def _baris_total(b: Baris, asli: Baris, cacah: list[str]) -> bool:
    """A total column beside one suppressed count."""
    total = [c for c in cacah if c.split("_", 1)[0] in KATA_TOTAL and b.get(c) is not None]
    lain = [c for c in cacah if c.split("_", 1)[0] not in KATA_TOTAL and asli[c] is not None]
    if not total or len(lain) < 2 or asli[total[0]] != sum(asli[c] for c in lain):
        return False
    return _tutup([(b, c, asli[c]) for c in lain])


def _kolom_total(isi: list[tuple[Baris, Baris]], total: list[Baris], c: str) -> bool:
    """A total row beside one suppressed count of its group."""
    if not any(t.get(c) is not None for t in total):
        return False
    return _tutup([(b, c, a[c]) for b, a in isi if a[c] is not None])


def _tutup(sel: list[tuple[Baris, str, Any]]) -> bool:
    """Where exactly one cell is suppressed, suppress the smallest of the others that is not zero."""
    terbuka = [(nilai, n) for n, (b, c, nilai) in enumerate(sel) if b[c] is not None]
    if len(sel) - len(terbuka) != 1 or not terbuka:
        return False
    _, n = min((t for t in terbuka if t[0]), default=terbuka[0])
    b, c, _ = sel[n]
    b[c] = None
    return True


def _kelompok(baris: list[Baris], dimensi: list[str]) -> list[tuple[list[int], list[int]]]:
    """For each dimension: rows that agree in all the others, as (parts, totals); only groups that have both."""
    hasil = []
    for d in dimensi:
        per: dict[tuple[Any, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        ada = any(_total(b.get(d)) for b in baris)
        for n, b in enumerate(baris if ada else []):
            kunci = tuple(
                str(b.get(x))
                for x in dimensi
                if x != d and not (x == "kode_wilayah" and d in ("desa", "kecamatan"))
            )
            per[kunci][_total(b.get(d))].append(n)
        hasil += [k for k in per.values() if k[0] and k[1]]
    return hasil


def _total(nilai: Any) -> bool:
    """Whether a value of a dimension means all of it: empty, "Jumlah", "Total", …"""
    return (
        nilai is None or str(nilai).strip() == "" or str(nilai).strip().split(" ", 1)[0].lower() in KATA_TOTAL
    )
