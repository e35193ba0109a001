"""Who this thread is for the database: an instansi, a public host, the owner, or nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import connection

from inti.db.login import LOGIN_AGREGATOR, LOGIN_PEMILIK, LOGIN_TETAP, skema_sah

if TYPE_CHECKING:
    from inti.db.backend.base import DatabaseWrapper

koneksi = cast("DatabaseWrapper", connection)
"""django.db.connection, with the type that it really has here."""


class TanpaInstansi(RuntimeError):
    """A query was made outside any instansi or public host. Nothing falls back to `public` (promise 2)."""


class BerpindahDalamTransaksi(RuntimeError):
    """The login was to change inside a transaction; the statements before it belong to somebody else."""


@dataclass(frozen=True)
class Sasaran:
    """A database login and the schema that it works in.

    Quacks like a django-tenants tenant (`schema_name`), so `connection.tenant` may hold it.
    """

    login: str
    skema: str

    @property
    def schema_name(self) -> str:
        return self.skema

    @property
    def pemilik(self) -> bool:
        return self.login == LOGIN_PEMILIK


def sasaran_dari(tenant: Any) -> Sasaran:
    """The target of a tenant object, a schema name, or a Sasaran. Raises TanpaInstansi for anything else."""
    if isinstance(tenant, Sasaran):
        return tenant
    skema = tenant if isinstance(tenant, str) else getattr(tenant, "schema_name", None)
    if not isinstance(skema, str) or not skema_sah(skema):
        raise TanpaInstansi(f"Bukan instansi: {skema!r}")
    return Sasaran(skema, skema)


@contextmanager
def sebagai_sasaran(sasaran: Sasaran | None) -> Iterator[None]:
    """Be `sasaran` inside the block (None: nobody), then again who one was."""
    semula = koneksi.sasaran
    koneksi.set_sasaran(sasaran)
    try:
        yield
    finally:
        koneksi.set_sasaran(semula)


def di_instansi(instansi: Any) -> Any:
    """Context manager: the instansi's own login. Takes an Instansi, an InfoInstansi or a schema name."""
    return sebagai_sasaran(sasaran_dari(instansi))


def sebagai(login: str) -> Any:
    """Context manager: a public host's login, or the aggregator's, in schema public."""
    if login not in LOGIN_TETAP:
        raise TanpaInstansi(f"Bukan login situs publik: {login!r}")
    return sebagai_sasaran(Sasaran(login, "public"))


def sebagai_pemilik(skema: str = "public") -> Any:
    """Context manager: the owner of all tables, working in `skema`. Command line and provisioning only."""
    return sebagai_sasaran(Sasaran(LOGIN_PEMILIK, skema))


__all__ = [
    "LOGIN_AGREGATOR",
    "BerpindahDalamTransaksi",
    "Sasaran",
    "TanpaInstansi",
    "di_instansi",
    "koneksi",
    "sasaran_dari",
    "sebagai",
    "sebagai_pemilik",
    "sebagai_sasaran",
]
