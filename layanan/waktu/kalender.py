"""The working calendar of one instansi, compiled: which minutes of which day count.

Time is counted in whole minutes of the wall clock (seconds are dropped on both ends), so that the minutes of
consecutive stages add up to the minutes of the whole, exactly. Everything here is local wall time without zone: no zone of
Indonesia has summer time.
"""

import csv
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from pathlib import Path

SEMENIT = timedelta(minutes=1)
SEHARI = timedelta(days=1)
MAKS_TAHUN = 30
"""A promise further away than this means that the calendar has (almost) no working day."""
NAMA_HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
Ruas = tuple[tuple[int, int], ...]
"""Opening times of a day as (from, to) in minutes since midnight, in order."""


@dataclass(frozen=True, slots=True)
class Libur:
    nama: str
    jenis: str
    """libur_nasional, cuti_bersama, or sementara: computed, because no decree covers that year yet."""


@cache
def _putusan() -> Mapping[date, Libur]:
    """The joint decrees (SKB tiga menteri) that are known: data/hari_libur.csv."""
    with (Path(__file__).parents[1] / "data" / "hari_libur.csv").open(encoding="utf-8", newline="") as berkas:
        return {
            date.fromisoformat(b["tanggal"]): Libur(b["nama"], b["jenis"]) for b in csv.DictReader(berkas)
        }


@cache
def _tahun_putusan() -> frozenset[int]:
    return frozenset(t.year for t in _putusan())


@cache
def libur_tahun(tahun: int) -> Mapping[date, Libur]:
    """National holidays of a year: by decree, else computed and marked as provisional."""
    if tahun in _tahun_putusan():
        return {t: libur for t, libur in _putusan().items() if t.year == tahun}
    import holidays

    return {t: Libur(nama, "sementara") for t, nama in holidays.country_holidays("ID", years=tahun).items()}


@dataclass(frozen=True, slots=True)
class Hari:
    """One day of the calendar and why it counts or not."""

    tanggal: date
    ruas: Ruas
    jenis: str
    """kerja, akhir_pekan, libur_nasional, cuti_bersama, sementara, libur, masuk, setengah."""
    nama: str = ""

    @property
    def menit(self) -> int:
        return sum(b - a for a, b in self.ruas)

    @property
    def kerja(self) -> bool:
        return bool(self.ruas)

    @property
    def jam(self) -> str:
        """ "08.00-12.00, 13.00-16.00"."""
        return ", ".join(f"{jam_menit(a)}–{jam_menit(b)}" for a, b in self.ruas)


@dataclass(frozen=True, slots=True)
class HitunganHari:
    """What one day adds to a span: shown on the page with the arithmetic."""

    hari: Hari
    ruas: Ruas
    menit: int


def jam_menit(menit: int) -> str:
    return f"{menit // 60:02d}.{menit % 60:02d}"


def ke_menit(jam: time | str) -> int:
    saat = time.fromisoformat(jam) if isinstance(jam, str) else jam
    return saat.hour * 60 + saat.minute


def potong(ruas: Ruas, dari: int, sampai: int) -> Ruas:
    return tuple((max(a, dari), min(b, sampai)) for a, b in ruas if max(a, dari) < min(b, sampai))


BAKU: Ruas = ((8 * 60, 16 * 60),)
JAM_BAKU: Mapping[int, Ruas] = dict.fromkeys(range(5), BAKU)
"""Until the Administrator has set other hours: Monday to Friday 08.00-16.00, served through the noon hour."""


@dataclass(frozen=True, slots=True)
class Khusus:
    """A day of this instansi alone. `ruas` None: the ordinary hours of that weekday, or of a Monday."""

    jenis: str
    nama: str
    ruas: Ruas | None = None


class Kalender:
    """Immutable; made once for each content (see `tenggat.kalender_kini`).

    Args:
        jam: (valid from, weekday -> opening times), ascending; before the first one the default hours.
        khusus: own days.
    """

    def __init__(
        self,
        jam: Iterable[tuple[date, Mapping[int, Ruas]]] = (),
        khusus: Mapping[date, Khusus] | None = None,
    ) -> None:
        self._jam: list[tuple[date, Mapping[int, Ruas]]] = [(date.min, JAM_BAKU), *jam]
        self._khusus = dict(khusus or {})
        self._tahun: dict[int, list[int]] = {}

    @cached_property
    def berlaku(self) -> list[tuple[date, Mapping[int, Ruas]]]:
        """The sets of hours with the day from which each is used."""
        return list(self._jam)

    def jam_mingguan(self, tanggal: date) -> Mapping[int, Ruas]:
        return next(jam for sejak, jam in reversed(self._jam) if sejak <= tanggal)

    def menit_sehari(self, tanggal: date) -> int:
        """What "1 hari kerja" means: the mean of the working days of the week."""
        jam = [sum(b - a for a, b in ruas) for ruas in self.jam_mingguan(tanggal).values() if ruas]
        return round(sum(jam) / len(jam)) if jam else 8 * 60

    def hari(self, tanggal: date) -> Hari:
        mingguan = self.jam_mingguan(tanggal)
        biasa = mingguan.get(tanggal.weekday(), ())
        khusus = self._khusus.get(tanggal)
        if khusus is not None:
            if khusus.jenis == "libur":
                return Hari(tanggal, (), "libur", khusus.nama)
            pengganti = biasa or next((r for _, r in sorted(mingguan.items()) if r), BAKU)
            return Hari(tanggal, pengganti if khusus.ruas is None else khusus.ruas, khusus.jenis, khusus.nama)
        libur = libur_tahun(tanggal.year).get(tanggal)
        if libur is not None:
            return Hari(tanggal, (), libur.jenis, libur.nama)
        return Hari(tanggal, biasa, "kerja" if biasa else "akhir_pekan", NAMA_HARI[tanggal.weekday()])

    def _kumulatif(self, tahun: int) -> list[int]:
        """Working minutes of the year before each of its days, and in the end those of the whole year."""
        if tahun not in self._tahun:
            jumlah, deret, hari = 0, [0], date(tahun, 1, 1)
            for _ in range((date(tahun, 12, 31) - hari).days + 1):
                jumlah += self.hari(hari).menit
                deret.append(jumlah)
                hari += SEHARI if hari != date.max else timedelta()
            self._tahun[tahun] = deret
        return self._tahun[tahun]

    def _sampai(self, saat: datetime) -> int:
        """Working minutes from the first of January to this minute."""
        deret = self._kumulatif(saat.year)
        menit = saat.hour * 60 + saat.minute
        hari_ini = sum(min(b, menit) - a for a, b in self.hari(saat.date()).ruas if a < menit)
        return deret[saat.timetuple().tm_yday - 1] + hari_ini

    def lama(self, mulai: datetime, selesai: datetime) -> int:
        """Working minutes between two moments; 0 when the second is not later."""
        if selesai <= mulai:
            return 0
        penuh = sum(self._kumulatif(t)[-1] for t in range(mulai.year, selesai.year))
        return penuh + self._sampai(selesai) - self._sampai(mulai)

    def maju(self, mulai: datetime, menit: int) -> datetime:
        """The earliest moment that is `menit` working minutes after `mulai`. Raises ValueError if there is none."""
        if menit <= 0:
            return mulai
        hari, jam = mulai.date(), mulai - datetime.combine(mulai.date(), time())
        sisa = timedelta(minutes=menit)
        ruas = self.hari(hari).ruas
        lewat = sum((max(min(jam, b * SEMENIT) - a * SEMENIT, timedelta()) for a, b in ruas), timedelta())
        if sisa + lewat <= self.hari(hari).menit * SEMENIT:
            return _saat(hari, ruas, sisa + lewat)
        sisa -= self.hari(hari).menit * SEMENIT - lewat
        tujuan, sisa = self._cari(hari, sisa)
        return _saat(tujuan, self.hari(tujuan).ruas, sisa)

    def _cari(self, sesudah: date, sisa: timedelta) -> tuple[date, timedelta]:
        """The day after `sesudah` in which the remaining time ends, and how much of it falls on that day."""
        indeks = sesudah.timetuple().tm_yday
        for tahun in range(sesudah.year, sesudah.year + MAKS_TAHUN):
            deret = self._kumulatif(tahun)
            perlu = deret[indeks] - (-sisa // SEMENIT)  # rounded up to whole minutes
            if perlu <= deret[-1]:
                ke = bisect_left(deret, perlu, lo=indeks + 1) - 1
                return date(tahun, 1, 1) + timedelta(days=ke), sisa - (deret[ke] - deret[indeks]) * SEMENIT
            sisa -= (deret[-1] - deret[indeks]) * SEMENIT
            indeks = 0
        raise ValueError("Kalender ini tidak mempunyai cukup hari kerja.")

    def mundur(self, saat: datetime, menit: int) -> datetime:
        """The latest moment from which there are `menit` working minutes to `saat`."""
        sisa = timedelta(minutes=menit)
        for _ in range(MAKS_TAHUN * 366):
            awal = datetime.combine(saat.date(), time())
            for a, b in reversed(self.hari(saat.date()).ruas):
                buka, akhir = awal + a * SEMENIT, min(saat, awal + b * SEMENIT)
                if akhir - buka >= sisa:
                    return akhir - sisa
                sisa -= max(akhir - buka, timedelta())
            saat = awal - timedelta(microseconds=1)
        raise ValueError("Kalender ini tidak mempunyai cukup hari kerja.")

    def rinci(self, mulai: datetime, selesai: datetime) -> Iterator[HitunganHari]:
        """Every day of a span with the minutes that it adds; they sum up to `lama`."""
        hari = mulai.date()
        while hari <= selesai.date():
            dari = ke_menit(mulai.time()) if hari == mulai.date() else 0
            sampai = ke_menit(selesai.time()) if hari == selesai.date() else 24 * 60
            satu = self.hari(hari)
            ruas = potong(satu.ruas, dari, sampai)
            yield HitunganHari(satu, ruas, sum(b - a for a, b in ruas))
            hari += SEHARI


def _saat(hari: date, ruas: Ruas, bekerja: timedelta) -> datetime:
    """The moment of the day by which so much of it has been worked."""
    awal = datetime.combine(hari, time())
    for a, b in ruas:
        panjang = (b - a) * SEMENIT
        if bekerja <= panjang:
            return awal + a * SEMENIT + bekerja
        bekerja -= panjang
    raise AssertionError("lebih lama daripada hari kerjanya")


KALENDER_BAKU = Kalender()
