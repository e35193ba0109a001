"""Periods of reports: a year, a semester, a quarter, a month, each with a short code that stands in addresses.

"2026", "2026-S1", "2026-T3", "2026-11". Everything that counts by period (survey, complaints, reports) uses these.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from inti.ui.format import BULAN, BULAN_PENDEK

POLA = re.compile(r"^(20\d\d)(?:-(?:(S)([12])|(T)([1-4])|(0[1-9]|1[0-2])))?$")
ROMAWI = ("I", "II", "III", "IV")
PANJANG = {"": 12, "S": 6, "T": 3, "B": 1}


@dataclass(frozen=True, order=True)
class Periode:
    """`jenis`: "" year, "S" semester, "T" quarter (triwulan), "B" month; `ke` counts from 1."""

    tahun: int
    jenis: str = ""
    ke: int = 1

    @classmethod
    def baca(cls, kode: str) -> Self | None:
        """The period of a code, or None when the text is none."""
        cocok = POLA.match(kode.strip())
        if cocok is None:
            return None
        tahun, s, ke_s, t, ke_t, bulan = cocok.groups()
        if s or t:
            return cls(int(tahun), s or t, int(ke_s or ke_t))
        return cls(int(tahun), "B", int(bulan)) if bulan else cls(int(tahun))

    @classmethod
    def memuat(cls, hari: date, jenis: str) -> Self:
        return cls(hari.year, jenis, (hari.month - 1) // PANJANG[jenis] + 1)

    @property
    def kode(self) -> str:
        match self.jenis:
            case "":
                return str(self.tahun)
            case "B":
                return f"{self.tahun}-{self.ke:02d}"
            case _:
                return f"{self.tahun}-{self.jenis}{self.ke}"

    @property
    def awal(self) -> date:
        return date(self.tahun, (self.ke - 1) * PANJANG[self.jenis] + 1, 1)

    @property
    def akhir(self) -> date:
        """Last day, inclusive."""
        bulan = self.ke * PANJANG[self.jenis]
        return date(self.tahun, bulan, monthrange(self.tahun, bulan)[1])

    @property
    def sebelum(self) -> Self:
        """The period of the same kind before this one."""
        if self.ke > 1:
            return type(self)(self.tahun, self.jenis, self.ke - 1)
        return type(self)(self.tahun - 1, self.jenis, 12 // PANJANG[self.jenis])

    @property
    def nama(self) -> str:
        match self.jenis:
            case "":
                return f"Tahun {self.tahun}"
            case "S":
                return f"Semester {ROMAWI[self.ke - 1]} {self.tahun}"
            case "T":
                return f"Triwulan {ROMAWI[self.ke - 1]} {self.tahun}"
            case _:
                return f"{BULAN[self.ke - 1]} {self.tahun}"

    @property
    def singkat(self) -> str:
        return f"{BULAN_PENDEK[self.ke - 1]} {self.tahun}" if self.jenis == "B" else self.nama

    def bulan(self) -> list[Self]:
        """Its months, in order."""
        awal = self.awal.month
        return [type(self)(self.tahun, "B", awal + n) for n in range(PANJANG[self.jenis])]

    def __str__(self) -> str:
        return self.nama


def mundur(p: Periode, jumlah: int) -> list[Periode]:
    """`p` and the `jumlah - 1` periods before it, oldest first."""
    hasil = [p]
    while len(hasil) < jumlah:
        hasil.append(hasil[-1].sebelum)
    return hasil[::-1]


def pilihan(hari: date, tahun: int = 2) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices for a select, grouped by kind, newest first, over the last `tahun` years."""
    kelompok = []
    for jenis, judul in (("", "Tahun"), ("S", "Semester"), ("T", "Triwulan"), ("B", "Bulan")):
        daftar = mundur(Periode.memuat(hari, jenis), tahun * 12 // PANJANG[jenis])[::-1]
        kelompok.append((judul, [(p.kode, p.nama) for p in daftar]))
    return kelompok
