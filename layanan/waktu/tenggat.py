"""When a permohonan is promised, and how long it took: working minutes of the instansi's own calendar.

One working day is as long as the mean working day of the week (eight hours until other hours are set), so "1 hari
kerja" from Monday 10.00 ends Tuesday 10.00.
"""

import datetime as dt
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from inti.situs import ingatan, situs_kini

from ..enums import SatuanWaktu
from .jam import zona_waktu
from .kalender import KALENDER_BAKU, SEMENIT, Kalender, Khusus, Ruas, ke_menit, libur_tahun

BUKA, TUTUP = dt.time(8), dt.time(16)
SEGERA_MENIT = 120
"""Working minutes before the promise from which a file is "segera"."""
KUNCI = "layanan:jam_kerja"
UMUR = 600  # seconds in the cache; a change drops the entry at once
_perubahan = [0]  # changes that this process made


def hari_libur(tahun: int | None = None) -> frozenset[dt.date]:
    """National holidays of one year, or of the years around now."""
    kini = timezone.localdate().year
    return frozenset(t for y in ([tahun] if tahun else range(kini - 1, kini + 2)) for t in libur_tahun(y))


def _lokal(saat: dt.datetime, zona: ZoneInfo) -> dt.datetime:
    return saat.astimezone(zona).replace(tzinfo=None)


def kalender_kini() -> Kalender:
    """The calendar of the present instansi; outside of one, the default calendar."""
    situs = situs_kini()
    if situs is None or situs.instansi is None:
        return KALENDER_BAKU
    return susun_kalender(*baris_kalender()["kalender"])


def bagian_tahap() -> list[Any]:
    """Shares of the stages that this instansi has set: rows (kode_layanan, tahap, persen)."""
    situs = situs_kini()
    return [] if situs is None or situs.instansi is None else baris_kalender()["bagian"]


def baris_kalender() -> dict[str, Any]:
    """The settings of working time as JSON: from this visit, from the cache (its keys carry the site), or from the tables.

    A list reads them for every row that it shows; only the first goes to the cache.
    """
    versi, baris = ingatan().get(KUNCI, (0, None))
    if baris is None or versi != _perubahan[0]:
        versi, baris = _perubahan[0], cache.get(KUNCI)
        if baris is None:
            from ..models.waktu import baca_setelan

            baris = baca_setelan()
            cache.set(KUNCI, baris, UMUR)
        ingatan()[KUNCI] = (versi, baris)
    return baris


def lupakan_kalender() -> None:
    """After a change: at once for this transaction, and again when others can see it."""
    _lupakan()
    transaction.on_commit(_lupakan)


def _lupakan() -> None:
    _perubahan[0] += 1
    cache.delete(KUNCI)


def _beku(nilai: Any) -> Any:
    return tuple(map(_beku, nilai)) if isinstance(nilai, (list, tuple)) else nilai


def susun_kalender(jam: list[Any], khusus: list[Any]) -> Kalender:
    """Rows as `baca_setelan` and the function `gerbang.kalender` give them -> calendar.

    Args:
        jam: [valid from, weekday, opens, closes, break from, break to].
        khusus: [day, kind, name, opens, closes].
    """
    return _susun(_beku(jam), _beku(khusus))


@lru_cache(maxsize=256)
def _susun(jam: tuple[Any, ...], khusus: tuple[Any, ...]) -> Kalender:
    """The same content is compiled once per process."""
    versi: dict[dt.date, dict[int, Ruas]] = {}
    for sejak, hari, *saat in jam:
        versi.setdefault(dt.date.fromisoformat(sejak), {})[hari] = _ruas(*saat)
    return Kalender(
        sorted(versi.items()),
        {
            dt.date.fromisoformat(t): Khusus(jenis, nama, _ruas(buka, tutup) if buka else None)
            for t, jenis, nama, buka, tutup in khusus
        },
    )


def _ruas(buka: str, tutup: str, mulai: str | None = None, selesai: str | None = None) -> Ruas:
    if mulai is None or selesai is None:
        return ((ke_menit(buka), ke_menit(tutup)),)
    return ((ke_menit(buka), ke_menit(mulai)), (ke_menit(selesai), ke_menit(tutup)))


def hari_kerja(hari: dt.date, kalender: Kalender | None = None) -> bool:
    return (kalender or kalender_kini()).hari(hari).kerja


def menit_standar(nilai: int, satuan: str, tanggal: dt.date, kalender: Kalender | None = None) -> int:
    """A standard time in working minutes."""
    match SatuanWaktu(satuan):
        case SatuanWaktu.MENIT:
            return nilai
        case SatuanWaktu.JAM:
            return nilai * 60
    return nilai * (kalender or kalender_kini()).menit_sehari(tanggal)


def janji(
    mulai: dt.datetime,
    nilai: int,
    satuan: str,
    zona: ZoneInfo | None = None,
    kalender: Kalender | None = None,
) -> dt.datetime:
    """The moment `nilai` `satuan` of working time after `mulai`, in the zone of the instansi.

    `mulai` may lie in the past: a paper case counts from the date on the paper (Perbup Tanah Laut 126/2022 Ps 12).
    """
    zona, kalender = zona or zona_waktu(), kalender or kalender_kini()
    lokal = _lokal(mulai, zona)
    menit = menit_standar(nilai, satuan, lokal.date(), kalender)
    return kalender.maju(lokal, menit).replace(tzinfo=zona)


def tambah(mulai: dt.datetime, menit: int) -> dt.datetime:
    """`menit` working minutes after `mulai`."""
    return janji(mulai, menit, SatuanWaktu.MENIT)


def lama_kerja(
    mulai: dt.datetime,
    selesai: dt.datetime,
    zona: ZoneInfo | None = None,
    kalender: Kalender | None = None,
) -> int:
    """Minutes of working time between two moments; the inverse of `janji`. 0 when `selesai` is not later."""
    zona = zona or zona_waktu()
    return (kalender or kalender_kini()).lama(_lokal(mulai, zona), _lokal(selesai, zona))


def mundur(
    saat: dt.datetime, menit: int, zona: ZoneInfo | None = None, kalender: Kalender | None = None
) -> dt.datetime:
    """The latest moment from which there are `menit` working minutes to `saat`."""
    zona = zona or zona_waktu()
    return (kalender or kalender_kini()).mundur(_lokal(saat, zona), menit).replace(tzinfo=zona)


def menit_penuh(saat: dt.datetime) -> dt.datetime:
    return saat.replace(second=0, microsecond=0)


def tepat(siap: dt.datetime, tenggat: dt.datetime) -> bool:
    """No minute of working time passed between the promise and `siap`: exactly then the sum is not above the standard."""
    return lama_kerja(tenggat, siap) == 0


def ambang_terlambat(kini: dt.datetime) -> dt.datetime:
    """What was due before this moment is late: at least one working minute has passed since."""
    return mundur(menit_penuh(kini), 1) + SEMENIT


def ambang_segera(kini: dt.datetime) -> dt.datetime:
    """What is due before this moment has at most SEGERA_MENIT working minutes left."""
    return tambah(menit_penuh(kini), SEGERA_MENIT) + SEMENIT
