"""Deadlines in working days, read from `data/aturan.json`."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from layanan.enums import SatuanWaktu
from layanan.waktu.jam import zona_waktu
from layanan.waktu.tenggat import janji


@cache
def aturan() -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "data" / "aturan.json").read_text(encoding="utf-8"))


def kunci_tenggat(kategori: str, *, pengawasan: bool) -> str:
    """A complaint about the conduct of officials (berkadar pengawasan) has a longer term."""
    return "pengaduan_pengawasan" if kategori == "pengaduan" and pengawasan else kategori


def tenggat_verifikasi(mulai: datetime) -> datetime:
    return janji(mulai, aturan()["verifikasi_hari"], SatuanWaktu.HARI_KERJA, zona_waktu())


def tenggat_selesai(mulai: datetime, kategori: str, *, pengawasan: bool) -> datetime:
    hari = aturan()["selesai_hari"][kunci_tenggat(kategori, pengawasan=pengawasan)]
    return janji(mulai, hari, SatuanWaktu.HARI_KERJA, zona_waktu())
