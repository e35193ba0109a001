"""The embedded servers on throw-away folders. Nothing here needs a database of Django."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from inti import embedded
from inti.embedded import Alamat, proses, siklus

PLATFORM = Path(embedded.__file__).parents[2]
Skrip = Callable[[Path, str], subprocess.Popen[str]]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """An unused data folder below a folder that only its owner may enter (as a checkout in /root)."""
    tertutup = tmp_path / "tertutup"
    tertutup.mkdir(mode=0o700)
    yield tertutup / "data"
    embedded.hentikan(tertutup / "data")


@pytest.fixture
def skrip() -> Iterator[Skrip]:
    """Start another Python process that has `embedded` and `data` at hand."""
    mulai: list[subprocess.Popen[str]] = []

    def jalankan(data: Path, kode: str) -> subprocess.Popen[str]:
        awal = f"from pathlib import Path; from inti import embedded; data = Path({str(data)!r})\n"
        mulai.append(
            subprocess.Popen(
                [sys.executable, "-c", awal + kode],
                env={**os.environ, "PYTHONPATH": str(PLATFORM)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return mulai[-1]

    yield jalankan
    for p in mulai:
        p.kill()
        p.communicate()


def tanya(alamat: Alamat, perintah: str, **lain: str) -> list[tuple[object, ...]]:
    """Run one statement as the superuser."""
    cara = {
        "user": alamat.superuser,
        "password": alamat.superuser_sandi,
        "dbname": alamat.database_name,
    } | lain
    with psycopg.connect(
        host=alamat.database_host, port=alamat.database_port, autocommit=True, **cara
    ) as sambungan:
        kursor = sambungan.execute(perintah)
        return kursor.fetchall() if kursor.description else []


def pid_server(data: Path) -> tuple[int, int]:
    """(PostgreSQL, Redis) of the folder, from its state file."""
    status = siklus._Status.baca(data)
    assert status.postgres
    assert status.redis
    return status.postgres.pid, status.redis.pid


def mati(*pids: int) -> bool:
    return not any(proses.tanda(pid) for pid in pids)


def hidup(*pids: int) -> bool:
    return all(proses.tanda(pid) for pid in pids)
