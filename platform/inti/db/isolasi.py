"""Proof of promise 1: every object of every instansi × every login that is not its own ⇒ refused.

Walks pg_catalog, so a table that nobody thought of, or a GRANT that somebody typed by hand, is found too.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from inti.db.hak import SKEMA_BERSAMA, hak_tabel_instansi, hak_tabel_publik, setelan_login, urai_hak
from inti.db.login import LOGIN_AGREGATOR, LOGIN_PEMILIK, LOGIN_SITUS_PUBLIK, LOGIN_TETAP, parameter

# One row per (login, object, privilege) that the login has. Privileges of PUBLIC count for everybody.
SQL_HAK = """
WITH login AS (
    SELECT oid, rolname FROM pg_roles WHERE rolname = ANY(%(login)s)
), skema AS (
    SELECT oid, nspname FROM pg_namespace WHERE nspname ~ '^i_' OR nspname = 'public' OR nspname = ANY(%(bersama)s)
)
SELECT l.rolname, s.nspname, 'skema', '', p.hak
  FROM login l, skema s, unnest(ARRAY['USAGE', 'CREATE']) p(hak)
 WHERE has_schema_privilege(l.oid, s.oid, p.hak)
UNION ALL
SELECT l.rolname, s.nspname, 'tabel', c.relname, p.hak
  FROM login l, skema s JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind IN ('r', 'v', 'm', 'p', 'f'),
       unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p(hak)
 WHERE has_table_privilege(l.oid, c.oid, p.hak)
UNION ALL
SELECT l.rolname, s.nspname, 'kolom', c.relname || '.' || a.attname, p.hak
  FROM login l, skema s JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL,
       unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p(hak)
 WHERE has_column_privilege(l.oid, c.oid, a.attnum, p.hak) AND NOT has_table_privilege(l.oid, c.oid, p.hak)
UNION ALL
SELECT l.rolname, s.nspname, 'urutan', c.relname, p.hak
  FROM login l, skema s JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind = 'S',
       unnest(ARRAY['USAGE', 'SELECT', 'UPDATE']) p(hak)
 WHERE has_sequence_privilege(l.oid, c.oid, p.hak)
UNION ALL
SELECT l.rolname, s.nspname, 'fungsi', f.oid::regprocedure::text, 'EXECUTE'
  FROM login l, skema s JOIN pg_proc f ON f.pronamespace = s.oid
 WHERE has_function_privilege(l.oid, f.oid, 'EXECUTE')
"""

SQL_OBJEK = """
SELECT n.nspname, count(*) FROM (
    SELECT relnamespace AS ns FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p', 'f', 'S')
    UNION ALL SELECT pronamespace FROM pg_proc
    UNION ALL SELECT oid FROM pg_namespace
) o JOIN pg_namespace n ON n.oid = o.ns WHERE n.nspname ~ '^i_' OR n.nspname = 'public'
   OR n.nspname = ANY(%(bersama)s) GROUP BY 1
"""

SQL_ATRIBUT = """
SELECT rolname, 'atribut SUPERUSER/BYPASSRLS/CREATEROLE/CREATEDB/REPLICATION' FROM pg_roles
 WHERE rolname = ANY(%(login)s) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
UNION ALL
SELECT m.rolname, 'anggota ' || g.rolname FROM pg_auth_members a
  JOIN pg_roles m ON m.oid = a.member JOIN pg_roles g ON g.oid = a.roleid WHERE m.rolname = ANY(%(login)s)
UNION ALL
SELECT r.rolname, 'boleh membuat tabel sementara' FROM pg_roles r
 WHERE r.rolname = ANY(%(login)s) AND has_database_privilege(r.oid, current_database(), 'TEMP')
UNION ALL
SELECT r.rolname, 'memiliki ' || c.oid::regclass::text FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
 WHERE r.rolname = ANY(%(login)s)
"""


@dataclass
class HasilIsolasi:
    """`pasangan`: (login, object) pairs looked at; `dicoba`: statements really sent; `bocor`: sentences."""

    instansi: int = 0
    login: int = 0
    pasangan: int = 0
    dicoba: int = 0
    bocor: list[str] = field(default_factory=list)

    @property
    def aman(self) -> bool:
        return not self.bocor and self.pasangan > 0


NAMA_BERKAS = "isolasi.json"


def tulis_hasil(hasil: HasilIsolasi) -> None:
    """Keep the last result in `<SPBE_DATA>/isolasi.json`, whole or not at all: {"pada", "percobaan", "bocor"}."""
    tujuan = Path(settings.SPBE_DATA) / NAMA_BERKAS
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    sementara = tujuan.with_suffix(".tmp")
    isi = {"pada": timezone.now().isoformat(), "percobaan": hasil.pasangan, "bocor": len(hasil.bocor)}
    sementara.write_text(json.dumps(isi), encoding="utf-8")
    sementara.replace(tujuan)


def _daftar_skema() -> list[str]:
    with connection.cursor() as k:
        k.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^i_' ORDER BY 1")
        return [b[0] for b in k.fetchall()]


def _boleh(login: str, skema: str, jenis: str, objek: str, hak: str, deklarasi: dict[str, Any]) -> bool:
    """Whether the models declare this privilege (own schema, aggregator, public hosts)."""
    if skema in SKEMA_BERSAMA:
        return SKEMA_BERSAMA[skema].boleh(login, jenis, objek, hak)
    if jenis == "skema":
        if hak != "USAGE":
            return False
        return login in (skema, LOGIN_AGREGATOR) or (skema == "public" and login in LOGIN_TETAP)
    if jenis not in ("tabel", "kolom"):
        return False
    tabel, _, kolom = objek.partition(".")
    if skema == "public":
        nyata = deklarasi["publik"].get(tabel, {}).get(login, "")
    else:
        sendiri, agregator = deklarasi["instansi"].get(tabel, ("", ""))
        nyata = sendiri if login == skema else agregator if login == LOGIN_AGREGATOR else ""
    hak_nyata = urai_hak(nyata)
    if hak not in hak_nyata:
        return False
    batas = hak_nyata[hak]
    return batas is None or kolom in batas


def periksa_katalog() -> HasilIsolasi:
    """Compare every privilege in pg_catalog with what the models declare. Runs as the owner."""
    skema = _daftar_skema()
    login = [*LOGIN_TETAP, *skema]
    hasil = HasilIsolasi(instansi=len(skema), login=len(login))
    if not pemilik_sah():
        hasil.bocor.append(f"ada tabel instansi yang bukan milik {LOGIN_PEMILIK}")
    bersama = list(SKEMA_BERSAMA)
    deklarasi = {"instansi": hak_tabel_instansi(), "publik": hak_tabel_publik()}
    with connection.cursor() as k:
        k.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [login])
        ada = {b[0] for b in k.fetchall()}
        hasil.bocor += [f"skema {s} tidak mempunyai login" for s in skema if s not in ada]
        k.execute(SQL_OBJEK, {"bersama": bersama})
        objek = dict(k.fetchall())
        hasil.pasangan = sum(n for s, n in objek.items() for x in login if x != s)
        k.execute(SQL_HAK, {"login": login, "bersama": bersama})
        for nama, di, jenis, apa, hak in k.fetchall():
            if not _boleh(nama, di, jenis, apa, hak, deklarasi):
                hasil.bocor.append(f"{nama} memiliki {hak} pada {jenis} {di}{'.' + apa if apa else ''}")
        k.execute(SQL_ATRIBUT, {"login": login})
        hasil.bocor += [f"{nama}: {apa}" for nama, apa in k.fetchall()]
        hasil.bocor += _setelan_asing(k, login)
    for satu in SKEMA_BERSAMA.values():
        hasil.bocor += satu.asing()
    return hasil


def _setelan_asing(kursor: Any, login: list[str]) -> list[str]:
    """Settings of a login that are not ours. A role can change its own (and so lock itself out): this finds it."""
    kursor.execute(
        "SELECT r.rolname, d.setconfig FROM pg_db_role_setting d JOIN pg_roles r ON r.oid = d.setrole"
        " WHERE r.rolname = ANY(%s)",
        [login],
    )
    asing = []
    for nama, setelan in kursor.fetchall():
        harap = setelan_login("public" if nama in LOGIN_TETAP else nama)
        asing += [
            f"{nama}: setelan asing {s}"
            for s in setelan
            if harap.get(s.partition("=")[0].lower()) != s.partition("=")[2].strip('"')
        ]
    return asing


def coba_nyata(hasil: HasilIsolasi, lapor: Callable[[int, int], None] | None = None) -> HasilIsolasi:
    """Really log in as every instansi and public host and try to read every table of every other instansi, and what the shared
    schemas keep from it."""
    skema = _daftar_skema()
    with connection.cursor() as k:
        k.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s) ORDER BY 1, 2", [skema]
        )
        tabel = k.fetchall()
    pelaku = [*skema, *LOGIN_SITUS_PUBLIK, LOGIN_AGREGATOR]
    agregator = {t for t, (_, hak) in hak_tabel_instansi().items() if "SELECT" in hak}
    for urut, login in enumerate(pelaku, 1):
        with psycopg.connect(**parameter(login), autocommit=True) as k:
            for di, nama in tabel:
                if di == login or (login == LOGIN_AGREGATOR and nama in agregator):
                    continue
                hasil.dicoba += 1
                try:
                    k.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(di, nama)))
                except psycopg.errors.InsufficientPrivilege:
                    continue
                hasil.bocor.append(f"{login} dapat membaca {di}.{nama}")
            for bersama in SKEMA_BERSAMA.values():
                dicoba, bocor = bersama.coba(login, k)
                hasil.dicoba += dicoba
                hasil.bocor += bocor
        if lapor:
            lapor(urut, len(pelaku))
    return hasil


def pemilik_sah() -> bool:
    """The owner of every table is `spbe_pemilik`, so no login can grant what it has."""
    with connection.cursor() as k:
        k.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " JOIN pg_roles r ON r.oid = c.relowner WHERE n.nspname ~ '^i_' AND r.rolname <> %s",
            [LOGIN_PEMILIK],
        )
        return k.fetchone()[0] == 0
