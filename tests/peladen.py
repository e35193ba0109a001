"""pytest plugin: real PostgreSQL and Redis for the tests, started before Django reads its settings.

Uses the servers in `.data/uji` (started when needed, and stopped at the end by whoever started them).
"""

import os
from pathlib import Path
from typing import Any

from inti.embedded import hentikan, pastikan

DATA = Path(os.environ.get("SPBE_DATA_UJI", Path(__file__).resolve().parents[1] / ".data" / "uji"))
_dimulai = False

if "SPBE_UJI_SUPERUSER" not in os.environ:
    _alamat = pastikan(DATA, uji=True)
    _dimulai = _alamat.dimulai_di_sini
    os.environ.update(
        DATABASE_URL=f"postgresql://{_alamat.database_host}:{_alamat.database_port}/postgres",
        REDIS_URL=_alamat.redis_url,
        SPBE_UJI_SUPERUSER=_alamat.superuser,
        SPBE_UJI_SANDI=_alamat.superuser_sandi,
    )


def pytest_unconfigure(config: Any) -> None:
    if _dimulai and not hasattr(config, "workerinput"):
        hentikan(DATA)
