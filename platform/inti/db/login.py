"""The database logins of the platform and their passwords (ADR 0002).

Every instansi has a LOGIN role named as its schema (`i_batulicin`); every public host has one of its own.
Passwords are derived with HMAC-SHA256 from a master key, so nothing has to be stored per role. The owner's password is a
separate secret that only the command line and the provisioning worker have.
"""

import hashlib
import hmac
import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LOGIN_PEMILIK = "spbe_pemilik"
LOGIN_PORTAL = "spbe_portal"
LOGIN_DISKOMINFO = "spbe_diskominfo"
LOGIN_MONITORING = "spbe_monitoring"
LOGIN_AGREGATOR = "spbe_agregator"
LOGIN_SITUS_PUBLIK = (LOGIN_PORTAL, LOGIN_DISKOMINFO, LOGIN_MONITORING)
LOGIN_TETAP = (*LOGIN_SITUS_PUBLIK, LOGIN_AGREGATOR)
AWALAN_INSTANSI = "i_"
POLA_SKEMA = re.compile(r"^i_[a-z][a-z0-9_]{1,40}$")


def skema_sah(skema: str) -> bool:
    """Whether `skema` is a well-formed schema (and login) name of an instansi."""
    return bool(POLA_SKEMA.match(skema))


def sandi(login: str) -> str:
    """Password of a login, 64 hex characters (the owner's is whatever SPBE_SANDI_PEMILIK says)."""
    if login == LOGIN_PEMILIK:
        if not settings.SPBE_SANDI_PEMILIK:
            raise ImproperlyConfigured(
                "Proses ini tidak memegang sandi pemilik basis data (SPBE_SANDI_PEMILIK); "
                "jalankan lewat baris perintah atau pekerja penyediaan."
            )
        return settings.SPBE_SANDI_PEMILIK
    return _turunkan(settings.SPBE_KUNCI_LOGIN, login)


@lru_cache(maxsize=4096)
def _turunkan(kunci: str, login: str) -> str:
    return hmac.new(kunci.encode(), f"login:{login}".encode(), hashlib.sha256).hexdigest()


def parameter(login: str) -> dict[str, Any]:
    """libpq parameters of a login: host, port, dbname, user, password."""
    db = settings.DATABASES["default"]
    return {
        "host": db["HOST"],
        "port": db["PORT"],
        "dbname": db["NAME"],
        "user": login,
        "password": sandi(login),
    }
