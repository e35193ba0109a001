"""Halaman daftar pada 200.000 permohonan di samping halaman yang sama pada 200 (sasaran: p95 ≤ 1,5 kali).

Two instansi on one throw-away PostgreSQL, in one process, asked in turns through the whole of Django, each page by who uses
it: every inbox and board, the list with its filters, searches, pages and every column that it can be sorted by, the books,
the trail, messages, the desa official's list, the API (`alamat.py`). `rasio` is p95 of the large one over p95 of the small
one for each page, both with the same number of rows: a page with 25 rows takes longer to write than one with three,
whatever lies behind it, so where the large one has more it is asked for as many as the small one has (for at least one, and
for a board at least as many). As it stands it is measured beside that, as "besar penuh"; `penuh_memenuhi` and
`penuh_terburuk` are about these.
"""

import statistics
from collections.abc import Callable
from typing import Any

from .dunia import dunia

KECIL, BESAR, PENUH = "kecil", "besar", "besar penuh"
JUMLAH = {KECIL: 200, BESAR: 200_000}
SASARAN = 1.5


def ukur(
    *, n: int = 20, lapor: Callable[[str], object] = print, jumlah: dict[str, int] = JUMLAH
) -> dict[str, Any]:
    """Milliseconds of each page over `n` requests to each of the two instansi."""
    with dunia() as minta:
        for slug, berapa in jumlah.items():
            lapor(f"Menyiapkan {berapa} permohonan")
            minta("siapkan", slug=slug)
            ada = minta("isi", slug=slug, jumlah=berapa)
            lapor(f"{ada} permohonan ada")
        lapor("Mengukur")
        return simpulkan(minta("halaman", slug=list(jumlah), n=n))


def simpulkan(hasil: dict[str, dict[str, dict[str, Any]]]) -> dict[str, Any]:
    sama = _rasio(hasil, BESAR)
    penuh = _rasio(hasil, PENUH)
    return {
        "ukur": "daftar",
        "ukuran": {
            f"{nama} [{siapa}]": _ringkas(satu["ms"]) | {"baris": satu["baris"]}
            for nama, semua in hasil.items()
            for siapa, satu in semua.items()
        },
        "rasio": {
            "terburuk": max(sama.values(), default=0),
            "sasaran": SASARAN,
            "memenuhi": _memenuhi(sama),
            "penuh_terburuk": max(penuh.values(), default=0),
            "penuh_memenuhi": _memenuhi(penuh),
            **{f"p95 {nama}": r for nama, r in sama.items()},
            **{f"p95 {nama} ({_baris(hasil[nama])} baris)": r for nama, r in penuh.items()},
        },
    }


def _rasio(hasil: dict[str, dict[str, dict[str, Any]]], siapa: str) -> dict[str, float]:
    return {
        nama: round(p95(semua[siapa]["ms"]) / p95(semua[KECIL]["ms"]), 2)
        for nama, semua in hasil.items()
        if siapa in semua
    }


def _memenuhi(rasio: dict[str, float]) -> str:
    return f"{sum(r <= SASARAN for r in rasio.values())} dari {len(rasio)}"


def _baris(semua: dict[str, dict[str, Any]]) -> str:
    return f"{semua[KECIL]['baris']} lawan {semua[PENUH]['baris']}"


def p95(ms: list[float]) -> float:
    return sorted(ms)[min(len(ms) - 1, round(0.95 * (len(ms) - 1)))]


def _ringkas(ms: list[float]) -> dict[str, Any]:
    return {
        "median": round(statistics.median(ms), 2),
        "satuan": "ms",
        "min": round(min(ms), 2),
        "maks": round(max(ms), 2),
        "p95": round(p95(ms), 2),
        "n": len(ms),
    }
