"""Datasets of other walidata that are like one of ours (Perbup Tanah Bumbu 25/2019 Ps 11(3))."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Serupa:
    """`uuid` is None for what is not published: then only whose it is and its name are known."""

    uuid: uuid.UUID | None
    pemilik: str
    nama: str
    terbit: bool
    skor: float
    ganda: bool

    @property
    def persen(self) -> int:
        return round(self.skor * 100)


def cari_serupa(isi: dict[str, Any], *, kecuali: uuid.UUID | None = None) -> list[Serupa]:
    """The ten most alike. `isi`: any of nama, definisi, kolom, indikator, cakupan; the rest is that of dataset `kecuali`."""
    with connection.cursor() as k:
        k.execute(
            "SELECT uuid, pemilik, nama, terbit, skor, ganda FROM gerbang.serupa(%s, %s)",
            [kecuali, json.dumps(isi)],
        )
        return [
            Serupa(u, pemilik, nama, terbit, float(skor), ganda)
            for u, pemilik, nama, terbit, skor, ganda in k.fetchall()
        ]
