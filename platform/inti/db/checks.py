"""`manage.py check`: settings with which isolation would not hold are refused."""

import os
from typing import Any

import psycopg
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from inti.db.login import LOGIN_PEMILIK, LOGIN_PORTAL, parameter

MESIN = ("inti.db.backend", "inti.db.backend_uji")
PROSES_TERBATAS = ("web", "worker")


def periksa_setelan(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Static checks, without a database."""
    galat: list[checks.CheckMessage] = []

    def tolak(nomor: str, pesan: str, saran: str) -> None:
        galat.append(checks.Error(pesan, hint=saran, id=f"inti.{nomor}"))

    db: dict[str, Any] = settings.DATABASES["default"]
    if db["ENGINE"] not in MESIN:
        tolak("E001", "ENGINE bukan inti.db.backend.", "Pakai ENGINE 'inti.db.backend'.")
    if len(settings.DATABASES) > 1:
        tolak("E002", "Hanya satu basis data yang didukung.", "Hapus alias selain 'default'.")
    if db.get("USER") or db.get("PASSWORD"):
        tolak(
            "E003",
            "DATABASE_URL memuat nama pengguna atau sandi.",
            "Tulis hanya host, port dan nama basis data; setiap instansi masuk dengan login-nya sendiri.",
        )
    if settings.SPBE_PROSES in PROSES_TERBATAS and settings.SPBE_SANDI_PEMILIK:
        tolak(
            "E004",
            f"Proses {settings.SPBE_PROSES} memegang sandi pemilik basis data.",
            "Kosongkan SPBE_SANDI_PEMILIK untuk web dan worker.",
        )
    if getattr(settings, "ASGI_APPLICATION", None) or os.environ.get("SPBE_ASGI"):
        tolak("E005", "ASGI tidak didukung: konteks instansi terikat pada thread.", "Jalankan dengan WSGI.")
    if settings.SESSION_ENGINE != "inti.akun.sesi":
        tolak("E006", "Sesi tidak terikat pada situsnya.", "SESSION_ENGINE harus 'inti.akun.sesi'.")
    if settings.SESSION_COOKIE_DOMAIN or settings.CSRF_COOKIE_DOMAIN:
        tolak(
            "E007",
            "Cookie berlaku untuk semua subdomain.",
            "Kosongkan SESSION_COOKIE_DOMAIN dan CSRF_COOKIE_DOMAIN.",
        )
    cache: dict[str, Any] = settings.CACHES
    for alias, isi in cache.items():
        if isi.get("KEY_FUNCTION") != "inti.cache.kunci":
            tolak(
                "E008",
                f"Cache '{alias}' tidak membedakan instansi.",
                "KEY_FUNCTION harus 'inti.cache.kunci'.",
            )
    if db.get("CONN_MAX_AGE", 0) != 0 or db.get("OPTIONS", {}).get("pool"):
        tolak("E009", "CONN_MAX_AGE atau pool bawaan dipakai.", "Koneksi disimpan oleh inti.db.simpanan.")
    if db.get("ATOMIC_REQUESTS"):
        tolak("E010", "ATOMIC_REQUESTS dipakai.", "Tindakan mengatur transaksinya sendiri.")
    return galat


def periksa_login(app_configs: Any = None, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """With `--database default`: the logins in use are not superuser, not owner, and the server is new enough."""
    if not databases or "default" not in databases or settings.DATABASES["default"]["ENGINE"] != MESIN[0]:
        return []
    galat: list[checks.CheckMessage] = []
    with psycopg.connect(**parameter(LOGIN_PORTAL)) as k:
        if k.info.server_version < 160000:
            galat.append(checks.Error("PostgreSQL lebih lama dari 16.", id="inti.E011"))
        baris = k.execute(
            "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls OR rolreplication)"
            " AND rolname ~ '^(spbe|i)_'"
        ).fetchall()
        galat += [
            checks.Error(
                f"Login {r[0]} memiliki hak istimewa.", hint="Cabut SUPERUSER/BYPASSRLS.", id="inti.E012"
            )
            for r in baris
        ]
        anggota = k.execute(
            "SELECT m.rolname, g.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member"
            " JOIN pg_roles g ON g.oid = a.roleid WHERE m.rolname ~ '^(spbe|i)_'"
            " AND m.rolname <> %s",
            [LOGIN_PEMILIK],
        ).fetchall()
        galat += [
            checks.Error(f"Login {m} adalah anggota {g}.", hint=f"REVOKE {g} FROM {m}.", id="inti.E013")
            for m, g in anggota
        ]
    return galat


def tolak_setelan_berbahaya() -> None:
    """For processes that serve: raise instead of starting (a check that nobody runs protects nobody)."""
    if galat := periksa_setelan():
        raise ImproperlyConfigured("\n".join(f"{g.id}: {g.msg} {g.hint}" for g in galat))


def daftarkan() -> None:
    checks.register(checks.Tags.security)(periksa_setelan)
    checks.register(checks.Tags.database)(periksa_login)
