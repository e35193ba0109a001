"""Days of the procedure: deadlines in working days of the kabupaten's calendar, periods by local midnights."""

import datetime as dt

from django.conf import settings

from inti.akun.waktu import zona_waktu
from layanan.enums import SatuanWaktu
from layanan.waktu.kalender import KALENDER_BAKU
from layanan.waktu.tenggat import janji


def awal_hari(tanggal: dt.date) -> dt.datetime:
    return dt.datetime.combine(tanggal, dt.time(), zona_waktu())


def akhir_hari(tanggal: dt.date) -> dt.datetime:
    """Midnight after the day: an end that is not included."""
    return awal_hari(tanggal + dt.timedelta(days=1))


def hari_terakhir(selesai: dt.datetime) -> dt.date:
    """The last day on which something holds that ends at `selesai`."""
    return (selesai - dt.timedelta(microseconds=1)).astimezone(zona_waktu()).date()


def _sesudah(pada: dt.datetime, hari_kerja: int) -> dt.datetime:
    return janji(pada, hari_kerja, SatuanWaktu.HARI_KERJA, kalender=KALENDER_BAKU)


def tenggat_rekomendasi(diajukan: dt.datetime) -> dt.datetime:
    return _sesudah(diajukan, settings.SPBE_TENGGAT_REKOMENDASI)


def tenggat_keputusan(direkomendasikan: dt.datetime) -> dt.datetime:
    return _sesudah(direkomendasikan, settings.SPBE_TENGGAT_KEPUTUSAN)
