"""What a person is reading at the moment, kept in the session: the ticket, the filter and where each page started. Encrypted,
because filters and keys may be personal data."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from inti.kripto import KunciSalah, buka_sandi, sandikan
from inti.ui.format import jam

from .baca import Saring

KONTEKS = "gerbang.bacaan"
BANYAK = 8  # grants that one session remembers


@dataclass
class Sedang:
    """`awal[n]`: the key after which page n+1 starts; None for the first."""

    tiket: str
    maksud: str
    saringan: list[Saring] = field(default_factory=list)
    awal: list[str | None] = field(default_factory=lambda: [None])
    sampai: str = ""

    @property
    def jam(self) -> str:
        """When the ticket ends, for the clock on the wall."""
        return jam(datetime.fromisoformat(self.sampai)) if self.sampai else ""


def ambil(session: Any, izin: UUID) -> Sedang | None:
    tersandi = session.get("gerbang", {}).get(str(izin))
    if not tersandi:
        return None
    try:
        isi = json.loads(buka_sandi(tersandi, konteks=KONTEKS))
    except KunciSalah:
        return None
    isi["saringan"] = [Saring(**s) for s in isi["saringan"]]
    return Sedang(**isi)


def simpan(session: Any, izin: UUID, sedang: Sedang) -> None:
    lain = {k: v for k, v in session.get("gerbang", {}).items() if k != str(izin)}
    terakhir = dict(list(lain.items())[-(BANYAK - 1) :])
    session["gerbang"] = terakhir | {str(izin): sandikan(json.dumps(asdict(sedang)), konteks=KONTEKS)}


def lupakan(session: Any, izin: UUID) -> None:
    session["gerbang"] = {k: v for k, v in session.get("gerbang", {}).items() if k != str(izin)}
