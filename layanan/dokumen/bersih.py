"""Any text -> text that our fonts can print, so that hostile or exotic input never stops a letter.

PDF/A forbids missing glyphs and the private use area, so a character that no vendored font has becomes U+FFFD; forms
refuse it before that (`tak_tercetak`). A letter also counts by its capital, because headings and posts are set in
capitals. Bidirectional controls are dropped: they can make a printed number or name read differently from what was signed.
"""

import functools
import struct
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

HURUF = Path(__file__).parent / "huruf"
FON_CAKUPAN = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf")
PENGGANTI = "\N{REPLACEMENT CHARACTER}"
KAPITAL_BARU = frozenset("ƛɤ")
"""Letters that got a capital in Unicode 16, which Typst knows and this Python does not; no font here draws it."""
PANJANG_KATA = 40  # longer runs without a space get invisible break points, else they leave the page
JEDA = "\N{ZERO WIDTH SPACE}"


def nilai_json(nilai: Any) -> str:
    """`default=` of json.dumps for the values a letter may hold."""
    if isinstance(nilai, date | datetime):
        return nilai.isoformat()
    if isinstance(nilai, Decimal | UUID):
        return str(nilai)
    raise TypeError(f"nilai bertipe {type(nilai).__name__} tidak dapat dicetak di surat")


def siapkan(nilai: Any) -> Any:
    """The same structure with printable text only, ready for json.dumps."""
    match nilai:
        case str():
            return bersihkan(nilai)
        case dict():
            return {str(kunci): siapkan(isi) for kunci, isi in nilai.items()}
        case list() | tuple():
            return [siapkan(isi) for isi in nilai]
        case None | bool() | float():
            return nilai
        case int():
            return nilai if abs(nilai) < 2**53 else str(nilai)
        case _:
            return bersihkan(nilai_json(nilai))


@functools.lru_cache(maxsize=4096)
def bersihkan(teks: str) -> str:
    if teks.isascii() and teks.isprintable():
        return _beri_jeda(teks)
    teks = unicodedata.normalize("NFC", teks.replace("\r\n", "\n").replace("\r", "\n"))
    return _beri_jeda("".join(map(_huruf_tercetak, teks)))


def _huruf_tercetak(huruf: str) -> str:
    if huruf in "\n\t":
        return huruf
    match unicodedata.category(huruf):
        case "Cc" | "Cf":
            return ""
        case "Zl" | "Zp":
            return "\n"
        case "Co":
            return PENGGANTI
    bentuk = f"{huruf}{huruf.upper()}{huruf.lower()}"
    tercetak = huruf not in KAPITAL_BARU and all(ord(h) in cakupan() for h in bentuk)
    return huruf if tercetak else PENGGANTI


def tak_tercetak(teks: str) -> str:
    """The characters of a text that a letter cannot show, each once."""
    if teks.isascii():
        return ""
    rapi = unicodedata.normalize("NFC", teks)
    return "".join(dict.fromkeys(h for h in rapi if h != PENGGANTI and _huruf_tercetak(h) == PENGGANTI))


def _beri_jeda(teks: str) -> str:
    if len(teks) <= PANJANG_KATA:
        return teks
    return " ".join(
        kata
        if len(kata) <= PANJANG_KATA
        else JEDA.join(kata[i : i + PANJANG_KATA] for i in range(0, len(kata), PANJANG_KATA))
        for kata in teks.split(" ")
    )


@functools.cache
def cakupan() -> frozenset[int]:
    """Code points that the sans font or its fallback can draw; the templates list both."""
    return frozenset().union(*(_titik_kode((HURUF / nama).read_bytes()) for nama in FON_CAKUPAN))


def _titik_kode(fon: bytes) -> set[int]:
    """Read the format 4 and 12 subtables of an OpenType `cmap` (OpenType 1.9, "cmap")."""
    (jumlah_tabel,) = struct.unpack_from(">H", fon, 4)
    for i in range(jumlah_tabel):
        tanda, _, awal, _ = struct.unpack_from(">4sLLL", fon, 12 + 16 * i)
        if tanda == b"cmap":
            break
    (jumlah,) = struct.unpack_from(">H", fon, awal + 2)
    titik: set[int] = set()
    for i in range(jumlah):
        _, _, geser = struct.unpack_from(">HHL", fon, awal + 4 + 8 * i)
        (bentuk,) = struct.unpack_from(">H", fon, awal + geser)
        if bentuk == 4:
            titik |= _bentuk_4(fon, awal + geser)
        elif bentuk == 12:
            titik |= _bentuk_12(fon, awal + geser)
    return titik


def _bentuk_4(fon: bytes, awal: int) -> set[int]:
    (segmen_x2,) = struct.unpack_from(">H", fon, awal + 6)
    n = segmen_x2 // 2
    akhir = struct.unpack_from(f">{n}H", fon, awal + 14)
    mulai = struct.unpack_from(f">{n}H", fon, awal + 16 + segmen_x2)
    delta = struct.unpack_from(f">{n}H", fon, awal + 16 + 2 * segmen_x2)
    letak = awal + 16 + 3 * segmen_x2
    geser = struct.unpack_from(f">{n}H", fon, letak)
    titik = set()
    for i in range(n):
        for kode in range(mulai[i], min(akhir[i], 0xFFFE) + 1):
            if geser[i] == 0:
                glif = (kode + delta[i]) & 0xFFFF
            else:
                (glif,) = struct.unpack_from(">H", fon, letak + 2 * i + geser[i] + 2 * (kode - mulai[i]))
            if glif:
                titik.add(kode)
    return titik


def _bentuk_12(fon: bytes, awal: int) -> set[int]:
    (jumlah,) = struct.unpack_from(">L", fon, awal + 12)
    titik: set[int] = set()
    for i in range(jumlah):
        mulai, akhir, _ = struct.unpack_from(">LLL", fon, awal + 16 + 12 * i)
        titik.update(range(mulai, akhir + 1))
    return titik
