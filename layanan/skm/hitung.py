"""The arithmetic of the survey (Permen PANRB 14/2017, annex). Pure functions; exact until the last rounding."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .kuesioner import Mutu, aturan, nama_unsur, pita_mutu, semua_unsur


@dataclass(frozen=True, slots=True)
class NilaiUnsur:
    """Sum and number of the answers on one element: all that the index needs."""

    kode: str
    jumlah: int
    banyak: int

    @property
    def nama(self) -> str:
        return nama_unsur(self.kode)

    @property
    def rata(self) -> Fraction | None:
        return Fraction(self.jumlah, self.banyak) if self.banyak else None

    @property
    def nrr(self) -> Decimal | None:
        """Mean of the element, three decimals."""
        return None if self.rata is None else bulatkan(self.rata, 3)


@dataclass(frozen=True, slots=True)
class Indeks:
    """Result of a group of answers. `ikm` is None when nobody answered."""

    unsur: tuple[NilaiUnsur, ...]
    responden: int

    @property
    def nilai(self) -> Fraction | None:
        """Weighted mean, 1-4: each answered element weighs 1 / number of them (1/9 when all nine were asked)."""
        rata = [u.rata for u in self.unsur if u.rata is not None]
        return sum(rata, Fraction(0)) / len(rata) if rata else None

    @property
    def ikm(self) -> Decimal | None:
        """25-100, two decimals."""
        return None if self.nilai is None else bulatkan(self.nilai * 25, 2)

    @property
    def mutu(self) -> Mutu | None:
        return None if self.ikm is None else mutu(self.ikm)

    @property
    def terendah(self) -> NilaiUnsur | None:
        """The element to work on first."""
        ada = [u for u in self.unsur if u.rata is not None]
        return min(ada, key=lambda u: u.rata or 0, default=None)


def bulatkan(nilai: Fraction, desimal: int) -> Decimal:
    skala = 10**desimal
    bulat = (nilai * skala * 2 + 1) // 2  # half up; values are positive
    return Decimal(int(bulat)) / skala if desimal else Decimal(int(bulat))


def mutu(ikm: Decimal) -> Mutu:
    """The band of an index that is already rounded to two decimals; the lowest band has no lower limit."""
    rapi = ikm.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return next((m for m in pita_mutu() if rapi >= m.ikm_min), pita_mutu()[-1])


def indeks(jumlah: Mapping[str, tuple[int, int]], responden: int) -> Indeks:
    """From element -> (sum, number of answers)."""
    return Indeks(tuple(NilaiUnsur(u.kode, *jumlah.get(u.kode, (0, 0))) for u in semua_unsur()), responden)


def gabung(bagian: Iterable[Mapping[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    hasil: dict[str, tuple[int, int]] = {}
    for satu in bagian:
        for kode, (jumlah, banyak) in satu.items():
            a, b = hasil.get(kode, (0, 0))
            hasil[kode] = (a + jumlah, b + banyak)
    return hasil


def krejcie_morgan(populasi: int) -> int:
    """Smallest sample: X2 N P(1-P) / (d2 (N-1) + X2 P(1-P)), rounded; never more than the population."""
    if populasi <= 0:
        return 0
    s = aturan()["sampel"]
    ragam = s["khi_kuadrat"] * s["proporsi"] * (1 - s["proporsi"])
    return min(populasi, round(ragam * populasi / (s["galat"] ** 2 * (populasi - 1) + ragam)))


def slovin(populasi: int) -> int:
    """N / (1 + N e2), rounded up."""
    return math.ceil(populasi / (1 + populasi * aturan()["sampel"]["galat"] ** 2)) if populasi > 0 else 0
