"""Halaman daftar pada 200.000 permohonan di samping halaman yang sama pada 200 (sasaran: p95 ≤ 1,5 kali).

Two instansi on one throw-away PostgreSQL, in one process, asked in turns through the whole of Django: inbox, list, its
filters, its searches, its pages and every column that it can be sorted by. `rasio` is p95 of the large one over p95
of the small one for each page, and `terburuk` the largest of them.
"""

import statistics
from collections.abc import Callable
from typing import Any

from .dunia import dunia

KECIL, BESAR = "kecil", "besar"
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


def simpulkan(hasil: dict[str, dict[str, list[float]]]) -> dict[str, Any]:
    rasio = {nama: round(p95(dua[BESAR]) / p95(dua[KECIL]), 2) for nama, dua in hasil.items()}
    return {
        "ukur": "daftar",
        "ukuran": {
            f"{nama} [{slug}]": _ringkas(ms) for nama, dua in hasil.items() for slug, ms in dua.items()
        },
        "rasio": {
            "terburuk": max(rasio.values()),
            "sasaran": SASARAN,
            "memenuhi": f"{sum(r <= SASARAN for r in rasio.values())} dari {len(rasio)}",
            **{f"p95 {nama}": r for nama, r in rasio.items()},
        },
    }


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
