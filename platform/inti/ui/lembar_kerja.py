"""Spreadsheets (XLSX) written row by row, and CSV with the same cells: no cell of it can run as a formula.

    isi = buku_kerja([Lembar("Register", kolom=[KolomLembar("Nomor", 22), …], baris=rows, judul=["BUKU REGISTER", "Tahun 2026"])])

Cells keep their type (number, date, moment, yes/no), so that a spreadsheet can add and sort them. Moments are written in the
local zone of the instansi. Text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, TextIO

from django.http import HttpResponse
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from inti.ui.format import setempat

RUMUS = ("=", "+", "-", "@", "\t", "\r")
TERKENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PANJANG_SEL = 32_000  # characters; Excel refuses more than 32,767
KONTEN_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KONTEN_CSV = "text/csv; charset=utf-8"
BENTUK = {datetime: "dd-mm-yyyy hh:mm", date: "dd-mm-yyyy"}


@dataclass(frozen=True)
class KolomLembar:
    label: str
    lebar: float = 16
    bentuk: str = ""  # number format of the column, e.g. "0.00"


@dataclass
class Lembar:
    nama: str
    kolom: Sequence[KolomLembar]
    baris: Iterable[Sequence[Any]]
    judul: Sequence[str] = field(default_factory=list)


def teks_aman(teks: str) -> str:
    """Text that no spreadsheet runs."""
    bersih = TERKENDALI.sub("", teks)[:PANJANG_SEL]
    return f"'{bersih}" if teks.startswith(RUMUS) or bersih.startswith(RUMUS) else bersih


def nilai_sel(nilai: Any) -> Any:
    """The value as a typed cell takes it: numbers and dates as they are, moments local, all else safe text."""
    if nilai is None or nilai == "":
        return None
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, (int, float, Decimal)):
        return nilai
    if isinstance(nilai, datetime):
        return setempat(nilai).replace(tzinfo=None)
    if isinstance(nilai, date):
        return nilai
    return teks_aman(str(nilai))


def buku_kerja(lembar: Sequence[Lembar]) -> bytes:
    """The file. Rows are taken from their iterator one at a time and never held together."""
    buku = Workbook(write_only=True)
    for satu in lembar:
        _tulis(buku, satu)
    hasil = BytesIO()
    buku.save(hasil)
    return hasil.getvalue()


def _tulis(buku: Workbook, lembar: Lembar) -> None:
    halaman = buku.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", lembar.nama)[:31])
    kepala = len(lembar.judul) + (1 if lembar.judul else 0) + 1
    halaman.freeze_panes = f"A{kepala + 1}"
    halaman.print_title_rows = f"{kepala}:{kepala}"
    halaman.page_setup.orientation, halaman.page_setup.fitToHeight = "landscape", 0
    halaman.sheet_properties.pageSetUpPr.fitToPage = True
    for n, kolom in enumerate(lembar.kolom, 1):
        halaman.column_dimensions[get_column_letter(n)].width = kolom.lebar
    for n, judul in enumerate(lembar.judul):
        halaman.append([_sel(halaman, teks_aman(judul), Font(bold=n == 0, size=14 if n == 0 else 11))])
    if lembar.judul:
        halaman.append([])
    tebal, latar, rata = Font(bold=True), PatternFill("solid", fgColor="E6EBEB"), Alignment(wrap_text=True)
    sel_kepala = [_sel(halaman, teks_aman(k.label), tebal) for k in lembar.kolom]
    for sel in sel_kepala:
        sel.fill, sel.alignment = latar, rata
    halaman.append(sel_kepala)
    bentuk = [k.bentuk for k in lembar.kolom]
    for baris in lembar.baris:
        halaman.append([_isi(halaman, n, bentuk[i] if i < len(bentuk) else "") for i, n in enumerate(baris)])


def _sel(halaman: Any, nilai: Any, huruf: Font) -> Any:
    sel = WriteOnlyCell(halaman, value=nilai)
    sel.font = huruf
    return sel


def _isi(halaman: Any, nilai: Any, bentuk: str) -> Any:
    isi = nilai_sel(nilai)
    bentuk = bentuk if bentuk and isinstance(isi, (int, float, Decimal)) else BENTUK.get(type(isi), "")
    if not bentuk:
        return isi
    sel = WriteOnlyCell(halaman, value=isi)
    sel.number_format = bentuk
    return sel


def _teks_csv(nilai: Any) -> str:
    isi = nilai_sel(nilai)
    if isi is None:
        return ""
    if isinstance(isi, datetime):
        return f"{isi:%d-%m-%Y %H.%M}"
    if isinstance(isi, date):
        return f"{isi:%d-%m-%Y}"
    if isinstance(isi, (float, Decimal)):
        return str(isi).replace(".", ",")
    return str(isi)


def tulis_csv(berkas: TextIO, kolom: Sequence[KolomLembar], baris: Iterable[Sequence[Any]]) -> None:
    """As Indonesian Excel opens it: semicolons and decimal commas. `berkas`: opened with newline="" and utf-8-sig."""
    penulis = csv.writer(berkas, delimiter=";")
    penulis.writerow([teks_aman(k.label) for k in kolom])
    penulis.writerows([_teks_csv(n) for n in satu] for satu in baris)


def berkas_csv(kolom: Sequence[KolomLembar], baris: Iterable[Sequence[Any]]) -> bytes:
    """The whole file, with a byte order mark."""
    teks = StringIO(newline="")
    tulis_csv(teks, kolom, baris)
    return teks.getvalue().encode("utf-8-sig")


def respons_unduh(isi: bytes, *, nama: str, akhiran: str) -> HttpResponse:
    """A file to keep, never cached by others. `akhiran`: xlsx, csv or pdf."""
    konten = {"xlsx": KONTEN_XLSX, "csv": KONTEN_CSV, "pdf": "application/pdf"}[akhiran]
    return HttpResponse(
        isi,
        content_type=konten,
        headers={
            "Content-Disposition": f'attachment; filename="{slugify(nama) or "laporan"}.{akhiran}"',
            "Cache-Control": "private, no-store",
        },
    )
