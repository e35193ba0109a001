"""The questionnaire and its rules, read from the data files: nothing of the regulation is written in code.

`data/skm_unsur.json`: the nine elements, scale, bands (Permen PANRB 14/2017). `data/aturan.json`: what an office may set.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Unsur:
    """One element. `kode` is stored with the answers; its place in a list never is."""

    kode: str
    nama: str
    uraian: str
    pertanyaan: str
    jawaban: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Mutu:
    """A band of the index, from `ikm_min` (rounded to two decimals) up to the next one."""

    huruf: str
    kinerja: str
    ikm_min: Decimal


@cache
def aturan() -> dict[str, Any]:
    return json.loads((DATA / "aturan.json").read_text(encoding="utf-8"))


@cache
def _berkas() -> dict[str, Any]:
    return json.loads((DATA / "skm_unsur.json").read_text(encoding="utf-8"))


@cache
def semua_unsur() -> tuple[Unsur, ...]:
    """In the order of the questionnaire."""
    urut = sorted(_berkas()["unsur"], key=lambda u: u["urutan_kuesioner"])
    return tuple(
        Unsur(
            u["kode"],
            u["nama"],
            u["uraian"],
            u["pertanyaan"],
            tuple((j["nilai"], j["label"]) for j in u["jawaban"]),
        )
        for u in urut
    )


def pertanyaan(*, tatap_muka: bool) -> tuple[Unsur, ...]:
    """What this respondent is asked: who met no officer is not asked how the officer was."""
    if tatap_muka:
        return semua_unsur()
    khusus = aturan()["tanpa_tatap_muka"]
    return tuple(
        Unsur(u.kode, u.nama, u.uraian, khusus.get(u.kode, {}).get("pertanyaan") or u.pertanyaan, u.jawaban)
        for u in semua_unsur()
        if not khusus.get(u.kode, {}).get("lewati")
    )


@cache
def pita_mutu() -> tuple[Mutu, ...]:
    """Highest first."""
    pita = [Mutu(m["mutu"], m["kinerja"], Decimal(str(m["ikm_min"]))) for m in _berkas()["mutu"]]
    return tuple(sorted(pita, key=lambda m: -m.ikm_min))


def pilihan(nama: str) -> list[tuple[str, str]]:
    """Choices of a fact about the respondent."""
    return [(kode, label) for kode, label in aturan()[nama]]


def nama_singkat(kode: str) -> str:
    """One word, for charts and narrow tables."""
    return str(aturan()["singkat"].get(kode, kode))


def nama_unsur(kode: str) -> str:
    return next((u.nama for u in semua_unsur() if u.kode == kode), kode)
