"""Reference data as part of the script, where it depends on nothing but the jenis of the instansi.

While the template schema exists, every app's `isi_acuan` runs in it once per jenis, for a stand-in that knows its jenis and
nothing else. The rows that appear are written down as INSERTs and rolled back. Code that asks the stand-in for more, that
encrypts (keys differ per instansi) or changes rows that migrations made is not for the script: it runs for each instansi.
"""

import logging
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from inti.db import sebagai_pemilik
from inti.kripto import TeksTersandi
from tenants.enums import JenisInstansi

log = logging.getLogger(__name__)
# The tables come in any order, and their foreign keys are looked at behind the last one, not at some later commit.
PEMBUKA = "SET CONSTRAINTS ALL DEFERRED;\n"
PENUTUP = "SET CONSTRAINTS ALL IMMEDIATE;\nSET CONSTRAINTS ALL DEFERRED;\n"


class BukanPerJenis(Exception):
    """The reference data depends on more than the jenis."""


class Contoh:
    """Any instansi of a jenis."""

    def __init__(self, jenis: str) -> None:
        self.jenis = jenis

    def __getattr__(self, nama: str) -> Any:
        raise BukanPerJenis(f"isi_acuan membaca instansi.{nama}")


def aplikasi_beracuan() -> list[str]:
    """The apps of an instansi that have reference data: an `acuan.py` with `isi_acuan(instansi)`."""
    ada = (n for n in settings.TENANT_APPS if find_spec(n) is not None)
    return [n for n in ada if find_spec(f"{n}.acuan") is not None]


def isi_acuan(instansi: Any) -> None:
    """Fill in the reference data of every app, in the order of TENANT_APPS, on the present connection."""
    for nama in aplikasi_beracuan():
        import_module(f"{nama}.acuan").isi_acuan(instansi)


def susun_acuan(skema: str, isi: Callable[[Any], None] = isi_acuan) -> dict[str, str]:
    """jenis -> statements that fill in its reference data, for the jenis where that is possible."""
    hasil = {}
    for jenis in JenisInstansi.values:
        with sebagai_pemilik(skema):
            try:
                hasil[jenis] = _rekam(skema, jenis, isi)
            except Exception as galat:  # whatever it is, the function itself runs later and then says so
                log.info("Acuan %s diisi per instansi: %s", jenis, galat)
    return hasil


@transaction.atomic
def _rekam(skema: str, jenis: str, isi: Callable[[Any], None]) -> str:
    sebelum = _sidik_tabel(skema)
    _hitung_dari_awal(skema, [tabel for tabel, sidik in sebelum.items() if not sidik])
    isi(Contoh(jenis))
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    sesudah = _sidik_tabel(skema)
    berubah = [t for t in sesudah if sesudah[t] != sebelum[t]]
    isian = "".join(_sisipan(skema, t) for t in berubah if _boleh(t, sebelum[t]))
    transaction.set_rollback(True)
    return PEMBUKA + isian + PENUTUP


def _hitung_dari_awal(skema: str, tabel: list[str]) -> None:
    """Sequences are not rolled back: those of empty tables start again, so every jenis gets the numbers 1, 2, 3, …"""
    with connection.cursor() as k:
        k.execute(
            "SELECT setval(s.seqrelid::regclass, s.seqstart, false) FROM pg_sequence s"
            " JOIN pg_depend d ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i')"
            " JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = %s AND c.relname = ANY(%s)",
            [skema, tabel],
        )


def _boleh(tabel: str, sidik: str) -> bool:
    if sidik:
        raise BukanPerJenis(f"isi_acuan mengubah isi {tabel} yang berasal dari migrasi")
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == tabel and any(
            isinstance(f, TeksTersandi) for f in model._meta.get_fields()
        ):
            raise BukanPerJenis(f"{tabel} memuat kolom tersandi")
    return True


def _sidik_tabel(skema: str) -> dict[str, str]:
    """Table -> hash of its rows, "" for an empty one."""
    hasil = {}
    with connection.cursor() as k:
        k.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [skema])
        for (tabel,) in k.fetchall():
            q = connection.ops.quote_name
            k.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {q(skema)}.{q(tabel)} t")  # noqa: S608
            hasil[tabel] = k.fetchone()[0] or ""
    return hasil


def _nilai(kolom: str, tipe: str) -> str:
    """SQL expression whose text is the value as SQL. What was made up at this moment is made up anew at every replay."""
    teks = f"quote_nullable({kolom}::text)"
    if tipe == "uuid":
        return f"CASE WHEN {kolom} IS NULL THEN 'NULL' ELSE 'gen_random_uuid()' END"
    if tipe == "timestamp with time zone":
        return f"CASE WHEN {kolom} >= transaction_timestamp() THEN 'now()' ELSE {teks} END"
    if tipe == "date":
        return f"CASE WHEN {kolom} = CURRENT_DATE THEN 'CURRENT_DATE' ELSE {teks} END"
    return teks


def _sisipan(skema: str, tabel: str) -> str:
    """INSERT for all rows of a table, and its sequence moved behind them."""
    q = connection.ops.quote_name
    nama = f"{q(skema)}.{q(tabel)}"
    with connection.cursor() as k:
        k.execute(
            "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass"
            " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [nama],
        )
        kolom = [(q(n), t) for n, t in k.fetchall()]
        nilai = ", ".join(_nilai(n, t) for n, t in kolom)
        k.execute(f"SELECT '(' || concat_ws(', ', {nilai}) || ')' FROM {nama} ORDER BY 1")  # noqa: S608
        baris = ",\n".join(b[0] for b in k.fetchall())
        k.execute(
            "SELECT pg_get_serial_sequence(%s, a.attname), a.attname FROM pg_attribute a"
            " WHERE a.attrelid = %s::regclass AND a.attidentity <> ''",
            [nama, nama],
        )
        geser = "".join(
            f"SELECT setval('{urutan}', (SELECT max({q(n)}) FROM {nama}));\n"  # noqa: S608
            for urutan, n in k.fetchall()
        )
    daftar = ", ".join(n for n, _ in kolom)
    return f"INSERT INTO {nama} ({daftar}) OVERRIDING SYSTEM VALUE VALUES\n{baris};\n{geser}"
