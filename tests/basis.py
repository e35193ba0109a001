"""The template database of the tests and its copies."""

import hashlib
import uuid
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from inti.db import sebagai_pemilik
from inti.db.hak import buat_login_tetap, terapkan_hak
from inti.db.login import LOGIN_PEMILIK, LOGIN_TETAP
from inti.db.siapkan import siapkan_basis

AKAR = Path(__file__).resolve().parents[1]
KUNCI_BANGUN = 7_340_001
PAKET = ("platform/inti", "tenants", "layanan", "spbe", "monitoring_center")
POLA_SIDIK = (
    "**/migrations/*.py",
    "**/migrations/sql/*.sql",
    "**/gerbang/hak.py",
    "**/models.py",
    "**/models/*.py",
    "**/acuan.py",
    "data/*",
    "db/**/*.py",
    "ddl/*.py",
)


def _admin() -> dict[str, Any]:
    db = settings.DATABASES["default"]
    return {"host": db["HOST"], "port": db["PORT"], "user": db["USER"], "password": db["PASSWORD"]}


def _sidik() -> str:
    """Fingerprint of everything that the template database is made of."""
    isi = hashlib.sha256()
    for paket in PAKET:
        for pola in POLA_SIDIK:
            for berkas in sorted((AKAR / paket).glob(pola)):
                if "__pycache__" not in berkas.parts and berkas.is_file():
                    isi.update(berkas.read_bytes())
    for berkas in (Path(__file__), AKAR / "platform/inti/settings/uji.py"):
        isi.update(berkas.read_bytes())
    return isi.hexdigest()[:12]


def pastikan_induk() -> str:
    """Name of the template database; built once per fingerprint, by one process at a time."""
    nama = f"uji_induk_{_sidik()}"
    with psycopg.connect(**_admin(), dbname="postgres", autocommit=True) as k:
        k.execute("SELECT pg_advisory_lock(%s)", [KUNCI_BANGUN])
        if k.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nama]).fetchone():
            return nama
        sementara = f"{nama}_bangun"
        k.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(sementara)))
        siapkan_basis(admin=_admin(), nama=sementara, sandi_pemilik=settings.SPBE_SANDI_PEMILIK)
        _isi(sementara)
        k.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(sementara), sql.Identifier(nama))
        )
    return nama


def _isi(nama: str) -> None:
    from tenants.actions import daftarkan_instansi, sediakan

    semula = settings.DATABASES["default"]["NAME"]
    settings.DATABASES["default"]["NAME"] = nama
    try:
        with sebagai_pemilik():
            buat_login_tetap()
            call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
            terapkan_hak("public")
        for huruf in "ab":
            with sebagai_pemilik():
                instansi = daftarkan_instansi(
                    nama=f"Kecamatan Uji {huruf.upper()}",
                    jenis="kecamatan",
                    kode=f"99.99.0{1 + 'ab'.index(huruf)}",
                    kode_wilayah="63.10.01",
                    slug=f"uji-{huruf}",
                    domain_email=f"uji-{huruf}.{settings.SPBE_DOMAIN_SUREL}",
                    zona_waktu="Asia/Makassar",
                    kop={"pemerintah": "PEMERINTAH KABUPATEN UJI", "nama": f"KECAMATAN UJI {huruf.upper()}"},
                    oleh=None,
                )
            sediakan(instansi=instansi)
    finally:
        connection.close()
        settings.DATABASES["default"]["NAME"] = semula


def salin(induk: str) -> str:
    """A fresh copy of the template; the CONNECT privileges of its logins are granted again (they are not copied)."""
    nama = f"uji_{uuid.uuid4().hex[:12]}"
    d = sql.Identifier(nama)
    with psycopg.connect(**_admin(), dbname="postgres", autocommit=True) as k:
        k.execute("SELECT pg_advisory_lock(%s)", [KUNCI_BANGUN])
        k.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy OWNER {}").format(
                d, sql.Identifier(induk), sql.Identifier(LOGIN_PEMILIK)
            )
        )
        k.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(d))
        penerima = [*LOGIN_TETAP, LOGIN_PEMILIK, "i_uji_a", "i_uji_b"]
        k.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                d, sql.SQL(", ").join(map(sql.Identifier, penerima))
            )
        )
    return nama


def hapus(nama: str) -> None:
    with psycopg.connect(**_admin(), dbname="postgres", autocommit=True) as k:
        k.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(nama)))


__all__ = ["hapus", "pastikan_induk", "salin"]
