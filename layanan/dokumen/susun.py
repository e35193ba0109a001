"""Letter data -> PDF/A-2a + PDF/UA-1 with Typst. Same bytes in, same page out, on every machine.

The data goes in as JSON (`sys.inputs`), never as markup. Only vendored fonts are used and only files of the
template folder can be read; a template that could load anything else is refused before it runs.
"""

import functools
import json
import re
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from layanan.dokumen.bersih import HURUF, siapkan
from layanan.dokumen.galat import GalatTemplat
from layanan.dokumen.qr import qr_svg

FOLDER_TEMPLAT = Path(__file__).parent / "templat"
PUSTAKA = "surat"
TEMPLAT = tuple(sorted(p.stem for p in FOLDER_TEMPLAT.glob("*.typ") if p.stem != PUSTAKA))
KERTAS = ("A4", "F4", "A5")
STANDAR: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]

_NAMA_TEMPLAT = re.compile(r"[a-z][a-z0-9_]{0,40}")
_PINTU_LUAR = re.compile(r"\b(?:eval|plugin|std|read|include)\b")
_IMPOR = re.compile(r'\bimport\b(?!\s+"surat\.typ"\s*:)')
_BARIS = re.compile(r"┌─ (?:\S*/)?([\w.-]+\.typ):(\d+):\d+")
_KUNCI_HILANG = re.compile(r'does not contain key "([^"]+)"')
_milik_utas = threading.local()


def susun_pdf(
    templat: str,
    data: dict[str, Any],
    *,
    kertas: str = "",
    folder: Path = FOLDER_TEMPLAT,
    pada: datetime | None = None,
) -> bytes:
    """`kertas`: A4, F4 or A5; empty: what the letter's data say, else A4.

    `pada` fixes the creation time in the file, for byte-identical output.
    """
    return b"".join(_kompilasi(templat, data, kertas, folder, "pdf", pada=pada))


def susun_png(
    templat: str, data: dict[str, Any], *, kertas: str = "", ppi: float = 96, folder: Path = FOLDER_TEMPLAT
) -> list[bytes]:
    """One picture a page, for the live preview."""
    return _kompilasi(templat, data, kertas, folder, "png", ppi=ppi)


def _kompilasi(
    templat: str,
    data: dict[str, Any],
    kertas: str,
    folder: Path,
    format: Literal["pdf", "png"],
    *,
    ppi: float = 96,
    pada: datetime | None = None,
) -> list[bytes]:
    kertas = kertas or str(data.get("kertas") or "A4")
    if kertas not in KERTAS:
        raise GalatTemplat(
            f"Ukuran kertas “{kertas}” tidak dikenal; pilih {', '.join(KERTAS)}.", templat=templat
        )
    berkas = _berkas_templat(templat, folder)
    masukan = {"data": _naskah(templat, data), "kertas": kertas}
    try:
        hasil = _penyusun(folder).compile(
            input=str(berkas),
            format=format,
            ppi=ppi,
            sys_inputs=masukan,
            pdf_standards=[*STANDAR] if format == "pdf" else [],
            timestamp=pada or datetime.now(UTC).replace(microsecond=0),
        )
    except typst.TypstError as galat:
        raise _galat(templat, galat) from galat
    return hasil if isinstance(hasil, list) else [hasil or b""]


def _naskah(templat: str, data: dict[str, Any]) -> str:
    try:
        bersih = siapkan(data)
    except TypeError as galat:
        raise GalatTemplat(f"Data surat tidak dapat dicetak: {galat}.", templat=templat) from galat
    bersih["qr_svg"] = qr_svg(data["qr"]) if data.get("qr") else ""
    return json.dumps(bersih)


def _berkas_templat(templat: str, folder: Path) -> Path:
    berkas = folder / f"{templat}.typ"
    if not _NAMA_TEMPLAT.fullmatch(templat) or templat == PUSTAKA or not berkas.is_file():
        raise GalatTemplat(f"Templat “{templat[:60]}” tidak ada.", templat=templat)
    for nama in (templat, PUSTAKA):
        if (sumber := folder / f"{nama}.typ").is_file():
            periksa_sumber(nama, sumber.read_text(encoding="utf-8"))
    return berkas


@functools.lru_cache(maxsize=64)
def periksa_sumber(templat: str, sumber: str) -> None:
    """Refuse a template that could reach outside its folder: packages (network), eval, plugins, files."""
    for nomor, baris in enumerate(sumber.splitlines(), 1):
        if salah := _PINTU_LUAR.search(baris) or _IMPOR.search(baris):
            raise GalatTemplat(
                f"Templat “{templat}” baris {nomor}: perintah “{salah.group()}” tidak diizinkan; "
                "templat hanya boleh memuat “surat.typ”.",
                templat=templat,
                baris=nomor,
            )


@functools.cache
def _fon() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HURUF)])


def _penyusun(folder: Path) -> typst.Compiler:
    """One compiler a thread: it keeps parsed templates warm, and is not safe to share."""
    simpanan: dict[Path, typst.Compiler] = _milik_utas.__dict__.setdefault("penyusun", {})
    if folder not in simpanan:
        simpanan[folder] = typst.Compiler(root=str(folder), font_paths=_fon(), ignore_system_fonts=True)
    return simpanan[folder]


def _galat(templat: str, galat: typst.TypstError) -> GalatTemplat:
    letak = _BARIS.search(galat.diagnostic or "")
    nama, baris = (letak[1], int(letak[2])) if letak else (f"{templat}.typ", None)
    di = f"Templat “{nama}” baris {baris}" if baris else f"Templat “{nama}”"
    if hilang := _KUNCI_HILANG.search(galat.message):
        pesan = f"{di}: data surat tidak lengkap, isian “{hilang[1]}” tidak ada."
    else:
        pesan = f"{di}: tidak dapat disusun ({galat.message})."
    return GalatTemplat(pesan, templat=nama.removesuffix(".typ"), baris=baris, rinci=galat.diagnostic or "")
