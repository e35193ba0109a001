"""Values as an Indonesian letter writes them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

BULAN = (
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
)
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SATUAN_MASA = {
    "hari": "hari",
    "hari_kerja": "hari kerja",
    "minggu": "minggu",
    "bulan": "bulan",
    "tahun": "tahun",
}
_SATUAN_LABEL = re.compile(r"\s*\((m2|%)\)$")
_JAM = re.compile(r"^(\d{1,2})[:.](\d{2})(?::\d{2})?")
_KURUNG_AKHIR = re.compile(r"\s*\([^)]*\)$")


def tanggal_id(nilai: Any) -> str:
    """date or "2026-11-23" -> "23 November 2026"; other text unchanged."""
    try:
        hari = date.fromisoformat(nilai[:10]) if isinstance(nilai, str) else nilai
        return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"
    except (ValueError, AttributeError, TypeError):
        return "" if nilai is None else str(nilai)


def hari_tanggal(nilai: date) -> str:
    return f"{HARI[nilai.weekday()]}, {tanggal_id(nilai)}"


def bulan_romawi(bulan: int) -> str:
    return ROMAWI[bulan - 1]


def angka(nilai: Any) -> str:
    """1234567.5 -> "1.234.567,5"; text that is not a number unchanged."""
    try:
        bilangan = Decimal(str(nilai))
    except InvalidOperation:
        return str(nilai)
    if not bilangan.is_finite():
        return str(nilai)
    teks = f"{bilangan:,f}"
    if "." in teks:
        teks = teks.rstrip("0").rstrip(".")
    return teks.translate(str.maketrans(",.", ".,"))


def rupiah(nilai: Any) -> str:
    teks = angka(nilai)
    return f"Rp{teks}" if teks[:1].isdigit() else teks


def jam(nilai: Any, zona: str) -> str:
    """ "09:30" or "09:30:00" -> "09.30 WITA"; other text unchanged."""
    cocok = _JAM.match(str(nilai))
    return f"{cocok[1]}.{cocok[2]} {zona}".strip() if cocok else str(nilai)


def waktu(nilai: Any, zona: str) -> str:
    teks = nilai.isoformat() if isinstance(nilai, datetime) else str(nilai)
    hari, _, pukul = teks.replace(" ", "T").partition("T")
    return f"{tanggal_id(hari)} pukul {jam(pukul, zona)}" if pukul else tanggal_id(hari)


def label_bersih(label: str) -> str:
    """Field label as printed: hints in brackets are for the person at the form."""
    return _KURUNG_AKHIR.sub("", label)


def nilai_isian(
    nilai: Any, bidang: Mapping[str, Any], *, zona: str = "WITA", wilayah: Mapping[str, str] | None = None
) -> str:
    """One answer of the form, by its declared `tipe` (layanan_kecamatan.json "tipe_isian")."""
    if nilai is None or nilai == "":
        return ""
    tipe = bidang.get("tipe", "teks")
    satuan = _SATUAN_LABEL.search(str(bidang.get("label", "")))
    match tipe:
        case "uang":
            return rupiah(nilai)
        case "angka" if not str(bidang.get("nama", "")).startswith("tahun"):
            teks = angka(nilai)
            return teks + {"m2": " m²", "%": "%"}[satuan[1]] if satuan else teks
        case "tanggal":
            return tanggal_id(nilai)
        case "jam":
            return jam(nilai, zona)
        case "waktu":
            return waktu(nilai, zona)
        case "wilayah":
            return (wilayah or {}).get(str(nilai), str(nilai))
        case "titik":
            return ", ".join(map(str, nilai)) if isinstance(nilai, list | tuple) else str(nilai)
        case _:
            return str(nilai)


def masa_berlaku_id(masa: Mapping[str, Any] | None) -> str:
    """{"nilai": 3, "satuan": "bulan"} -> "3 bulan"; "" when it does not expire by date."""
    if not masa or masa.get("satuan") not in SATUAN_MASA:
        return ""
    return f"{masa['nilai']} {SATUAN_MASA[masa['satuan']]}"
