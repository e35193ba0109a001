"""When a permohonan is promised: working minutes of the office, skipping weekends and national holidays.

One working day is eight working hours, so "1 hari kerja" from Monday 10.00 ends Tuesday 10.00.
"""

import csv
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from .enums import SatuanWaktu

BUKA, TUTUP = time(8), time(16)
MENIT_SEHARI = 8 * 60
MENIT = {SatuanWaktu.MENIT: 1, SatuanWaktu.JAM: 60, SatuanWaktu.HARI_KERJA: MENIT_SEHARI}


@cache
def hari_libur() -> frozenset[date]:
    with (Path(__file__).parent / "data" / "hari_libur.csv").open(encoding="utf-8", newline="") as berkas:
        return frozenset(date.fromisoformat(baris["tanggal"]) for baris in csv.DictReader(berkas))


def hari_kerja(hari: date) -> bool:
    return hari.weekday() < 5 and hari not in hari_libur()


def janji(mulai: datetime, nilai: int, satuan: str, zona: ZoneInfo) -> datetime:
    """The moment `nilai` `satuan` of working time after `mulai`, in the zone of the instansi."""
    sisa = timedelta(minutes=nilai * MENIT[SatuanWaktu(satuan)])
    kini = mulai.astimezone(zona)
    while True:
        buka, tutup = (datetime.combine(kini.date(), jam, zona) for jam in (BUKA, TUTUP))
        if hari_kerja(kini.date()) and kini < tutup:
            kini = max(kini, buka)
            if kini + sisa <= tutup:
                return kini + sisa
            sisa -= tutup - kini
        kini = datetime.combine(kini.date() + timedelta(days=1), BUKA, zona)
