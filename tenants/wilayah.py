"""Kemendagri codes of the kabupaten's kecamatan and desa, from the CSV that ships with the app (data/NOTICES.txt)."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

BERKAS = Path(__file__).parent / "data" / "wilayah.csv"


@dataclass(frozen=True)
class Wilayah:
    kode: str  # "63.10.01.2005"
    nama: str
    tingkat: str  # provinsi, kabupaten, kecamatan, kelurahan, desa
    induk: str


@lru_cache(maxsize=1)
def semua() -> tuple[Wilayah, ...]:
    """Every row, in the order of the codes."""
    with BERKAS.open(encoding="utf-8", newline="") as berkas:
        return tuple(Wilayah(**baris) for baris in csv.DictReader(berkas))


def cari(kode: str) -> Wilayah | None:
    return next((w for w in semua() if w.kode == kode), None)


def kecamatan_di(kode_kabupaten: str) -> list[Wilayah]:
    return [w for w in semua() if w.induk == kode_kabupaten and w.tingkat == "kecamatan"]


def desa_di(kode_kecamatan: str) -> list[Wilayah]:
    """Desa and kelurahan of a kecamatan; empty for an unknown code."""
    return [w for w in semua() if w.induk == kode_kecamatan and w.tingkat in ("desa", "kelurahan")]
