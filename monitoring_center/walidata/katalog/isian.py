"""Checking what a walidata writes about a dataset: Satu Data metadata and the columns as a Table Schema."""

import re
from typing import Any

from inti.dataset import JENIS_PRIBADI
from inti.errors import MasukanSalah

from .models import ISI, Akses, Cakupan, Dataset, Jenis, Periode, SumberData

POLA_NAMA = re.compile(r"^[a-z][a-z0-9_]{0,40}$")
TIPE = {
    "string": "Teks",
    "integer": "Bilangan bulat",
    "number": "Bilangan desimal",
    "boolean": "Ya/tidak",
    "date": "Tanggal",
    "datetime": "Tanggal dan jam",
    "year": "Tahun",
}
BATASAN: dict[str, type | tuple[type, ...]] = {
    "required": bool, "unique": bool, "minimum": (int, float, str), "maximum": (int, float, str),
    "minLength": int, "maxLength": int, "pattern": str, "enum": list,
}  # fmt: skip
# Columns that the platform itself adds to a sektoral dataset
NAMA_TERPAKAI = frozenset({"nomor", "versi", "baris"})
MAKS_KOLOM = 60
PILIHAN = {"periode": Periode, "sumber_data": SumberData, "akses": Akses, "cakupan": Cakupan}
WAJIB = {"nama": "nama", "konsep": "konsep", "definisi": "definisi"}


def periksa_isian(isian: dict[str, Any], *, jenis: str, kode: str) -> dict[str, Any]:
    """The cleaned values of the fields given, `kontak` included. Raises MasukanSalah naming each field that is wrong."""
    salah: dict[str, str] = {}
    bersih: dict[str, Any] = {
        k: v.strip() if isinstance(v, str) else v for k, v in isian.items() if k in (*ISI, "kontak")
    }
    for bidang, sebutan in WAJIB.items():
        if not bersih.get(bidang, "x"):
            salah[bidang] = f"Isi {sebutan}."
    for bidang, pilihan in PILIHAN.items():
        if bidang in bersih and bersih[bidang] not in pilihan.values:
            salah[bidang] = "Pilih salah satu."
    for nama, nilai in bersih.items():
        maks = getattr(Dataset._meta.get_field(nama), "max_length", None)
        if maks and isinstance(nilai, str) and len(nilai) > maks:
            salah[nama] = f"Paling panjang {maks} huruf."
    if "klasifikasi" in bersih:
        bersih["klasifikasi"] = [str(k).strip() for k in bersih["klasifikasi"] or [] if str(k).strip()]
    if not 1 <= int(bersih.get("k_minimum", 1)) <= 1000:
        salah["k_minimum"] = "Isi bilangan dari 1 sampai 1.000."
    if "kolom" in bersih:
        try:
            bersih["kolom"] = periksa_kolom(bersih["kolom"], jenis=jenis, kode=kode)
        except MasukanSalah as galat:
            salah["kolom"] = galat.pesan
        else:
            if bersih.get("akses") == Akses.TERBUKA and any(k.get("pribadi") for k in bersih["kolom"]):
                salah["akses"] = "Dataset dengan kolom data pribadi tidak dapat terbuka."
    if salah:
        raise MasukanSalah("Periksa isian yang ditandai.", bidang=salah)
    return bersih


def periksa_kolom(kolom: Any, *, jenis: str, kode: str) -> list[dict[str, Any]]:
    """The fields of the Table Schema, cleaned. Personal columns of a sektoral dataset are kept encrypted, with a blind index."""
    if not isinstance(kolom, list) or not all(isinstance(k, dict) for k in kolom):
        raise MasukanSalah("Daftar kolom tidak terbaca.")
    if len(kolom) > MAKS_KOLOM:
        raise MasukanSalah(f"Paling banyak {MAKS_KOLOM} kolom.")
    hasil = [_satu_kolom(k, jenis=jenis, kode=kode) for k in kolom]
    nama = [k["name"] for k in hasil] + [k["indeks"] for k in hasil if k.get("indeks")]
    if ganda := sorted({n for n in nama if nama.count(n) > 1}):
        raise MasukanSalah(f"Nama kolom dipakai dua kali: {', '.join(ganda)}.")
    return hasil


def _satu_kolom(k: dict[str, Any], *, jenis: str, kode: str) -> dict[str, Any]:
    nama = str(k.get("name", "")).strip()
    if not POLA_NAMA.match(nama):
        raise MasukanSalah(
            f"Nama kolom “{nama[:60]}” tidak sah: mulai dengan huruf kecil, lalu huruf kecil, angka, atau garis bawah."
        )
    if jenis == Jenis.SEKTORAL and nama in NAMA_TERPAKAI:
        raise MasukanSalah(f"Nama kolom “{nama}” dipakai oleh sistem. Pilih nama lain.")
    tipe, pribadi = k.get("type", "string"), k.get("pribadi") or ""
    if tipe not in TIPE:
        raise MasukanSalah(f"Tipe kolom “{nama}” tidak dikenal.")
    if pribadi not in JENIS_PRIBADI:
        raise MasukanSalah(f"Tanda data pribadi kolom “{nama}” tidak dikenal.")
    judul = str(k.get("title") or nama).strip()[:100]
    isi: dict[str, Any] = {"name": nama, "title": judul, "type": tipe}
    if keterangan := str(k.get("description") or "").strip()[:500]:
        isi["description"] = keterangan
    if batasan := _batasan(nama, k.get("constraints") or {}):
        isi["constraints"] = batasan
    if isinstance(k.get("cacah"), bool):
        isi["cacah"] = k["cacah"]
    if pribadi:
        isi["pribadi"] = pribadi
    if (
        k.get("kunci") and jenis == Jenis.SEKTORAL
    ):  # Table Schema: the columns of a primary key are never empty
        isi |= {"kunci": True, "constraints": isi.get("constraints", {}) | {"required": True}}
    if jenis == Jenis.SISTEM:
        return isi | {b: k[b] for b in ("tersandi", "konteks", "indeks") if k.get(b)}
    if pribadi:
        isi |= {"tersandi": True, "konteks": f"dataset.{kode}.{nama}", "indeks": f"{nama}_indeks"}
    return isi


def _batasan(nama: str, batasan: Any) -> dict[str, Any]:
    if not isinstance(batasan, dict) or not set(batasan) <= set(BATASAN):
        raise MasukanSalah(f"Batasan kolom “{nama}” tidak dikenal.")
    bersih = {k: v for k, v in batasan.items() if v is not None and v is not False and v not in ("", [])}
    for kunci, nilai in bersih.items():
        if not isinstance(nilai, BATASAN[kunci]) or (kunci not in ("required", "unique") and nilai is True):
            raise MasukanSalah(f"Batasan “{kunci}” kolom “{nama}” tidak sah.")
    if "pattern" in bersih:
        try:
            re.compile(bersih["pattern"])
        except re.error:
            raise MasukanSalah(f"Pola kolom “{nama}” bukan ungkapan reguler yang sah.") from None
    return bersih
