"""The wording of one letter with its placeholders filled in, for who edits that letter."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from layanan.dokumen.rakit import bahan_surat

TERBUKA = frozenset({"hari_tanggal", "masa_berlaku"})
"""Known only on the day of the signature."""
_TEMPAT = re.compile(r"\{(\w+)\}")
_KURAWAL = str.maketrans("{}", "()")


def isi_tetap(
    naskah: Mapping[str, Any],
    *,
    kop: Mapping[str, Any],
    pemohon: Mapping[str, Any],
    isian: Mapping[str, Any],
    bidang: Sequence[Mapping[str, Any]],
    keperluan: str,
    zona: str,
) -> dict[str, Any]:
    """The editor's fields; what has no answer yet stays a placeholder."""
    bahan = bahan_surat(
        kop,
        pemohon,
        isian,
        bidang,
        keperluan=keperluan,
        masa=None,
        zona=zona,
        wilayah={},
        tambahan={},
        tanggal=date.min,
    )
    kamus = {n: " ".join(t.translate(_KURAWAL).split()) for n, t in bahan.kamus.items() if n not in TERBUKA}

    def isi(teks: str) -> str:
        return _TEMPAT.sub(lambda m: kamus.get(m[1]) or m[0], teks)

    return {nama: isi(nilai) if isinstance(nilai, str) else nilai for nama, nilai in naskah.items()}
