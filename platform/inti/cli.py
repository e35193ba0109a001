"""Console script `spbe`: Django's management commands, with servers of their own when none are configured.

Without DATABASE_URL/REDIS_URL the embedded PostgreSQL and Redis are started (or found running), and stopped again if this command
started them. Secrets that the environment does not give are kept in `<data>/rahasia.json`.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inti.settings.lingkungan import AKAR

TANPA_PELADEN = {
    "makemigrations",
    "help",
    "--help",
    "-h",
    "--version",
    "version",
    "collectstatic",
    "compilemessages",
}


SUB_TANPA_PELADEN = {("dokumen", "verifikasi")}
"""Commands of which only one part works without a server: a letter is checked on any machine."""


def _tanpa_peladen(argumen: list[str]) -> bool:
    return (
        argumen[0] in TANPA_PELADEN
        or tuple(argumen[:2]) in SUB_TANPA_PELADEN
        or bool({"-h", "--help"} & set(argumen))
    )


def _siapkan_rahasia(data: Path) -> None:
    from inti.embedded import rahasia

    for nama in ("SPBE_KUNCI_RAHASIA", "SPBE_KUNCI_LOGIN", "SPBE_KUNCI_DATA", "SPBE_SANDI_PEMILIK"):
        if nama not in os.environ:
            os.environ[nama] = rahasia(data, nama.lower())


@contextmanager
def peladen(data: Path) -> Iterator[None]:
    """PostgreSQL and Redis for the block: outside ones if configured, else the embedded ones."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from inti.embedded import jalan

    with jalan(data) as alamat:
        os.environ["DATABASE_URL"] = (
            f"postgresql://{alamat.database_host}:{alamat.database_port}/{alamat.database_name}"
        )
        os.environ.setdefault("REDIS_URL", alamat.redis_url)
        _siapkan_rahasia(data)
        from inti.db.siapkan import siapkan_basis

        siapkan_basis(
            admin={
                "host": alamat.database_host,
                "port": alamat.database_port,
                "user": alamat.superuser,
                "password": alamat.superuser_sandi,
            },
            nama=alamat.database_name,
            sandi_pemilik=os.environ["SPBE_SANDI_PEMILIK"],
        )
        yield


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inti.settings.utama")
    data = Path(os.environ.get("SPBE_DATA") or AKAR / ".data").resolve()
    os.environ["SPBE_DATA"] = str(data)
    from django.core.management import execute_from_command_line

    argumen = ["spbe", *sys.argv[1:]]
    if argumen[1:2] == ["demo"]:
        os.environ["SPBE_DEMO"] = "1"
    perlu = len(argumen) > 1 and not _tanpa_peladen(argumen[1:])
    if not perlu:
        os.environ.setdefault("SPBE_KUNCI_RAHASIA", "tanpa-peladen")
        execute_from_command_line(argumen)
        return
    from inti.embedded import GalatEmbedded

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped

    try:
        with peladen(data):
            execute_from_command_line(argumen)
    except GalatEmbedded as galat:
        sys.exit(f"spbe: {galat}")
    except KeyboardInterrupt:
        sys.exit(130)
