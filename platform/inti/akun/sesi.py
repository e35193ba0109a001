"""`SESSION_ENGINE = "inti.akun.sesi"`: database sessions that are bound to one site.

Every session carries the database login of the site that made it (one login per instansi and per public host,
so this names schema and jenis at once). Read on another site it is empty and gets a new key: the cookie is
nobody there. The portal has no log-in and keeps no sessions at all.
"""

import datetime as dt
import logging
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore as DbSessionStore
from django.db import connection
from django.utils import timezone

from inti.db import TanpaInstansi
from inti.db.login import LOGIN_PORTAL
from inti.situs import situs_kini

KUNCI_SITUS = "_situs"
KUNCI_DIBUAT = "_dibuat"
KUNCI_PERANGKAT = "_perangkat"
KUNCI_AKTIF = "_aktif"
log = logging.getLogger(__name__)


def kunci_situs() -> str:
    """The login of the present site. Raises TanpaInstansi when there is none."""
    situs = situs_kini()
    if situs is not None:
        return situs.login
    sasaran = getattr(connection, "sasaran", None)
    if sasaran is None:
        raise TanpaInstansi("Sesi hanya ada pada sebuah situs.")
    return str(sasaran.login)


class SessionStore(DbSessionStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from inti.akun.models import Sesi

        return Sesi

    def load(self) -> dict[str, Any]:
        if kunci_situs() == LOGIN_PORTAL:
            self._session_key = None
            return {}
        data = super().load()
        if data and data.get(KUNCI_SITUS) != kunci_situs():
            log.warning("Sesi milik situs lain (%s) ditolak di %s.", data.get(KUNCI_SITUS), kunci_situs())
            self._session_key = None
            return {}
        return data

    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    def is_empty(self) -> bool:
        return kunci_situs() == LOGIN_PORTAL or super().is_empty()

    def save(self, must_create: bool = False) -> None:
        if kunci_situs() != LOGIN_PORTAL:
            super().save(must_create)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        data[KUNCI_SITUS] = kunci_situs()
        kini = timezone.now()
        data.setdefault(KUNCI_DIBUAT, kini.timestamp())
        data.setdefault(KUNCI_AKTIF, kini.timestamp())
        perangkat = data.get(KUNCI_PERANGKAT) or {}
        sesi: Any = super().create_model_instance(data)
        sesi.situs = data[KUNCI_SITUS]
        sesi.pengguna_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        sesi.alamat_ip = perangkat.get("ip") or None
        sesi.perangkat = perangkat.get("agen", "")
        sesi.dibuat_pada = dt.datetime.fromtimestamp(data[KUNCI_DIBUAT], tz=dt.UTC)
        sesi.terakhir_aktif = dt.datetime.fromtimestamp(data[KUNCI_AKTIF], tz=dt.UTC)
        return sesi
