"""pytest plugin: real PostgreSQL and Redis for the tests, started before Django reads its settings.

Uses the servers in `.data/uji`; the last pytest that needs them stops them.
"""

import contextlib
import os
from pathlib import Path
from typing import Any

from inti.embedded import jalan

DATA = Path(os.environ.get("SPBE_DATA_UJI", Path(__file__).resolve().parents[1] / ".data" / "uji"))
_servers = contextlib.ExitStack()

if "SPBE_UJI_SUPERUSER" not in os.environ:
    _alamat = _servers.enter_context(jalan(DATA, uji=True))
    os.environ.update(
        DATABASE_URL=f"postgresql://{_alamat.database_host}:{_alamat.database_port}/postgres",
        REDIS_URL=_alamat.redis_url,
        SPBE_UJI_SUPERUSER=_alamat.superuser,
        SPBE_UJI_SANDI=_alamat.superuser_sandi,
    )


def pytest_unconfigure(config: Any) -> None:
    _servers.close()
