"""Halaman daftar pada 200.000 permohonan di samping halaman yang sama pada 200 (sasaran: p95 ≤ 1,5 kali).

Two instansi on one throw-away PostgreSQL, in one process, asked in turns through the whole of Django: inbox, list, its
filters, its searches, its pages and every column that it can be sorted by. `rasio` is p95 of the large one over p95
of the small one for each page. A page with 25 rows takes longer to write than one with three, whatever lies
behind it: `terburuk` and `memenuhi` are about pages with as many rows in both, `lebih_banyak_baris` about the others.
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


def simpulkan(hasil: dict[str, dict[str, dict[str, Any]]]) -> dict[str, Any]:
    rasio = {nama: round(p95(dua[BESAR]["ms"]) / p95(dua[KECIL]["ms"]), 2) for nama, dua in hasil.items()}
    sama = {nama: rasio[nama] for nama, dua in hasil.items() if dua[BESAR]["baris"] == dua[KECIL]["baris"]}
    lain = {nama: r for nama, r in rasio.items() if nama not in sama}
    return {
        "ukur": "daftar",
        "ukuran": {
            f"{nama} [{slug}]": _ringkas(satu["ms"]) | {"baris": satu["baris"]}
            for nama, dua in hasil.items()
            for slug, satu in dua.items()
        },
        "rasio": {
            "terburuk": max(sama.values(), default=0),
            "sasaran": SASARAN,
            "memenuhi": f"{sum(r <= SASARAN for r in sama.values())} dari {len(sama)}",
            "lebih_banyak_baris": f"{sum(r <= SASARAN for r in lain.values())} dari {len(lain)}",
            **{f"p95 {nama}": r for nama, r in sama.items()},
            **{f"p95 {nama} ({_baris(hasil[nama])} baris)": r for nama, r in lain.items()},
        },
    }


def _baris(dua: dict[str, dict[str, Any]]) -> str:
    return f"{dua[KECIL]['baris']} lawan {dua[BESAR]['baris']}"


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
