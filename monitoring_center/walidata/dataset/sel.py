"""Reading one cell: what people write (decimal commas, 31-12-2025, "ya") or a spreadsheet keeps, as the value of its column.

Types and constraints are Table Schema, checked by the cell readers of `frictionless`; here stand what is particular to Indonesia
and the sentences that say what to do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from frictionless import Field

from inti.ui.format import setempat

MAKS_SEL = 10_000  # characters
ANGKA_TELITI = 10**15  # a spreadsheet keeps 15 digits of a number
RUMUS = re.compile(r"^=|^#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)$")
KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
RIBUAN = re.compile(r"^[+-]?[1-9]\d{0,2}(\.\d{3})+$", re.A)
RIBUAN_KOMA = re.compile(r"^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$", re.A)
TITIK_TIGA = re.compile(r"^[+-]?[1-9]\d{0,2}\.\d{3}$", re.A)
TANGGAL = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$", re.A)
JAM = re.compile(r"^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$", re.A)
YA = frozenset({"ya", "y", "benar", "true", "1"})
TIDAK = frozenset({"tidak", "t", "salah", "false", "0"})
BULAT = re.compile(r"^[+-]?\d{1,18}$", re.A)
DESIMAL = re.compile(r"^[+-]?\d{1,30}(\.\d{1,30})?$", re.A)

SALAH_TIPE = {
    "string": "Bukan teks.",
    "integer": "Bukan bilangan bulat. Tulis angka saja, misalnya 1250.",
    "number": "Bukan bilangan. Tulis angka dengan koma desimal, misalnya 12,5.",
    "boolean": "Isi dengan ya atau tidak.",
    "date": "Bukan tanggal. Tulis hari-bulan-tahun, misalnya 31-12-2025.",
    "datetime": "Bukan tanggal dan jam. Tulis misalnya 31-12-2025 14.30.",
    "year": "Bukan tahun. Tulis empat angka, misalnya 2025.",
}
SALAH_BATASAN = {
    "required": "Wajib diisi.",
    "minimum": "Lebih kecil dari batas terkecil, {batas}.",
    "maximum": "Lebih besar dari batas terbesar, {batas}.",
    "minLength": "Terlalu pendek; paling sedikit {batas} huruf.",
    "maxLength": "Terlalu panjang; paling banyak {batas} huruf.",
    "pattern": "Bentuknya tidak sesuai ({batas}).",
    "enum": "Bukan salah satu pilihan: {batas}.",
}
ANGKA_PANJANG = "Lembar kerja tidak menyimpan angka terakhir bilangan panjang. Ubah format sel menjadi Teks, lalu ketik ulang."
RAGU = "“{}” dapat berarti ribuan atau pecahan. Tulis {} atau {}."
JENIS = {
    "tipe": "Tipe salah",
    "required": "Wajib diisi",
    "minimum": "Di bawah batas",
    "maximum": "Di atas batas",
    "minLength": "Terlalu pendek",
    "maxLength": "Terlalu panjang",
    "pattern": "Bentuk tidak sesuai",
    "enum": "Bukan pilihan yang ada",
    "unik": "Nilai ganda",
    "kunci": "Kunci ganda",
    "rumus": "Rumus atau galat lembar kerja",
    "karakter": "Karakter tidak sah",
    "ragu": "Angka yang dapat dibaca dua cara",
    "sel": "Jumlah sel tidak cocok",
}
"""Kind of an error -> heading of its count."""


class SelSalah(Exception):
    """The cell cannot be taken. `jenis`: key of JENIS."""

    def __init__(self, jenis: str, pesan: str) -> None:
        super().__init__(pesan)
        self.jenis, self.pesan = jenis, pesan


@dataclass(frozen=True)
class Pembaca:
    """Of one column. `baca(cell)`: the value as JSON keeps it, None for an empty cell; raises SelSalah."""

    nama: str
    judul: str
    tersandi: bool
    konteks: str
    indeks: str
    unik: bool
    baca: Callable[[Any], Any]


def pembaca(kolom: dict[str, Any]) -> Pembaca:
    """From a field of the catalogue (`inti.dataset.Kolom.skema`)."""
    tipe, batasan = kolom.get("type", "string"), dict(kolom.get("constraints") or {})
    unik = bool(batasan.pop("unique", False))
    return Pembaca(
        nama=kolom["name"],
        judul=kolom.get("title") or kolom["name"],
        tersandi=bool(kolom.get("tersandi")),
        konteks=kolom.get("konteks", ""),
        indeks=kolom.get("indeks", ""),
        unik=unik,
        baca=_pembaca_sel(tipe, batasan, rahasia=bool(kolom.get("pribadi"))),
    )


def _pembaca_sel(tipe: str, batasan: dict[str, Any], *, rahasia: bool) -> Callable[[Any], Any]:
    bidang = Field.from_descriptor({"name": "x", "type": tipe, "constraints": batasan})
    periksa = bidang.create_cell_reader()
    ubah = PENGUBAH[tipe]

    def baca(sel: Any) -> Any:
        if isinstance(sel, str):
            sel = _teks(sel)
        nilai, catatan = periksa(None if sel is None else ubah(sel))
        if catatan:
            raise _salah(tipe, catatan, batasan, "" if rahasia else _kutip(sel))
        return nilai if nilai is None or tipe not in TERTULIS else TERTULIS[tipe](nilai)

    return baca


def _teks(sel: str) -> str | None:
    teks = sel.strip()
    if len(teks) > MAKS_SEL:
        raise SelSalah("maxLength", f"Isi sel terlalu panjang; paling banyak {MAKS_SEL} huruf.")
    if KENDALI.search(teks):
        raise SelSalah("karakter", "Memuat karakter yang tidak terlihat dan tidak sah. Ketik ulang isinya.")
    if RUMUS.match(teks):
        raise SelSalah("rumus", "Berisi rumus atau galat lembar kerja. Salin lalu tempel sebagai nilai.")
    return teks or None


def _salah(tipe: str, catatan: dict[str, str], batasan: dict[str, Any], isi: str) -> SelSalah:
    jenis = next(iter(catatan))
    if jenis == "type":
        return SelSalah("tipe", SALAH_TIPE[tipe] + isi)
    batas = batasan.get(jenis)
    sebut = ", ".join(map(str, batas[:12])) if isinstance(batas, list) else str(batas)
    return SelSalah(jenis, SALAH_BATASAN[jenis].format(batas=sebut) + isi)


def _kutip(sel: Any) -> str:
    teks = "" if sel is None else str(sel)
    return f" Tertulis “{teks[:40]}{'…' if len(teks) > 40 else ''}”." if teks else ""


# From what stands in the cell (never None) to what frictionless reads. What cannot be read is returned as it is: then it says so.


def _string(sel: Any) -> Any:
    if isinstance(sel, bool):
        return "Ya" if sel else "Tidak"
    if isinstance(sel, int | float):
        if abs(sel) >= ANGKA_TELITI:
            raise SelSalah("tipe", ANGKA_PANJANG)
        return str(int(sel)) if float(sel).is_integer() else str(sel)
    if isinstance(sel, datetime) and not (sel.hour or sel.minute or sel.second):
        return sel.date().isoformat()
    return sel if isinstance(sel, str) else str(sel)


def _integer(sel: Any) -> Any:
    if isinstance(sel, str):
        sel = sel.replace(".", "") if RIBUAN.match(sel) else sel
        return int(sel) if BULAT.match(sel) else "bukan bilangan"
    if isinstance(sel, int | float) and not isinstance(sel, bool) and abs(sel) >= 10**18:
        return "terlalu besar"
    return sel


def _number(sel: Any) -> Any:
    if isinstance(sel, float):
        return Decimal(str(sel)) if sel - sel == 0 else "tak hingga"
    if not isinstance(sel, str):
        return sel
    if TITIK_TIGA.match(sel):
        raise SelSalah("ragu", RAGU.format(sel, sel.replace(".", ""), sel.replace(".", ",")))

    if RIBUAN_KOMA.match(sel) and ("." in sel or sel.count(",") > 1):
        sel = sel.replace(",", "")
    elif "," in sel:
        bulat, _, pecahan = sel.partition(",")
        sel = f"{bulat.replace('.', '') if RIBUAN.match(bulat) else bulat}.{pecahan}"
    elif RIBUAN.match(sel):
        sel = sel.replace(".", "")
    return Decimal(sel) if DESIMAL.match(sel) else "bukan angka"


def _boolean(sel: Any) -> Any:
    if isinstance(sel, int | float):
        sel = str(int(sel)) if sel in (0, 1) else str(sel)
    rendah = sel.casefold() if isinstance(sel, str) else ""
    return True if rendah in YA else False if rendah in TIDAK else sel


def _tanggal(teks: str) -> date | None:
    """31-12-2025 (also with / . or a blank) or 2025-12-31."""
    cocok = TANGGAL.match(teks)
    try:
        if cocok:
            return date(int(cocok[3]), int(cocok[2]), int(cocok[1]))
        return date.fromisoformat(teks) if len(teks) == 10 and teks.isascii() else None
    except ValueError:
        return None


def _date(sel: Any) -> Any:
    if isinstance(sel, datetime):
        return sel.date() if not (sel.hour or sel.minute or sel.second) else "memuat jam"
    if isinstance(sel, date):
        return sel
    return (_tanggal(sel) if isinstance(sel, str) else None) or "bukan tanggal"


def _datetime(sel: Any) -> Any:
    """A local time without its zone, which frictionless can compare with its limits."""
    if isinstance(sel, datetime):
        return setempat(sel).replace(tzinfo=None)
    if isinstance(sel, date):
        return datetime.combine(sel, time())
    if not isinstance(sel, str):
        return "bukan waktu"
    hari, _, jam = sel.partition(" ")
    cocok, tanggal = JAM.match(jam or "0:00"), _tanggal(hari)
    try:
        if tanggal and cocok:
            return datetime.combine(tanggal, time(int(cocok[1]), int(cocok[2]), int(cocok[3] or 0)))
        utuh = datetime.fromisoformat(sel) if sel.isascii() and "T" in sel else None
    except ValueError:
        utuh = None
    return setempat(utuh).replace(tzinfo=None) if utuh else "bukan waktu"


def _year(sel: Any) -> Any:
    if isinstance(sel, float) and sel.is_integer():
        sel = int(sel)
    return "bukan tahun" if isinstance(sel, bool) else str(sel)


PENGUBAH: dict[str, Callable[[Any], Any]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "year": _year,
}


def _tulis_waktu(nilai: datetime) -> str:
    return setempat(nilai).isoformat()


TERTULIS: dict[str, Callable[[Any], Any]] = {
    "number": str,
    "date": date.isoformat,
    "datetime": _tulis_waktu,
}
"""How a value is written in JSON; the others are JSON already."""
