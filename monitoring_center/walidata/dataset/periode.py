"""The periods of a dataset: first and last day, and how people call them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from inti.ui.format import BULAN, tanggal

BULAN_PER = {"bulanan": 1, "triwulanan": 3, "semesteran": 6, "tahunan": 12}
DITAWARKAN = {"bulanan": 36, "triwulanan": 20, "semesteran": 12, "tahunan": 12}
ROMAWI = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Periode:
    mulai: date
    selesai: date
    label: str


def periode(jenis: str, hari: date) -> Periode:
    """The period of this kind (`Dataset.periode`) in which the day lies."""
    lama = BULAN_PER.get(jenis)
    if lama is None:
        return Periode(hari, hari, tanggal(hari))
    bulan = (hari.month - 1) // lama * lama + 1
    akhir = bulan + lama - 1
    return Periode(
        date(hari.year, bulan, 1),
        date(hari.year, akhir, monthrange(hari.year, akhir)[1]),
        _label(jenis, hari.year, bulan),
    )


def _label(jenis: str, tahun: int, bulan: int) -> str:
    match jenis:
        case "bulanan":
            return f"{BULAN[bulan - 1]} {tahun}"
        case "triwulanan":
            return f"Triwulan {ROMAWI[(bulan - 1) // 3]} {tahun}"
        case "semesteran":
            return f"Semester {ROMAWI[(bulan - 1) // 6]} {tahun}"
    return str(tahun)


def pilihan(jenis: str, kini: date) -> list[Periode]:
    """The latest periods, newest first; none where any day may be chosen."""
    hasil: list[Periode] = []
    hari = kini
    for _ in range(DITAWARKAN.get(jenis, 0)):
        p = periode(jenis, hari)
        hasil.append(p)
        hari = date.fromordinal(p.mulai.toordinal() - 1)
    return hasil
