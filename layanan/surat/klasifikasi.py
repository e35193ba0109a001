"""Archive classification codes (Permendagri 83/2022): search as one types, and the way from the top to a code."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BERKAS = Path(__file__).parents[1] / "data" / "kode_klasifikasi.csv"


@dataclass(frozen=True, slots=True)
class Klasifikasi:
    kode: str
    nama: str
    induk: str
    pemakaian: str

    @property
    def label(self) -> str:
        return f"{self.kode} – {self.nama}"


@cache
def semua() -> dict[str, Klasifikasi]:
    """Code -> entry, in the order of the codes."""
    with BERKAS.open(encoding="utf-8", newline="") as isi:
        return {b["kode"]: Klasifikasi(**b) for b in csv.DictReader(isi)}


def jalur(kode: str) -> list[Klasifikasi]:
    """From the top to this code; empty for a code that the list does not hold."""
    hasil: list[Klasifikasi] = []
    while kode in semua():
        hasil.insert(0, semua()[kode])
        kode = semua()[kode].induk
    return hasil


def nama(kode: str) -> str:
    ada = semua().get(kode)
    return ada.nama if ada else ""


def cari(q: str, *, maks: int = 12) -> list[Klasifikasi]:
    """Codes that begin with the text, then those whose words all occur in their name, use or parents."""
    kata = q.casefold().split()
    if not kata:
        return []
    awal = [k for k in semua().values() if k.kode.startswith(q.strip())]
    isi = [k for k in semua().values() if k not in awal and all(w in _teks(k.kode) for w in kata)]
    return [*awal, *isi][:maks]


@cache
def _teks(kode: str) -> str:
    return " ".join(f"{k.nama} {k.pemakaian}" for k in jalur(kode)).casefold()
