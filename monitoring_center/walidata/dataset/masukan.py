"""Opening an uploaded CSV or XLSX as rows of cells, in bounded memory; finding its headers and which column each one is."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from .models import MAKS_BARIS
from .teks_bersama import PembacaBuku

MAKS_JUDUL = 300  # columns of a file that are looked at
CARI_JUDUL = 10  # rows in which the headers are looked for
PEMISAH = (";", ",", "\t", "|")
SEL_TERPANJANG = 131_072  # characters: more than this is an unclosed quote


class TidakTerbaca(Exception):
    """The file as a whole cannot be taken; the message says why and what to do."""


@dataclass
class Isi:
    """`baris`: (row in the file, its cells), without headers and blank rows. `posisi`: column -> index of its cell."""

    baris: Iterator[tuple[int, Sequence[Any]]]
    pemetaan: list[dict[str, str]]
    posisi: dict[str, int]
    lebar: int
    perkiraan: int


@dataclass
class _Judul:
    baris: int
    sel: list[str]
    posisi: dict[str, int] = field(default_factory=dict)


@contextmanager
def buka(jalur: Path, jenis_konten: str, kolom: list[dict[str, Any]]) -> Iterator[Isi]:
    """Raises TidakTerbaca, also while rows are taken."""
    pembuka = _buka_csv if jenis_konten == "text/csv" else _buka_xlsx
    with pembuka(jalur, kolom) as isi:
        yield isi


def rapi(teks: str) -> str:
    return re.sub(r"[\W_]+", " ", teks.casefold()).strip()


def cocokkan(judul: Sequence[Any], kolom: list[dict[str, Any]]) -> dict[str, int]:
    """Column -> index of its header, by name or title, whatever the order, the case and the punctuation."""
    nama = {rapi(k.get("title") or k["name"]): k["name"] for k in kolom} | {
        rapi(k["name"]): k["name"] for k in kolom
    }
    hasil: dict[str, int] = {}
    for n, j in enumerate(judul):
        k = nama.get(rapi(str(j or "")))
        if k and k in hasil:
            raise TidakTerbaca(f"Kolom “{j}” ada dua kali. Hapus salah satu, lalu unggah lagi.")
        if k:
            hasil[k] = n
    return hasil


def _cari_judul(awal: list[tuple[int, Sequence[Any]]], kolom: list[dict[str, Any]]) -> _Judul:
    """Of the first rows the one that names most columns. Raises TidakTerbaca when none does, or a required one is missing."""
    calon = [_Judul(n, [str(s or "").strip() for s in sel], cocokkan(sel, kolom)) for n, sel in awal]
    judul = max(calon, key=lambda c: len(c.posisi), default=None)
    sebut = ", ".join(f"“{k.get('title') or k['name']}”" for k in kolom)
    if judul is None or not judul.posisi:
        raise TidakTerbaca(
            f"Judul kolom tidak ditemukan. Baris pertama harus berisi judul kolom: {sebut}."
            " Unduh templat, lalu salin data Anda ke sana."
        )
    wajib = [
        k.get("title") or k["name"]
        for k in kolom
        if (k.get("constraints") or {}).get("required") and k["name"] not in judul.posisi
    ]
    if wajib:
        raise TidakTerbaca(
            f"Kolom wajib tidak ada: {', '.join(f'“{w}”' for w in wajib)}. Tambahkan kolomnya, lalu unggah lagi."
        )
    while judul.sel and not judul.sel[-1]:
        judul.sel.pop()
    return judul


def _pemetaan(judul: _Judul, kolom: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Header -> column in the order of the file; "" as column: not loaded; "" as header: not in the file."""
    per_posisi = {n: k for k, n in judul.posisi.items()}
    ada = [{"judul": j[:100], "kolom": per_posisi.get(n, "")} for n, j in enumerate(judul.sel)]
    return ada + [{"judul": "", "kolom": k["name"]} for k in kolom if k["name"] not in judul.posisi]


def _isi(
    baris: Iterator[tuple[int, Sequence[Any]]], judul: _Judul, kolom: list[dict[str, Any]], perkiraan: int
) -> Isi:
    return Isi(
        _bukan_kosong(baris),
        _pemetaan(judul, kolom),
        judul.posisi,
        len(judul.sel),
        min(perkiraan, MAKS_BARIS),
    )


def _bukan_kosong(baris: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[tuple[int, Sequence[Any]]]:
    banyak = 0
    for n, sel in baris:
        if not any(s is not None and s != "" for s in sel):
            continue
        banyak += 1
        if banyak > MAKS_BARIS:
            raise TidakTerbaca(
                "Berkas ini memuat lebih dari 1.000.000 baris. Bagi menurut periode, lalu unggah satu per satu."
            )
        yield n, sel


# CSV -----------------------------------------------------------------------------------------------------------------------


def _pindai(jalur: Path) -> tuple[str, int]:
    """Encoding and number of lines, in one pass over the bytes."""
    urai, utf8, baris = codecs.getincrementaldecoder("utf-8")(), True, 0
    with jalur.open("rb") as isi:
        while potongan := isi.read(1 << 20):
            baris += potongan.count(b"\n")
            if utf8:
                try:
                    urai.decode(potongan)
                except UnicodeDecodeError:
                    utf8 = False
    return ("utf-8-sig" if utf8 else "cp1252"), baris


@contextmanager
def _buka_csv(jalur: Path, kolom: list[dict[str, Any]]) -> Iterator[Isi]:
    enkode, garis = _pindai(jalur)
    with jalur.open("r", encoding=enkode, errors="replace", newline="") as berkas:
        pemisah = _pilih_pemisah(berkas, kolom)
        judul = _cari_judul(_awal(_baris_csv(berkas, pemisah)), kolom)
        baris = ((n, sel) for n, sel in _baris_csv(berkas, pemisah) if n > judul.baris)
        yield _isi(baris, judul, kolom, max(garis - judul.baris, 1))


def _awal(baris: Iterator[tuple[int, Sequence[Any]]]) -> list[tuple[int, Sequence[Any]]]:
    hasil = []
    for n, sel in baris:
        if n > CARI_JUDUL:
            break
        hasil.append((n, sel[:MAKS_JUDUL]))
    return hasil


def _pilih_pemisah(berkas: io.TextIOBase, kolom: list[dict[str, Any]]) -> str:
    """The separator under which most columns are recognised."""

    def dikenali(pemisah: str) -> int:
        return max((len(cocokkan(sel, kolom)) for _, sel in _awal(_baris_csv(berkas, pemisah))), default=0)

    return max(PEMISAH, key=dikenali)


def _baris_csv(berkas: io.TextIOBase, pemisah: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(SEL_TERPANJANG)
    berkas.seek(0)
    n = 0
    try:
        for n, sel in enumerate(csv.reader(berkas, delimiter=pemisah), 1):
            yield n, sel
    except csv.Error as galat:
        raise TidakTerbaca(
            f"Baris {n + 1} tidak terbaca: ada sel yang sangat panjang atau tanda kutip yang tidak ditutup."
            " Perbaiki, lalu unggah lagi."
        ) from galat


# XLSX ----------------------------------------------------------------------------------------------------------------------


@contextmanager
def _buka_xlsx(jalur: Path, kolom: list[dict[str, Any]]) -> Iterator[Isi]:
    with jalur.open("rb") as berkas, closing(_coba(lambda: _buku(berkas))) as pembaca:
        buku = pembaca.wb
        lembar = _coba(lambda: _pilih_lembar(buku))
        awal = _coba(lambda: _awal(_baris_xlsx(lembar, 1, MAKS_JUDUL, CARI_JUDUL)))
        judul = _cari_judul(awal, kolom)
        perkiraan = max((lembar.max_row or 0) - judul.baris, 0)  # 0: the file does not say
        lembar.reset_dimensions()
        baris = _baris_xlsx(lembar, judul.baris + 1, max(len(judul.sel), 1), None)
        yield _isi(baris, judul, kolom, perkiraan)


def _buku(berkas: BinaryIO) -> PembacaBuku:
    pembaca = PembacaBuku(berkas)
    pembaca.read()
    return pembaca


def _pilih_lembar(buku: Any) -> Any:
    """The sheet "Data" of the template, else the first one."""
    if not buku.worksheets:
        raise TidakTerbaca("Berkas Excel ini tidak mempunyai lembar kerja.")
    return next((w for w in buku.worksheets if w.title.casefold() == "data"), buku.worksheets[0])


def _baris_xlsx(
    lembar: Any, mulai: int, lebar: int, sampai: int | None
) -> Iterator[tuple[int, Sequence[Any]]]:
    baris = lembar.iter_rows(min_row=mulai, max_row=sampai, max_col=lebar, values_only=True)
    for n in range(mulai, MAKS_BARIS * 2):
        satu = _coba(lambda: next(baris, None))
        if satu is None:
            return
        yield n, satu


def _coba(kerja: Callable[[], Any]) -> Any:
    """openpyxl says in many ways that a file is broken; all of them mean the same here."""
    try:
        return kerja()
    except TidakTerbaca:
        raise
    except Exception as galat:
        raise TidakTerbaca(
            "Berkas Excel ini rusak. Simpan ulang dari aplikasinya, lalu unggah lagi."
        ) from galat
