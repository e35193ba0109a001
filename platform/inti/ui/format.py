"""Numbers, dates and durations as Indonesians write them, as plain text; an empty value is "–"."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from inti.situs import situs_kini

KOSONG = "–"
BULAN = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
BULAN_PENDEK = [b[:3] if b != "Agustus" else "Agu" for b in BULAN]
HARI = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
SINGKATAN_ZONA = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}


def zona_kini() -> ZoneInfo:
    """Time zone of the instansi of this request, else of the deployment."""
    situs = situs_kini()
    nama = situs.instansi.zona_waktu if situs and situs.instansi else settings.TIME_ZONE
    return ZoneInfo(nama)


def setempat(nilai: datetime) -> datetime:
    """The instant in the local zone; a naive datetime is taken as local already."""
    zona = zona_kini()
    return nilai.replace(tzinfo=zona) if timezone.is_naive(nilai) else nilai.astimezone(zona)


def _hari(nilai: date | datetime) -> date:
    return setempat(nilai).date() if isinstance(nilai, datetime) else nilai


def tanggal(nilai: date | datetime | None) -> str:
    """17 November 2022"""
    if not nilai:
        return KOSONG
    hari = _hari(nilai)
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def tanggal_pendek(nilai: date | datetime | None) -> str:
    """17 Nov 2022"""
    if not nilai:
        return KOSONG
    hari = _hari(nilai)
    return f"{hari.day} {BULAN_PENDEK[hari.month - 1]} {hari.year}"


def tanggal_hari(nilai: date | datetime | None) -> str:
    """Kamis, 26 November 2026"""
    return f"{HARI[_hari(nilai).weekday()]}, {tanggal(nilai)}" if nilai else KOSONG


def jam(nilai: datetime | None) -> str:
    """14.00 WITA"""
    if not nilai:
        return KOSONG
    lokal = setempat(nilai)
    nama = SINGKATAN_ZONA.get(str(lokal.tzinfo), lokal.tzname() or "")
    return f"{lokal:%H.%M} {nama}".strip()


def tanggal_jam(nilai: date | datetime | None) -> str:
    """Kamis, 26 November 2026, 14.00 WITA (a date without time: no time)"""
    if not nilai:
        return KOSONG
    return f"{tanggal_hari(nilai)}, {jam(nilai)}" if isinstance(nilai, datetime) else tanggal_hari(nilai)


def _desimal(nilai: Any) -> Decimal | None:
    if nilai is None or nilai == "":
        return None
    try:
        hasil = Decimal(str(nilai))
    except InvalidOperation:
        return None
    return hasil if hasil.is_finite() else None


def angka(nilai: Any, desimal: int | None = None) -> str:
    """1.234,5; without `desimal` at most two decimals and no trailing zeros."""
    bilangan = _desimal(nilai)
    if bilangan is None:
        return KOSONG
    bulat = bilangan.quantize(Decimal(1).scaleb(-(2 if desimal is None else desimal)), rounding=ROUND_HALF_UP)
    if desimal is None:
        bulat = bulat.normalize()
    teks = f"{abs(bulat):,f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return f"−{teks}" if bulat < 0 else teks


def persen(nilai: Any, desimal: int | None = None) -> str:
    """87,5% (the value is already in per cent)"""
    return KOSONG if _desimal(nilai) is None else f"{angka(nilai, 1 if desimal is None else desimal)}%"


def rupiah(nilai: Any) -> str:
    """Rp1.250.000"""
    bilangan = _desimal(nilai)
    if bilangan is None:
        return KOSONG
    return ("−Rp" if bilangan < 0 else "Rp") + angka(abs(bilangan), None if bilangan % 1 else 0)


def lama(nilai: timedelta | float | None) -> str:
    """2 hari 3 jam: the two largest units of a timedelta, or of a number of minutes."""
    if nilai is None or nilai == "":
        return KOSONG
    rentang = nilai if isinstance(nilai, timedelta) else timedelta(minutes=float(nilai))
    menit = int(abs(rentang).total_seconds() // 60)
    bagian = [(menit // 1440, "hari"), (menit // 60 % 24, "jam"), (menit % 60, "menit")]
    isi = [(n, satuan) for n, satuan in bagian if n]
    if not isi:
        return "kurang dari 1 menit"
    pertama = bagian.index(isi[0])
    teks = " ".join(f"{angka(n)} {satuan}" for n, satuan in bagian[pertama : pertama + 2] if n)
    return f"−{teks}" if rentang < timedelta(0) else teks


def sejak(nilai: date | datetime | None, kini: datetime | None = None) -> str:
    """2 jam lalu, kemarin, 3 hari lagi; more than 30 days away the date itself."""
    if not nilai:
        return KOSONG
    kini = setempat(kini or timezone.now())
    hari = (kini.date() - _hari(nilai)).days
    if abs(hari) > 30:
        return tanggal_pendek(nilai)
    if hari == 0 or (isinstance(nilai, datetime) and abs(kini - setempat(nilai)) < timedelta(hours=12)):
        return _sejak_jam(kini - setempat(nilai)) if isinstance(nilai, datetime) else "hari ini"
    dekat = {1: "kemarin", -1: "besok"}.get(hari)
    return dekat or (f"{hari} hari lalu" if hari > 0 else f"{-hari} hari lagi")


def _sejak_jam(selisih: timedelta) -> str:
    menit = int(abs(selisih).total_seconds() // 60)
    if menit < 1:
        return "baru saja"
    teks = f"{menit} menit" if menit < 60 else f"{menit // 60} jam"
    return f"{teks} lalu" if selisih > timedelta(0) else f"{teks} lagi"


def samar_nik(nilai: str | None) -> str:
    """630101********01: district and last two digits stay, the birth date is hidden."""
    if not nilai:
        return KOSONG
    nik = str(nilai)
    return f"{nik[:6]}{'*' * 8}{nik[-2:]}" if len(nik) == 16 else "*" * max(len(nik) - 2, 0) + nik[-2:]


def ukuran(bita: int | None) -> str:
    """1,2 MB"""
    jumlah = _desimal(bita)
    if jumlah is None:
        return KOSONG
    for satuan in ("B", "kB", "MB"):
        if jumlah < 1000:
            return f"{angka(jumlah, 0 if satuan == 'B' else 1).removesuffix(',0')} {satuan}"
        jumlah /= 1000
    return f"{angka(jumlah, 1)} GB"
