"""Satu permohonan utuh lewat actions: loket, verifikasi, distribusi, validasi, paraf, surat PAdES, penyerahan.

In a process of its own on a throw-away PostgreSQL, one after the other on one connection, each step committed. Every
permohonan gets a real letter: PDF/A, QR, number from the ledger, PAdES, checked again before the status moves.
`rasio` says how many whole cycles a second that is, and the statements of each step.
"""

import statistics
from collections.abc import Callable
from typing import Any

from django.core.management import CommandError

from .dunia import dunia

SLUG = "kecil"


def ukur(*, n: int = 60, lapor: Callable[[str], object] = print) -> dict[str, Any]:
    """Milliseconds of each step over `n` permohonan, and whole cycles per second."""
    with dunia() as minta:
        lapor("Menyiapkan PostgreSQL sementara dan satu instansi")
        minta("siapkan", slug=SLUG)
        lapor(f"Menjalani {n} permohonan sampai diserahkan")
        hasil = minta("siklus", slug=SLUG, n=n)
    if hasil["selesai"] != n:
        raise CommandError(
            f"Hanya {hasil['selesai']} dari {n} permohonan yang sampai diserahkan dengan suratnya."
        )
    return simpulkan(hasil["ms"], hasil["kueri"])


def simpulkan(ms: dict[str, list[float]], kueri: dict[str, int]) -> dict[str, Any]:
    utuh = [sum(satu) for satu in zip(*ms.values(), strict=True)]
    ukuran = {nama: _ringkas(nilai) | {"kueri": kueri[nama]} for nama, nilai in ms.items()}
    ukuran["utuh"] = _ringkas(utuh) | {"kueri": sum(kueri.values())}
    return {
        "ukur": "permohonan",
        "ukuran": ukuran,
        "rasio": {
            "permohonan_per_detik": round(1000 / statistics.mean(utuh), 2),
            **{f"kueri_{nama}": jumlah for nama, jumlah in kueri.items()},
        },
    }


def _ringkas(ms: list[float]) -> dict[str, Any]:
    return {
        "median": round(statistics.median(ms), 2),
        "satuan": "ms",
        "min": round(min(ms), 2),
        "maks": round(max(ms), 2),
        "n": len(ms),
    }
