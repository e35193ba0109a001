"""The shared texts of an XLSX, kept on disk: a sheet of a million rows may have millions of them; openpyxl keeps them all."""

import os
import tempfile
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import IO, Any, overload
from xml.etree.ElementTree import Element

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

NS = f"{{{SHEET_MAIN_NS}}}"
INGATAN = 10_000  # texts that are used again and again stay in memory
PENYANGGA = 1 << 20


class TeksBersama(Sequence[str]):
    """Texts by number. Eight bytes of memory each."""

    def __init__(self, sumber: IO[bytes]) -> None:
        self._berkas = tempfile.TemporaryFile(buffering=PENYANGGA)  # noqa: SIM115  (closed with the workbook)
        self._letak = array("Q", [0])
        for teks in _baca(sumber):
            self._berkas.write(teks)
            self._letak.append(self._letak[-1] + len(teks))
        self._berkas.flush()
        self._ambil = lru_cache(INGATAN)(self._dari_berkas)

    def __len__(self) -> int:
        return len(self._letak) - 1

    @overload
    def __getitem__(self, n: int) -> str: ...
    @overload
    def __getitem__(self, n: slice) -> list[str]: ...
    def __getitem__(self, n: int | slice) -> str | list[str]:
        if isinstance(n, slice):
            return [self._ambil(i) for i in range(*n.indices(len(self)))]
        if not 0 <= n < len(self):
            raise IndexError(n)
        return self._ambil(n)

    def _dari_berkas(self, n: int) -> str:
        awal = self._letak[n]
        return os.pread(self._berkas.fileno(), self._letak[n + 1] - awal, awal).decode()

    def close(self) -> None:
        self._berkas.close()


def _baca(sumber: IO[bytes]) -> Any:
    """Each <si> as UTF-8: its text, or the runs of a formatted one; never the phonetic reading."""
    akar: Element | None = None
    for peristiwa, unsur in iterparse(sumber, events=("start", "end")):
        if akar is None:
            akar = unsur
        if peristiwa == "end" and unsur.tag == f"{NS}si":
            bagian = [t.text or "" for t in unsur if t.tag == f"{NS}t"]
            bagian += [t.text or "" for r in unsur if r.tag == f"{NS}r" for t in r if t.tag == f"{NS}t"]
            yield "".join(bagian).encode()
            akar.clear()


class PembacaBuku(ExcelReader):
    """openpyxl's reader for one pass over the rows, with its texts on disk."""

    shared_strings: Any

    def __init__(self, berkas: IO[bytes]) -> None:
        super().__init__(berkas, read_only=True, data_only=False, keep_links=False)

    def read_strings(self) -> None:
        bagian = self.package.find(SHARED_STRINGS)
        if bagian is not None:
            with self.archive.open(bagian.PartName[1:]) as sumber:
                self.shared_strings = TeksBersama(sumber)

    def close(self) -> None:
        self.wb.close()
        if isinstance(self.shared_strings, TeksBersama):
            self.shared_strings.close()
