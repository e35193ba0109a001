"""Registry: code -> Indonesian sentence.

An app puts its sentences in `<app>/kalimat.py`, which is imported at start-up:

    from inti.audit.kalimat import daftarkan

    daftarkan({"permohonan.verifikasi": "{oleh} memverifikasi permohonan {objek}"})

Available in braces: `oleh`, `objek`, and every key of `rinci`. What is missing is shown as a dash.
"""

import datetime as dt
import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from inti.audit.models import Jejak
from inti.ui.format import tanggal

POLA_TANGGAL = re.compile(r"^\d{4}-\d{2}-\d{2}$")
KALIMAT: dict[str, str] = {
    "akses.ditolak": "{oleh} ditolak membuka {jalur} ({status})",
}


def daftarkan(kalimat: Mapping[str, str]) -> None:
    """Add sentences. Raises ValueError when a code already means something else."""
    for kode, teks in kalimat.items():
        if KALIMAT.get(kode, teks) != teks:
            raise ValueError(f"Kode audit {kode!r} sudah mempunyai kalimat lain.")
        KALIMAT[kode] = teks


class _Pengisi(Formatter):
    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        nilai = kwargs.get(str(key))
        if isinstance(nilai, str) and POLA_TANGGAL.match(nilai):
            return tanggal(dt.date.fromisoformat(nilai))
        return "–" if nilai in (None, "") else nilai

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        return self.get_value(field_name, args, kwargs), field_name


def kalimat(jejak: Jejak) -> str:
    """The line as a sentence; an unknown code is shown as it is."""
    teks = KALIMAT.get(jejak.kode)
    if teks is None:
        return f"{jejak.oleh_nama or 'Sistem'}: {jejak.kode} {jejak.objek_label}".rstrip()
    isi = {**jejak.rinci, "oleh": jejak.oleh_nama or "Sistem", "objek": jejak.objek_label}
    return _Pengisi().vformat(teks, (), isi)
