"""The platform as it runs in production, on a copy of the template database: granian, Celery, file-based mail.

    with Rumah(folder) as rumah:
        rumah.alamat("uji-a", "/lacak/")
        rumah.minta("permohonan", situs="uji-a", status="diparaf")

Everything is stopped and removed at the end: processes, database, keys in Redis, the roles of instansi that a test made.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, suppress
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import psycopg
import redis
from django.conf import settings
from psycopg import sql

from inti.proses import port_bebas
from tests import basis

DOMAIN = "kab.localhost"
BATAS = 60.0
NOMOR_REDIS = 14
PERINTAH = {"web": ["web"], "worker": ["worker"], "penyediaan": ["worker", "--penyediaan"]}


def _berhenti_bersama_induk() -> None:
    """prctl(PR_SET_PDEATHSIG): also a killed pytest leaves no server behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Rumah:
    def __init__(self, folder: Path) -> None:
        self.data = folder
        self.port = port_bebas()
        self.proses: dict[str, subprocess.Popen[Any]] = {}
        self.kuki: dict[tuple[str, str], Any] = {}  # sessions of those who logged in, for their next window
        self.peran_baru: set[str] = set()  # database log-ins of instansi that a journey registers
        self._tumpukan = ExitStack()

    # -- life -----------------------------------------------------------------------------------------------------

    def __enter__(self) -> "Rumah":
        with ExitStack() as sementara:
            sementara.push(self.__exit__)
            self._mulai()
            sementara.pop_all()
        return self

    def _mulai(self) -> None:
        self.basis = basis.salin(basis.pastikan_induk())
        self._tumpukan.callback(self._hapus_basis)
        self.redis = f"{os.environ['REDIS_URL'].rsplit('/', 1)[0]}/{NOMOR_REDIS}"
        self._kosongkan_redis()
        self._tumpukan.callback(self._kosongkan_redis)
        self._tumpukan.callback(self._hentikan)
        self.mulai("web")
        self.mulai("worker")
        self._juru()
        self.minta("siapkan_orang")
        self._tunggu_web()

    def __exit__(self, *_: Any) -> None:
        self._tumpukan.close()

    def lingkungan(self, proses: str) -> dict[str, str]:
        """Only what a served process may know: `penyediaan` alone gets the owner's password."""
        db = settings.DATABASES["default"]
        env = {k: v for k, v in os.environ.items() if not k.startswith(("SPBE_", "PYTEST_"))}
        return env | {
            "DJANGO_SETTINGS_MODULE": "inti.settings.utama",
            "DATABASE_URL": f"postgresql://{db['HOST']}:{db['PORT']}/{self.basis}",
            "REDIS_URL": self.redis,
            "SPBE_DATA": str(self.data),
            "SPBE_DEMO": "1",
            "SPBE_MFA_WAJIB": "0",
            "SPBE_DOMAIN": DOMAIN,
            "SPBE_DOMAIN_SUREL": settings.SPBE_DOMAIN_SUREL,
            "SPBE_PORT_LUAR": str(self.port),
            "SPBE_WEB_PEKERJA": "1",
            "SPBE_PEKERJA": "1",
            "SPBE_KUNCI_LOGIN": settings.SPBE_KUNCI_LOGIN,
            "SPBE_KUNCI_DATA": settings.SPBE_KUNCI_DATA,
            "SPBE_KUNCI_RAHASIA": settings.SECRET_KEY,
            "SPBE_SANDI_PEMILIK": settings.SPBE_SANDI_PEMILIK if proses == "penyediaan" else "",
        }

    def mulai(self, proses: str) -> None:
        """Start one of PERINTAH as `spbe` would; its output goes to <data>/<proses>.log."""
        argumen = PERINTAH[proses] + (["--port", str(self.port)] if proses == "web" else [])
        with (self.data / f"{proses}.log").open("ab") as log:
            self.proses[proses] = subprocess.Popen(
                [sys.executable, str(basis.AKAR / "platform" / "manage.py"), *argumen],
                cwd=basis.AKAR,
                env=self.lingkungan(proses),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_berhenti_bersama_induk,
            )

    def _juru(self) -> None:
        with (self.data / "juru.log").open("ab") as log:
            self.proses["juru"] = subprocess.Popen(
                [sys.executable, "-m", "tests.perjalanan.juru"],
                cwd=basis.AKAR,
                env=self.lingkungan("cli"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def _tunggu_web(self) -> None:
        akhir = time.monotonic() + BATAS
        minta = urllib.request.Request(f"http://127.0.0.1:{self.port}/", headers={"Host": DOMAIN})
        while True:
            assert self.proses["web"].poll() is None, f"web berhenti sendiri:\n{self.log('web')}"
            assert time.monotonic() < akhir, f"web tidak menjawab:\n{self.log('web')}"
            with suppress(OSError), urllib.request.urlopen(minta, timeout=5):  # noqa: S310
                return
            time.sleep(0.1)

    def _hentikan(self) -> None:
        """Politely, all at once; then whoever is left in their process groups."""
        for p in self.proses.values():
            for pipa in (p.stdin, p.stdout):
                if pipa:
                    pipa.close()
            with suppress(ProcessLookupError):
                os.killpg(p.pid, signal.SIGTERM)
        akhir = time.monotonic() + 10
        for p in self.proses.values():
            with suppress(subprocess.TimeoutExpired):
                p.wait(max(0.1, akhir - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(p.pid, signal.SIGKILL)
            p.wait()

    def _kosongkan_redis(self) -> None:
        with redis.Redis.from_url(self.redis) as r:
            r.flushdb()

    def _hapus_basis(self) -> None:
        basis.hapus(self.basis)
        db = settings.DATABASES["default"]
        admin = {"host": db["HOST"], "port": db["PORT"], "user": db["USER"], "password": db["PASSWORD"]}
        with psycopg.connect(**admin, dbname="postgres", autocommit=True) as k:
            for peran in self.peran_baru:
                k.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(peran)))

    # -- what the journeys ask ------------------------------------------------------------------------------------

    def alamat(self, situs: str, jalur: str = "/") -> str:
        """URL on the portal (""), on a public host or on an instansi."""
        return f"http://{situs}{'.' if situs else ''}{DOMAIN}:{self.port}{jalur}"

    def minta(self, perintah: str, **argumen: Any) -> Any:
        """Ask the stage hand (`juru.py`)."""
        juru = self.proses["juru"]
        assert juru.stdin
        assert juru.stdout
        juru.stdin.write(json.dumps({"perintah": perintah, **argumen}) + "\n")
        juru.stdin.flush()
        baris = juru.stdout.readline()
        assert baris, f"juru berhenti:\n{self.log('juru')}"
        jawab = json.loads(baris)
        assert "galat" not in jawab, jawab["galat"]
        return jawab["hasil"]

    def surel(self, kepada: str, *, batas: float = BATAS) -> list[str]:
        """The plain texts of the mail to an address; waits for the first."""
        akhir = time.monotonic() + batas
        while not (isi := self._surel(kepada)):
            assert time.monotonic() < akhir, f"tidak ada surel untuk {kepada}:\n{self.log('worker')}"
            time.sleep(0.2)
        return isi

    def _surel(self, kepada: str) -> list[str]:
        isi = []
        for berkas in sorted((self.data / "surel").glob("*.log")):
            for bagian in berkas.read_bytes().split(b"-" * 79 + b"\n"):
                surat = BytesParser(policy=policy.default).parsebytes(bagian)
                badan = surat.get_body(("plain",)) if kepada in (surat["To"] or "") else None
                if badan is not None:
                    isi.append(badan.get_content())
        return isi

    def log(self, proses: str) -> str:
        return (self.data / f"{proses}.log").read_text()[-4000:]
