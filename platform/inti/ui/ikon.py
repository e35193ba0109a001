"""Inline SVG icons (Tabler Icons), read once per process from the vendored files."""

import re
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "ui" / "vendor" / "tabler-icons"
BENTUK = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)
BINGKAI = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


class IkonTidakAda(LookupError):
    """The name is not among the vendored icons."""


@lru_cache(maxsize=1)
def semua_ikon() -> frozenset[str]:
    return frozenset(b.stem for b in FOLDER.glob("*.svg"))


@lru_cache(maxsize=512)
def bentuk(nama: str) -> str:
    """The shapes inside the svg element, without the invisible frame."""
    if nama not in semua_ikon():
        mirip = ", ".join(get_close_matches(nama, semua_ikon())) or "see static/ui/vendor/tabler-icons/"
        raise IkonTidakAda(f"icon {nama!r} is not vendored; near: {mirip}")
    cocok = BENTUK.search((FOLDER / f"{nama}.svg").read_text())
    assert cocok, nama
    return re.sub(r"\s+", " ", cocok[1].replace(BINGKAI, "")).replace("> <", "><").strip()
