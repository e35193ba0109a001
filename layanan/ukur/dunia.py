"""A throw-away PostgreSQL and Redis with a process of ours on them: `minta("perintah", …)` -> its answer."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from inti.db.siapkan import siapkan_basis
from inti.embedded import jalan

ANAK = "layanan.ukur.anak"
RAHASIA = ("SPBE_KUNCI_RAHASIA", "SPBE_KUNCI_LOGIN", "SPBE_KUNCI_DATA", "SPBE_SANDI_PEMILIK")
BUANG = ("SPBE_", "PG", "DJANGO_", "DATABASE_", "REDIS_")
Minta = Callable[..., Any]


@contextmanager
def dunia() -> Iterator[Minta]:
    """The servers and the process end with the block; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="spbe-ukur-") as folder, jalan(Path(folder)) as alamat:
        admin = {"host": alamat.database_host, "port": alamat.database_port}
        admin |= {"user": alamat.superuser, "password": alamat.superuser_sandi}
        lingkungan = {k: v for k, v in os.environ.items() if not k.startswith(BUANG)}
        lingkungan |= {nama: secrets.token_urlsafe(32) for nama in RAHASIA}
        lingkungan |= {
            "SPBE_DATA": folder,
            "SPBE_DOMAIN": "ukur.localhost",
            "SPBE_DOMAIN_SUREL": "ukur.go.id",
            "DATABASE_URL": f"postgresql://{alamat.database_host}:{alamat.database_port}/ukur",
            "REDIS_URL": alamat.redis_url,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "DJANGO_SETTINGS_MODULE": "inti.settings.utama",
        }
        siapkan_basis(admin=admin, nama="ukur", sandi_pemilik=lingkungan["SPBE_SANDI_PEMILIK"])
        with _jalankan(lingkungan) as minta:
            yield minta


@contextmanager
def _jalankan(lingkungan: dict[str, str]) -> Iterator[Minta]:
    with tempfile.TemporaryFile("w+") as galat:
        proses = subprocess.Popen(
            [sys.executable, "-m", ANAK],
            env=lingkungan,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=galat,
            text=True,
        )

        def minta(perintah: str, **isi: Any) -> Any:
            assert proses.stdin
            assert proses.stdout
            try:
                proses.stdin.write(json.dumps({"perintah": perintah, **isi}) + "\n")
                proses.stdin.flush()
                jawaban = proses.stdout.readline()
            except BrokenPipeError:
                jawaban = ""
            if not jawaban:
                proses.wait()
                galat.seek(0)
                raise CommandError(f"Proses ukur berhenti ({proses.returncode}):\n{galat.read()[-3000:]}")
            return json.loads(jawaban)

        try:
            yield minta
        finally:
            proses.communicate()
