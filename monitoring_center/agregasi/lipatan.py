"""The SQL of the fold. It runs as the aggregator, which may touch these tables and no other."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

KUNCI_LIPAT = 0x5350_4245  # first half of the advisory lock: "SPBE" (0x53504245 fits an int4)


@dataclass(frozen=True)
class HasilLipat:
    """What one fold did: changed cells of the rekap, published cells, indicators filled in and removed."""

    skema: str
    rekap: int
    terbit: int
    diisi: tuple[str, ...]
    dicabut: int

    @property
    def ada_perubahan(self) -> bool:
        return bool(self.rekap or self.terbit or self.diisi or self.dicabut)


def _tabel(skema: str, nama: str) -> sql.Identifier:
    return sql.Identifier(skema, nama)


def jalankan(kursor: CursorWrapper, kueri: sql.Composable, nilai: Sequence[Any] = ()) -> CursorWrapper:
    """Execute a composed statement; names in it are quoted by psycopg, values are bound."""
    kursor.execute(kueri.as_string(connection.connection), nilai)
    return kursor


def kunci(kursor: CursorWrapper, instansi_id: int) -> None:
    """One fold per instansi at a time; the second one waits, then finds nothing left to do."""
    kursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [KUNCI_LIPAT, instansi_id])


def baca_publikasi(kursor: CursorWrapper, skema: str) -> dict[str, dict[str, str]]:
    """The latest decision per indicator, as `StatusInstansi.publikasi` holds it. No names of people."""
    kueri = sql.SQL(
        "SELECT DISTINCT ON (indikator) indikator, uuid, dicabut_pada IS NULL,"
        " coalesce(dicabut_pada, disetujui_pada), alasan_cabut"
        " FROM {} ORDER BY indikator, disetujui_pada DESC, id DESC"
    ).format(_tabel(skema, "agregasi_publikasi"))
    return {
        kode: {
            "uuid": str(uuid),
            "keadaan": "disetujui" if berlaku else "dicabut",
            "pada": pada.isoformat(),
            "alasan": alasan,
        }
        for kode, uuid, berlaku, pada, alasan in jalankan(kursor, kueri).fetchall()
    }


def lipat_delta(kursor: CursorWrapper, skema: str, instansi_id: int, disetujui: list[str]) -> tuple[int, int]:
    """Deltas -> rekap -> facts of the approved indicators, in one statement. Returns cells (rekap, facts)."""
    kueri = sql.SQL(
        "WITH diambil AS (DELETE FROM {delta} RETURNING indikator, tanggal, dimensi, nilai),"
        " jumlah AS (SELECT indikator, tanggal, dimensi, sum(nilai) AS nilai FROM diambil"
        "   GROUP BY 1, 2, 3 HAVING sum(nilai) <> 0),"
        " rekap AS (INSERT INTO {rekap} AS k (indikator, tanggal, dimensi, nilai)"
        "   SELECT indikator, tanggal, dimensi, nilai FROM jumlah ORDER BY 1, 2, 3"
        "   ON CONFLICT (indikator, tanggal, dimensi) DO UPDATE SET nilai = k.nilai + EXCLUDED.nilai"
        "   RETURNING k.indikator, k.tanggal, k.dimensi, k.nilai),"
        " fakta AS (INSERT INTO dasbor_fakta (instansi_id, indikator, tanggal, dimensi, nilai)"
        "   SELECT %s, indikator, tanggal, dimensi, nilai FROM rekap WHERE indikator = ANY(%s)"
        "   ON CONFLICT (instansi_id, indikator, tanggal, dimensi) DO UPDATE SET nilai = EXCLUDED.nilai"
        "   RETURNING 1)"
        " SELECT (SELECT count(*) FROM rekap), (SELECT count(*) FROM fakta)"
    ).format(delta=_tabel(skema, "agregasi_delta"), rekap=_tabel(skema, "agregasi_rekap"))
    rekap, terbit = jalankan(kursor, kueri, [instansi_id, disetujui]).fetchone()
    return rekap, terbit


def isi_dari_rekap(kursor: CursorWrapper, skema: str, instansi_id: int, indikator: list[str]) -> None:
    """Backfill of newly approved indicators: all of their history from the rekap."""
    kueri = sql.SQL(
        "INSERT INTO dasbor_fakta (instansi_id, indikator, tanggal, dimensi, nilai)"
        " SELECT %s, indikator, tanggal, dimensi, nilai FROM {} WHERE indikator = ANY(%s)"
        " ON CONFLICT (instansi_id, indikator, tanggal, dimensi) DO UPDATE SET nilai = EXCLUDED.nilai"
    ).format(_tabel(skema, "agregasi_rekap"))
    jalankan(kursor, kueri, [instansi_id, indikator])


def hapus_fakta(kursor: CursorWrapper, instansi_id: int, kecuali: list[str]) -> int:
    """Remove the centre's rows of every indicator that is not approved (any more)."""
    kursor.execute(
        "DELETE FROM dasbor_fakta WHERE instansi_id = %s AND NOT indikator = ANY(%s)", [instansi_id, kecuali]
    )
    return kursor.rowcount


def baca_status(kursor: CursorWrapper, instansi_id: int) -> dict[str, dict[str, str]]:
    """The decisions as the last fold saw them."""
    kursor.execute("SELECT publikasi::text FROM dasbor_status_instansi WHERE instansi_id = %s", [instansi_id])
    baris = kursor.fetchone()
    return json.loads(baris[0]) if baris else {}


def tulis_status(kursor: CursorWrapper, instansi_id: int, publikasi: dict[str, dict[str, str]]) -> None:
    """`per` is the start of this transaction: every change committed before it is in."""
    kursor.execute(
        "INSERT INTO dasbor_status_instansi (instansi_id, per, publikasi) VALUES (%s, now(), %s::jsonb)"
        " ON CONFLICT (instansi_id) DO UPDATE SET per = EXCLUDED.per, publikasi = EXCLUDED.publikasi",
        [instansi_id, json.dumps(publikasi)],
    )


def selisih_pusat(kursor: CursorWrapper, skema: str, instansi_id: int, disetujui: list[str]) -> list[tuple]:
    """Where the centre's facts differ from the rekap of the approved indicators:
    (indikator, tanggal, dimensi, seharusnya, tercatat)."""
    kueri = sql.SQL(
        "SELECT coalesce(r.indikator, f.indikator), coalesce(r.tanggal, f.tanggal),"
        " coalesce(r.dimensi, f.dimensi), coalesce(r.nilai, 0), coalesce(f.nilai, 0)"
        " FROM (SELECT * FROM {} WHERE indikator = ANY(%s)) r"
        " FULL JOIN (SELECT * FROM dasbor_fakta WHERE instansi_id = %s) f"
        " ON (r.indikator, r.tanggal, r.dimensi) = (f.indikator, f.tanggal, f.dimensi)"
        " WHERE coalesce(r.nilai, 0) <> coalesce(f.nilai, 0)"
    ).format(_tabel(skema, "agregasi_rekap"))
    return jalankan(kursor, kueri, [disetujui, instansi_id]).fetchall()


def ada_delta(kursor: CursorWrapper, skema: str) -> bool:
    kueri = sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(_tabel(skema, "agregasi_delta"))
    return jalankan(kursor, kueri).fetchone()[0]
