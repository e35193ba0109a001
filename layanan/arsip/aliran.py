"""A ZIP that leaves while it is made: at most one piece of one file is in memory."""

import zipfile
from collections.abc import Iterable, Iterator
from io import RawIOBase
from pathlib import Path
from typing import Any

POTONG = 64 * 1024  # bytes


class _Penampung(RawIOBase):
    """Where zipfile writes; cannot be sought, so sizes follow each entry."""

    def __init__(self) -> None:
        self._bita = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, isi: Any) -> int:
        self._bita += isi
        return len(isi)

    def ambil(self) -> bytes:
        isi = bytes(self._bita)
        self._bita.clear()
        return isi


def alirkan(butir: Iterable[tuple[str, bytes | Path]]) -> Iterator[bytes]:
    """Pieces of a ZIP of (name, content or file); a file that is gone by then is left out."""
    wadah = _Penampung()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in butir:
            try:
                potongan = iter([isi]) if isinstance(isi, bytes) else _baca(isi)
                pertama = next(potongan, b"")
            except FileNotFoundError:
                continue
            with arsip.open(nama, "w", force_zip64=True) as tujuan:
                tujuan.write(pertama)
                for satu in potongan:
                    tujuan.write(satu)
                    yield wadah.ambil()
            yield wadah.ambil()
    yield wadah.ambil()


def _baca(letak: Path) -> Iterator[bytes]:
    with letak.open("rb") as sumber:
        while potong := sumber.read(POTONG):
            yield potong
