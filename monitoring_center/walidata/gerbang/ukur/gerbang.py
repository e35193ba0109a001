"""Membaca sepuluh halaman berisi 1.000 baris lewat gerbang, jejaknya termasuk, dibanding SELECT biasa oleh pemilik datanya.

One process on a throw-away PostgreSQL with two instansi and a table of a million rows of the owner. Reader and owner take
turns in random order: the reader opens a ticket (its line in the ledger is committed), reads ten keyset pages through the grant's
view and reports the rows; the owner reads the same ten pages from its table. Then the
export of all rows in each form that users get, with the memory that the process grew by.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from tenants.ukur.penyediaan import peladen_sementara

ANAK = "monitoring_center.walidata.gerbang.ukur_anak"
BARIS = 1_000_000


def ukur(*, n: int = 60, lapor: Callable[[str], object] = print) -> dict[str, Any]:
    """`n` rounds of ten pages each; milliseconds per ten pages."""
    with tempfile.TemporaryDirectory(prefix="spbe-ukur-") as folder:
        lapor(f"Menyiapkan PostgreSQL sementara dengan {BARIS:,} baris …")
        with peladen_sementara(Path(folder)) as lingkungan:
            hasil = subprocess.run(
                [sys.executable, "-m", ANAK, str(n), str(BARIS)],
                env=lingkungan["kita"], capture_output=True, text=True, check=False,
            )  # fmt: skip
    if hasil.returncode:
        raise CommandError(f"Pengukuran gerbang berhenti:\n{hasil.stderr[-2000:]}")
    return simpulkan(json.loads(hasil.stdout.splitlines()[-1]))


def simpulkan(m: dict[str, Any]) -> dict[str, Any]:
    """The report. `overhead_gerbang` = gate ÷ owner, median of the per-round ratios."""
    ukuran = {
        siapa: {"satuan": "ms", "n": len(ms)}
        | {"median": round(statistics.median(ms), 2), "min": round(min(ms), 2), "maks": round(max(ms), 2)}
        for siapa, ms in m["ms"].items()
    }
    for bentuk, e in m["ekspor"].items():
        ukuran[f"ekspor {bentuk}"] = {
            "satuan": "baris/d",
            "n": m["baris"],
            "median": round(m["baris"] / e["detik"]),
        }
        ukuran[f"ekspor {bentuk}: puncak memori"] = {
            "satuan": "MB",
            "n": 1,
            "median": round(e["puncak_mb"], 1),
        }
    pasangan = zip(m["ms"]["gerbang"], m["ms"]["pemilik"], strict=True)
    rasio = {"overhead_gerbang": round(statistics.median(g / p for g, p in pasangan), 3)}
    return {"ukur": "gerbang", "ukuran": ukuran, "rasio": rasio}
