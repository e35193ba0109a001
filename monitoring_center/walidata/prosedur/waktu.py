"""Days of the procedure: deadlines in working days of the walidata's calendar, periods by local midnights."""

import datetime as dt
import json
import math
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from inti.akun.waktu import zona_waktu
from layanan.enums import SatuanWaktu
from layanan.waktu.kalender import KALENDER_BAKU, Kalender
from layanan.waktu.tenggat import janji, kalender_kini, lama_kerja, susun_kalender
from monitoring_center.walidata.pihak import skema_kini

KUNCI = "walidata:kalender"
UMUR = 300  # seconds


def awal_hari(tanggal: dt.date) -> dt.datetime:
    return dt.datetime.combine(tanggal, dt.time(), zona_waktu())


def akhir_hari(tanggal: dt.date) -> dt.datetime:
    """Midnight after the day: an end that is not included."""
    return awal_hari(tanggal + dt.timedelta(days=1))


def hari_terakhir(selesai: dt.datetime) -> dt.date:
    """The last day on which something holds that ends at `selesai`."""
    return (selesai - dt.timedelta(microseconds=1)).astimezone(zona_waktu()).date()


def kalender(pemilik: str) -> Kalender:
    """The working calendar of a walidata; the national one where it has set nothing, and for "" (the Monitoring Center)."""
    if not pemilik:
        return KALENDER_BAKU
    return kalender_kini() if pemilik == skema_kini() else susun_kalender(*_semua().get(pemilik, ([], [])))


def _semua() -> dict[str, tuple[list[Any], list[Any]]]:
    """Of all instansi that have set one; one query in five minutes."""
    baris = cache.get(KUNCI)
    if baris is None:
        with connection.cursor() as k:
            k.execute("SELECT skema, jam, khusus FROM gerbang.kalender()")
            baris = {skema: (_isi(jam), _isi(khusus)) for skema, jam, khusus in k.fetchall()}
        cache.set(KUNCI, baris, UMUR)
    return cast("dict[str, tuple[list[Any], list[Any]]]", baris)


def _isi(nilai: str | list[Any] | None) -> list[Any]:
    return json.loads(nilai) if isinstance(nilai, str) else nilai or []


def tenggat_rekomendasi(pemilik: str, diajukan: dt.datetime) -> dt.datetime:
    return _sesudah(diajukan, settings.SPBE_TENGGAT_REKOMENDASI, kalender(pemilik))


def eskalasi_rekomendasi(pemilik: str, diajukan: dt.datetime) -> dt.datetime:
    """From when on the deciders are told that a recommendation is missing."""
    hari = settings.SPBE_TENGGAT_REKOMENDASI + settings.SPBE_ESKALASI_REKOMENDASI
    return _sesudah(diajukan, hari, kalender(pemilik))


def tenggat_keputusan(direkomendasikan: dt.datetime) -> dt.datetime:
    """The deciders belong to no instansi: national calendar."""
    return _sesudah(direkomendasikan, settings.SPBE_TENGGAT_KEPUTUSAN, kalender(""))


def _sesudah(pada: dt.datetime, hari_kerja: int, kalender: Kalender) -> dt.datetime:
    return janji(pada, hari_kerja, SatuanWaktu.HARI_KERJA, kalender=kalender)


def hari_terlambat(tenggat: dt.datetime, pemilik: str) -> int:
    """Working days since the deadline, begun ones counted; 0 when it has not passed."""
    zona, kini, k = zona_waktu(), timezone.now(), kalender(pemilik)
    menit = lama_kerja(tenggat, kini, zona, k)
    return math.ceil(menit / k.menit_sehari(kini.astimezone(zona).date()))
