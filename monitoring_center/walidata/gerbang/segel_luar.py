"""Seals that somebody kept outside the system: from a file, from the portal's address, or typed as NUMBER=DIGEST."""

import json
import re
from pathlib import Path
from typing import Any

import httpx

POLA = re.compile(r"^(\d{1,18})=([0-9a-f]{64})$")
MAKS_HALAMAN = 5000


class SegelTidakTerbaca(ValueError):
    """Sentence for the command line."""


def baca_segel(sumber: list[str]) -> dict[int, str]:
    """Record number -> hex digest. Raises SegelTidakTerbaca."""
    hasil: dict[int, str] = {}
    for s in sumber:
        if cocok := POLA.match(s):
            hasil[int(cocok[1])] = cocok[2]
        elif s.startswith(("http://", "https://")):
            hasil |= _dari_alamat(s)
        else:
            hasil |= _dari_berkas(Path(s))
    return hasil


def _dari_berkas(berkas: Path) -> dict[int, str]:
    try:
        return _urai(json.loads(berkas.read_text(encoding="utf-8")))
    except (OSError, ValueError) as galat:
        raise SegelTidakTerbaca(
            f"Segel {berkas} tidak terbaca. Beri berkas dari halaman segel, alamatnya, atau 120=9f86d0…"
        ) from galat


def _dari_alamat(alamat: str) -> dict[int, str]:
    """All pages of the portal's JSON, newest first."""
    hasil: dict[int, str] = {}
    sebelum: int | None = None
    for _ in range(MAKS_HALAMAN):
        url = str(httpx.URL(alamat).copy_merge_params({"sebelum": sebelum} if sebelum else {}))
        try:
            isi = httpx.get(url, timeout=10, follow_redirects=False).raise_for_status().json()
            hasil |= _urai(isi)
        except (httpx.HTTPError, ValueError) as galat:
            raise SegelTidakTerbaca(f"Segel di {url} tidak terbaca: {type(galat).__name__}.") from galat
        sebelum = isi.get("berikut")
        if not isinstance(sebelum, int):
            break
    return hasil


def _urai(isi: Any) -> dict[int, str]:
    baris = (
        [f"{s['urut']}={s['sidik']}" for s in isi["segel"]]
        if isinstance(isi, dict) and "segel" in isi
        else [""]
    )
    cocok = [POLA.match(b) for b in baris]
    if not all(cocok):
        raise ValueError("bukan berkas segel")
    return {int(c[1]): c[2] for c in cocok if c}
