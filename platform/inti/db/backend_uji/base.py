"""The ENGINE of the tests: one superuser connection that *becomes* each login with SET SESSION AUTHORIZATION.

So pytest-django's rollback works across logins while privileges still hold. `pakai_login_nyata()` switches a test to
real log-ins on real connections (committed data).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from psycopg import sql
from psycopg.pq import TransactionStatus

from inti.db.backend.base import DatabaseWrapper as IntiWrapper
from inti.db.konteks import Sasaran, TanpaInstansi
from inti.db.simpanan import SIMPANAN

_nyata = False


class DatabaseWrapper(IntiWrapper):
    _diterapkan: Sasaran | None = None

    def _dalam_transaksi(self) -> bool:
        if _nyata:
            return super()._dalam_transaksi()
        return any(not getattr(a, "_from_testcase", False) for a in self.atomic_blocks)

    def get_connection_params(self) -> dict[str, Any]:
        if _nyata:
            return super().get_connection_params()
        params = PostgresWrapper.get_connection_params(self)
        params["autocommit"] = True
        return params

    def _pungut(self) -> Any | None:
        return super()._pungut() if _nyata else None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if _nyata:
            return super().get_new_connection(conn_params)
        self._diterapkan = None
        return PostgresWrapper.get_new_connection(self, conn_params)

    def _close(self) -> None:
        if _nyata:
            super()._close()
        else:
            PostgresWrapper._close(self)  # type: ignore[attr-defined]

    def _lepas(self) -> None:
        if _nyata:
            super()._lepas()

    def rollback(self) -> None:
        super().rollback()
        self._diterapkan = None

    def savepoint_rollback(self, sid: str) -> None:
        try:
            super().savepoint_rollback(sid)
        finally:
            self._diterapkan = None

    def _cursor(self, name: str | None = None) -> Any:
        if _nyata:
            return super()._cursor(name)
        if self.sasaran is None:
            raise TanpaInstansi("Tidak ada instansi atau situs pada permintaan ini; kueri ditolak.")
        self.ensure_connection()
        self._terapkan()
        return PostgresWrapper._cursor(self, name)  # type: ignore[attr-defined]

    def check_constraints(self, table_names: Any = None) -> None:
        """At the end of a test nobody is logged in; the deferred constraints are checked all the same."""
        self.connection.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    def _terapkan(self) -> None:
        sasaran = self.sasaran
        assert sasaran is not None
        if (
            self._diterapkan == sasaran
            or self.connection.pgconn.transaction_status == TransactionStatus.INERROR
        ):
            return
        if self.connection.pgconn.transaction_status == TransactionStatus.INTRANS:
            self.check_constraints()  # what one login left pending is judged as that login, as its commit would
        with self.connection.cursor() as kursor:
            kursor.execute(
                sql.SQL("SET SESSION AUTHORIZATION {}; SET search_path = {}").format(
                    sql.Identifier(sasaran.login), sql.Identifier(sasaran.skema)
                )
            )
        self._diterapkan = sasaran


@contextmanager
def pakai_login_nyata() -> Iterator[None]:
    """Inside the block every connection of this process is a real log-in, as in production."""
    global _nyata
    connections["default"].close()
    _nyata = True
    try:
        yield
    finally:
        connections["default"].close()
        SIMPANAN.kosongkan()
        _nyata = False
        connections["default"].close()
