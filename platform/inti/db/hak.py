"""Privileges: login roles and GRANTs, derived from what the models declare.

A model says what each login may do with its table, as plain class attributes:

    hak_instansi = "SELECT, INSERT"                  in the instansi's own schema (default: all DML)
    hak_instansi = "SELECT, UPDATE (status, alasan)"  an action may be limited to columns
    hak_agregator = "SELECT, DELETE"                 spbe_agregator in each instansi's schema (default: nothing)
    hak_publik = {"spbe_monitoring": "SELECT"}       in schema public (default: nothing)

Everything here runs as the owner (`sebagai_pemilik`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model
from psycopg import sql

from inti.db.baris import terapkan_baris
from inti.db.login import LOGIN_AGREGATOR, LOGIN_DISKOMINFO, LOGIN_MONITORING, LOGIN_TETAP, sandi, skema_sah

DML = "SELECT, INSERT, UPDATE, DELETE"
_STAF_PUBLIK = {LOGIN_DISKOMINFO: DML, LOGIN_MONITORING: DML}
_BACA_PUBLIK = {LOGIN_DISKOMINFO: "SELECT", LOGIN_MONITORING: "SELECT"}

# Tables of other people's apps, by table name: (hak_instansi, hak_publik).
HAK_PIHAK_KETIGA: dict[str, tuple[str, dict[str, str]]] = {
    "django_migrations": ("SELECT", {LOGIN_DISKOMINFO: "SELECT"}),
    "django_content_type": ("SELECT", _BACA_PUBLIK),
    "auth_permission": ("SELECT", {}),
    "auth_group": ("SELECT", {}),
    "auth_group_permissions": ("SELECT", {}),
    "django_session": (DML, _STAF_PUBLIK),
    "account_emailaddress": (DML, _STAF_PUBLIK),
    "account_emailconfirmation": (DML, _STAF_PUBLIK),
    "mfa_authenticator": (DML, _STAF_PUBLIK),
}


@dataclass(frozen=True)
class SkemaBersama:
    """A schema beside `public` that logins of instansi may enter.

    Attributes:
        nama: of the schema.
        pernyataan: login -> its GRANTs there. Given anew with the privileges of the login's own schema.
        boleh: (login, "skema"|"tabel"|"urutan"|"fungsi", object, privilege) -> whether that is declared.
        asing: what else is wrong there, as sentences for `spbe isolasi`.
        coba: (login, connection of that login) -> number of attempts really made, and sentences about those that succeeded.
    """

    nama: str
    pernyataan: Callable[[str], list[sql.Composable]]
    boleh: Callable[[str, str, str, str], bool]
    asing: Callable[[], list[str]] = list
    coba: Callable[[str, psycopg.Connection[Any]], tuple[int, list[str]]] = lambda _login, _k: (0, [])


SKEMA_BERSAMA: dict[str, SkemaBersama] = {}


def daftarkan_skema(skema: SkemaBersama) -> None:
    SKEMA_BERSAMA[skema.nama] = skema


def model_di(daftar: list[str]) -> list[type[Model]]:
    """Models (with automatic many-to-many tables) of the apps in a SHARED_APPS/TENANT_APPS list."""
    return [
        m
        for config in apps.get_app_configs()
        if config.name in daftar or f"{type(config).__module__}.{type(config).__name__}" in daftar
        for m in config.get_models(include_auto_created=True)
        if m._meta.managed and not m._meta.proxy
    ]


def hak_tabel_instansi() -> dict[str, tuple[str, str]]:
    """Table in an instansi's schema -> (privileges of its own login, privileges of the aggregator)."""
    hasil = {"django_migrations": (HAK_PIHAK_KETIGA["django_migrations"][0], "")}
    for m in model_di(settings.TENANT_APPS):
        baku = HAK_PIHAK_KETIGA.get(m._meta.db_table, (DML, {}))[0]
        hasil[m._meta.db_table] = (getattr(m, "hak_instansi", baku), getattr(m, "hak_agregator", ""))
    return hasil


def hak_tabel_publik() -> dict[str, dict[str, str]]:
    """Table in schema public -> {login: privileges}."""
    hasil = {"django_migrations": HAK_PIHAK_KETIGA["django_migrations"][1]}
    for m in model_di(settings.SHARED_APPS):
        baku = HAK_PIHAK_KETIGA.get(m._meta.db_table, ("", {}))[1]
        hasil[m._meta.db_table] = getattr(m, "hak_publik", baku)
    return hasil


def urai_hak(hak: str) -> dict[str, frozenset[str] | None]:
    """ "SELECT, UPDATE (a, b)" -> {"SELECT": None, "UPDATE": {"a", "b"}}; None: the whole table."""
    hasil: dict[str, frozenset[str] | None] = {}
    for cocok in re.finditer(r"([A-Z]+)\s*(?:\(([^)]*)\))?", hak):
        kolom = cocok[2]
        hasil[cocok[1]] = None if kolom is None else frozenset(k.strip() for k in kolom.split(","))
    return hasil


def _nyatakan(pernyataan: list[sql.Composable]) -> None:
    """Send the statements in one round trip."""
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL("; ").join(pernyataan))


def _grant(hak: str, skema: str, tabel: str, login: str) -> sql.Composable:
    return sql.SQL("GRANT {} ON {} TO {}").format(
        sql.SQL(hak),
        sql.Identifier(skema, tabel),
        sql.Identifier(login),
    )


def _cabut_semua(skema: str, *, baru: bool) -> list[sql.Composable]:
    """Statements after which nobody but the owner has a privilege in the schema.

    A new schema has none but those that PostgreSQL gives to PUBLIC by itself: EXECUTE on functions.
    """
    s = sql.Identifier(skema)
    if baru:
        return [sql.SQL("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {} FROM PUBLIC").format(s)]
    penerima = [*LOGIN_TETAP, *([] if skema == "public" else [skema])]
    semua = sql.SQL(", ").join([sql.SQL("PUBLIC"), *map(sql.Identifier, penerima)])
    return [
        sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(s, semua),
        *(
            sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA {} FROM {}").format(sql.SQL(jenis), s, semua)
            for jenis in ("TABLES", "SEQUENCES", "FUNCTIONS")
        ),
    ]


def terapkan_hak(skema: str, *, baru: bool = False) -> None:
    """Make the privileges in `skema` exactly what the models declare: revoke everything, then grant.

    `baru`: the schema was made in this transaction, so there is next to nothing to revoke.
    """
    s = sql.Identifier(skema)
    perintah = _cabut_semua(skema, baru=baru)
    if skema == "public":
        perintah += [
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(x)) for x in LOGIN_TETAP
        ]
        for tabel, per_login in hak_tabel_publik().items():
            perintah += [_grant(hak, skema, tabel, login) for login, hak in per_login.items() if hak]
    else:
        perintah += [
            sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(s, sql.Identifier(x))
            for x in (skema, LOGIN_AGREGATOR)
        ]
        for tabel, (sendiri, agregator) in hak_tabel_instansi().items():
            if sendiri:
                perintah.append(_grant(sendiri, skema, tabel, skema))
            if agregator:
                perintah.append(_grant(agregator, skema, tabel, LOGIN_AGREGATOR))
    for bersama in SKEMA_BERSAMA.values():
        for login in LOGIN_TETAP if skema == "public" else (skema,):
            perintah += bersama.pernyataan(login)
    _nyatakan(perintah)
    if skema == "public":
        terapkan_baris()


def _ada_role(login: str) -> bool:
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login])
        return kursor.fetchone() is not None


def setelan_login(skema: str) -> dict[str, str]:
    """What every session of a login starts with."""
    return {
        "search_path": skema,
        "timezone": "UTC",
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "60s",
    }


def _buat_login(login: str, skema: str, *, batas_koneksi: int) -> None:
    r = sql.Identifier(login)
    with connection.cursor() as kursor:
        kursor.execute("SELECT current_database()")
        basis = kursor.fetchone()[0]
    # A new role has no other attribute; only a superuser could add one, and `spbe isolasi` would see it.
    atribut = sql.SQL("LOGIN NOINHERIT CONNECTION LIMIT {} PASSWORD {}").format(
        sql.Literal(batas_koneksi), sql.Literal(sandi(login))
    )
    kata = sql.SQL("ALTER ROLE {} {}" if _ada_role(login) else "CREATE ROLE {} {}")
    _nyatakan(
        [
            kata.format(r, atribut),
            sql.SQL("ALTER ROLE {} RESET ALL").format(r),  # a role may change its own settings: undo that
            *(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(r, sql.Identifier(k), sql.Literal(v))
                for k, v in setelan_login(skema).items()
            ),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(basis), r),
        ]
    )


def buat_login_instansi(skema: str) -> None:
    """Create (or refresh) the LOGIN role of an instansi: member of nothing, its own schema only, with limits."""
    if not skema_sah(skema):
        raise ValueError(f"Nama skema tidak sah: {skema!r}")
    _buat_login(skema, skema, batas_koneksi=settings.SPBE_KONEKSI_PER_INSTANSI)


def buat_login_tetap() -> None:
    """Create (or refresh) the logins of the public hosts and of the aggregator."""
    for login in LOGIN_TETAP:
        _buat_login(login, "public", batas_koneksi=100)


def segarkan_semua_login() -> int:
    """Password and settings of every login as they should be. Returns how many. Opens the owner's connection itself."""
    from inti.db.konteks import sebagai_pemilik

    with sebagai_pemilik():
        with connection.cursor() as kursor:
            kursor.execute(
                "SELECT n.nspname FROM pg_namespace n JOIN pg_roles r ON r.rolname = n.nspname WHERE n.nspname ~ '^i_'"
            )
            skema = [baris[0] for baris in kursor.fetchall()]
        buat_login_tetap()
        for nama in skema:
            buat_login_instansi(nama)
    return len(skema) + len(LOGIN_TETAP)


def hapus_login_instansi(skema: str) -> None:
    """Drop the instansi's role with everything that was granted to it. No error when it is not there."""
    if not skema_sah(skema):
        raise ValueError(f"Nama skema tidak sah: {skema!r}")
    if not _ada_role(skema):
        return
    with connection.cursor() as kursor:
        kursor.execute("SELECT current_database()")
        basis = kursor.fetchone()[0]
        kursor.execute(
            "SELECT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) a JOIN pg_roles r ON r.oid = a.grantee"
            " WHERE r.rolname = %s",
            [skema],
        )
        berhak_di = [baris[0] for baris in kursor.fetchall()]
    r = sql.Identifier(skema)
    perintah: list[sql.Composable] = [
        sql.SQL("REVOKE ALL ON DATABASE {} FROM {}").format(sql.Identifier(basis), r)
    ]
    for nama in berhak_di:
        s = sql.Identifier(nama)
        perintah += [
            sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(s, r),
            sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA {} FROM {}").format(s, r),
            sql.SQL("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {} FROM {}").format(s, r),
            sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(s, r),
        ]
    _nyatakan([*perintah, sql.SQL("DROP ROLE {}").format(r)])


def login_instansi_ada() -> list[str]:
    """Every role of this cluster that looks like an instansi's login and may connect to this database."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'i\\_%%'"
            " AND has_database_privilege(rolname, current_database(), 'CONNECT') ORDER BY rolname"
        )
        return [baris[0] for baris in kursor.fetchall()]


def hak_model(model: Any) -> str:
    """Privileges of an instansi's login on a model's table, as declared (for tests and documentation)."""
    return hak_tabel_instansi()[model._meta.db_table][0]
