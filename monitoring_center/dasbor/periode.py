"""The periods of the dashboard, each with the equally long one before it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from inti.ui.format import BULAN_PENDEK, tanggal

PILIHAN = {"1": "Bulan ini", "3": "3 bulan", "12": "12 bulan"}
BAKU = "1"


@dataclass(frozen=True)
class Periode:
    """`mulai` to `selesai` (today), compared with `lalu_mulai` to `lalu_selesai`, the same days before."""

    kode: str
    label: str
    mulai: date
    selesai: date
    lalu_mulai: date
    lalu_selesai: date

    @property
    def kini(self) -> tuple[date, date]:
        return self.mulai, self.selesai

    @property
    def lalu(self) -> tuple[date, date]:
        return self.lalu_mulai, self.lalu_selesai

    @property
    def label_lalu(self) -> str:
        """What a change is measured against: "bulan lalu" or "12 bulan sebelumnya"."""
        return "bulan lalu" if self.kode == "1" else f"{self.kode} bulan sebelumnya"

    @property
    def kalimat(self) -> str:
        return f"{tanggal(self.mulai)} – {tanggal(self.selesai)}"

    @property
    def kalimat_lalu(self) -> str:
        return f"{tanggal(self.lalu_mulai)} – {tanggal(self.lalu_selesai)}"


def geser_bulan(d: date, bulan: int) -> date:
    """The same day `bulan` months away, or the last day of a shorter month."""
    nomor = d.year * 12 + d.month - 1 + bulan
    tahun, bulan_ke = nomor // 12, nomor % 12 + 1
    return date(tahun, bulan_ke, min(d.day, monthrange(tahun, bulan_ke)[1]))


def periode(kode: str, hari_ini: date) -> Periode:
    """The period of a code ("1", "3", "12" months to date); an unknown code gives the default."""
    if kode not in PILIHAN:
        kode = BAKU
    panjang = int(kode)
    mulai = geser_bulan(hari_ini.replace(day=1), 1 - panjang)
    return Periode(
        kode, PILIHAN[kode], mulai, hari_ini, geser_bulan(mulai, -panjang), geser_bulan(hari_ini, -panjang)
    )


def dua_belas_bulan(hari_ini: date) -> list[date]:
    """First days of the last twelve months, oldest first, this month included."""
    awal = hari_ini.replace(day=1)
    return [geser_bulan(awal, -n) for n in range(11, -1, -1)]


def label_bulan(bulan: list[date]) -> list[str]:
    """Short names; the year only at the start and where it changes: Des 25, Jan 26, Feb."""
    return [
        f"{BULAN_PENDEK[b.month - 1]} {b:%y}" if i == 0 or b.month == 1 else BULAN_PENDEK[b.month - 1]
        for i, b in enumerate(bulan)
    ]
