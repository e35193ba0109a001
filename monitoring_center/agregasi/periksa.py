"""The proof of promise 5: the figures equal a recount of the event rows, here and in the centre."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from inti.db import di_instansi, sebagai
from inti.db.login import LOGIN_AGREGATOR

from . import lipatan
from .daftar import daftar_indikator
from .pemicu import sql_selisih


@dataclass(frozen=True)
class Selisih:
    """One cell that is wrong; `tempat` is "instansi" (rekap + deltas) or "pusat" (published facts)."""

    tempat: str
    indikator: str
    tanggal: date
    dimensi: dict[str, str]
    seharusnya: Decimal
    tercatat: Decimal


def periksa(instansi: Any) -> list[Selisih]:
    """All differences of one instansi; empty means that every figure is right."""
    return periksa_instansi(instansi) + periksa_pusat(instansi)


def periksa_instansi(instansi: Any) -> list[Selisih]:
    """rekap + pending deltas against a recount, on the instansi's own login."""
    with di_instansi(instansi), connection.cursor() as kursor:
        kursor.execute(sql_selisih(daftar_indikator().values()))
        return [_selisih("instansi", baris) for baris in kursor.fetchall()]


def periksa_pusat(instansi: Any) -> list[Selisih]:
    """Published facts against the rekap of the approved indicators, on the aggregator's login."""
    with sebagai(LOGIN_AGREGATOR), transaction.atomic(), connection.cursor() as kursor:
        lipatan.kunci(kursor, instansi.id)
        status = lipatan.baca_status(kursor, instansi.id)
        disetujui = [k for k, v in status.items() if v["keadaan"] == "disetujui"]
        baris = lipatan.selisih_pusat(kursor, instansi.schema_name, instansi.id, disetujui)
    return [_selisih("pusat", b) for b in baris]


def _selisih(tempat: str, baris: tuple) -> Selisih:
    indikator, tanggal, dimensi, seharusnya, tercatat = baris
    return Selisih(tempat, indikator, tanggal, json.loads(dimensi), seharusnya, tercatat)
