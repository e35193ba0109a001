"""The last result of `spbe isolasi`, for Diskominfo's first page."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.dateparse import parse_datetime

from inti.db.isolasi import NAMA_BERKAS


@dataclass(frozen=True)
class HasilIsolasi:
    pada: datetime | None
    percobaan: int
    bocor: int


def hasil_terakhir() -> HasilIsolasi | None:
    """None when the check never ran here, or its file cannot be read."""
    try:
        isi = json.loads((Path(settings.SPBE_DATA) / NAMA_BERKAS).read_text(encoding="utf-8"))
        pada = parse_datetime(str(isi.get("pada", "")))
        return HasilIsolasi(pada, int(isi["percobaan"]), int(isi["bocor"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
