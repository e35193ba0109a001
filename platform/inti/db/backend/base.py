"""The ENGINE: django-tenants' wrapper, but every instansi connects as its own LOGIN role (ADR 0002).

* The connection's *session_user* is the instansi's role, so no SQL can become somebody else.
* `ALTER ROLE … SET search_path` chose the schema at connect; no `SET` is ever sent.
* There is no default schema: without a target, opening a cursor raises `TanpaInstansi`.
* Physical connections are parked in `inti.db.simpanan` between uses and shared by the process's threads.
"""

from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from django.utils.functional import cached_property
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantWrapper

from inti.db.konteks import BerpindahDalamTransaksi, Sasaran, TanpaInstansi, sasaran_dari
from inti.db.login import LOGIN_PEMILIK, parameter
from inti.db.simpanan import SIMPANAN


class DatabaseWrapper(TenantWrapper):
    sasaran: Sasaran | None = None
    _sasaran_terbuka: Sasaran | None = None  # whose physical connection `self.connection` is

    # -- who we are ---------------------------------------------------------------------------------------------

    def set_sasaran(self, sasaran: Sasaran | None, tenant: Any = None) -> None:
        """Become `sasaran` (None: nobody). Raises BerpindahDalamTransaksi inside a transaction."""
        if sasaran != self.sasaran:
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

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        koneksi = SIMPANAN.ambil(self._kunci_simpanan())
        if koneksi is None:
            koneksi = super().get_new_connection(conn_params)
            SIMPANAN.catat(koneksi)
        self._sasaran_terbuka = self.sasaran
        return koneksi

    def _kunci_simpanan(self) -> tuple[Any, ...]:
        db = self.settings_dict
        return (db["HOST"], db["PORT"], db["NAME"], self.sasaran)

    def _close(self) -> None:
        if self.connection is None:
            return
        db = self.settings_dict
        SIMPANAN.simpan((db["HOST"], db["PORT"], db["NAME"], self._sasaran_terbuka), self.connection)

    def _lepas(self) -> None:
        self.close()

    def _cursor(self, name: str | None = None) -> Any:
        # Not TenantWrapper._cursor: that one would send SET search_path.
        if self.sasaran is None:
            raise TanpaInstansi("Tidak ada instansi atau situs pada permintaan ini; kueri ditolak.")
        return PostgresWrapper._cursor(self, name)  # type: ignore[attr-defined]
