"""The ENGINE: django-tenants' wrapper, but every instansi connects as its own LOGIN role (ADR 0002).

* The connection's *session_user* is the instansi's role, so no SQL can become somebody else.
* `ALTER ROLE … SET search_path` chose the schema at connect; no `SET` is ever sent.
* There is no default schema: without a target, opening a cursor raises `TanpaInstansi`.
* Physical connections are parked in `inti.db.simpanan` between uses and shared by the process's threads.
"""

from typing import Any

from django.utils.functional import cached_property
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantWrapper

from inti.db.konteks import BerpindahDalamTransaksi, Sasaran, TanpaInstansi, sasaran_dari
from inti.db.login import LOGIN_PEMILIK, parameter
from inti.db.simpanan import SIMPANAN


class DatabaseWrapper(TenantWrapper):
    sasaran: Sasaran | None = None
    _kunci_terbuka: tuple[Any, ...] = ()  # whose physical connection `self.connection` is

    # -- who we are ---------------------------------------------------------------------------------------------

    def set_sasaran(self, sasaran: Sasaran | None, tenant: Any = None) -> None:
        """Become `sasaran` (None: nobody). Raises BerpindahDalamTransaksi inside a transaction."""
        if sasaran is not self.sasaran and sasaran != self.sasaran:
            if self._dalam_transaksi():
                raise BerpindahDalamTransaksi(f"dari {self.sasaran} ke {sasaran} di tengah transaksi")
            self._lepas()
            self.sasaran = sasaran
        self.schema_name = sasaran.skema if sasaran else None
        self.tenant = tenant if tenant is not None else sasaran

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """django-tenants' entry point. As owner, the schema changes and the login stays."""
        if self.sasaran is not None and self.sasaran.pemilik and not isinstance(tenant, Sasaran):
            self.set_sasaran(Sasaran(LOGIN_PEMILIK, tenant.schema_name), tenant)
            return
        self.set_sasaran(sasaran_dari(tenant), tenant)

    def set_schema_to_public(self) -> None:
        """The owner goes back to `public`; everybody else becomes nobody."""
        if self.sasaran is not None and self.sasaran.pemilik:
            self.set_sasaran(Sasaran(LOGIN_PEMILIK, "public"))
        else:
            self.set_sasaran(None)

    def _dalam_transaksi(self) -> bool:
        return self.in_atomic_block

    @cached_property
    def pg_version(self) -> int:
        """As Django's, but without a cursor: Django asks for it before anybody is logged in."""
        self.ensure_connection()
        return self.connection.info.server_version

    # -- the physical connection --------------------------------------------------------------------------------

    def get_connection_params(self) -> dict[str, Any]:
        if self.sasaran is None:
            raise TanpaInstansi("Tidak ada instansi atau situs pada permintaan ini; kueri ditolak.")
        params = super().get_connection_params()
        params.update(parameter(self.sasaran.login))
        params["application_name"] = f"spbe:{self.sasaran.skema}"
        if self.sasaran.pemilik:
            params["options"] = f"-c search_path={self.sasaran.skema}"
        return params

    def connect(self) -> None:
        """Take a parked connection, or make one.

        A parked one is clean and has been set up (time zone, autocommit, adapters): of Django's `connect` only the
        state of this wrapper is left to do.
        """
        koneksi = self._pungut()
        if koneksi is None:
            super().connect()
            return
        self.in_atomic_block = self.needs_rollback = self.closed_in_transaction = self.errors_occurred = False
        self.savepoint_ids: list[str] = []
        self.atomic_blocks: list[Any] = []
        self.run_on_commit: list[Any] = []
        self.run_commit_hooks_on_set_autocommit_on = False
        self.health_check_done = self.autocommit = True
        self.close_at = 0.0  # to be parked at the end of the request at the latest
        self.connection = koneksi

    def _pungut(self) -> Any | None:
        if self.sasaran is None:
            raise TanpaInstansi("Tidak ada instansi atau situs pada permintaan ini; kueri ditolak.")
        kunci = self._kunci_simpanan()
        koneksi = SIMPANAN.ambil(kunci)
        if koneksi is not None:
            self._kunci_terbuka = kunci
        return koneksi

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        koneksi = super().get_new_connection(conn_params)
        SIMPANAN.catat(koneksi)
        self._kunci_terbuka = self._kunci_simpanan()
        return koneksi

    def _kunci_simpanan(self) -> tuple[Any, ...]:
        db, sasaran = self.settings_dict, self.sasaran
        assert sasaran is not None
        return (db["HOST"], db["PORT"], db["NAME"], sasaran.login, sasaran.skema)

    def _close(self) -> None:
        if self.connection is not None:
            SIMPANAN.simpan(self._kunci_terbuka, self.connection)

    def _lepas(self) -> None:
        """Park the connection between two transactions: `close()` without what only matters inside one."""
        koneksi, self.connection = self.connection, None
        if koneksi is not None:
            self.run_on_commit = []
            SIMPANAN.simpan(self._kunci_terbuka, koneksi)

    def _cursor(self, name: str | None = None) -> Any:
        # Not TenantWrapper._cursor: that one would send SET search_path. Health checks are `simpanan`'s business.
        if self.sasaran is None:
            raise TanpaInstansi("Tidak ada instansi atau situs pada permintaan ini; kueri ditolak.")
        if self.connection is None:
            self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(self.create_cursor(name))
