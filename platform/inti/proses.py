"""The processes of the platform, started and stopped together: web, workers, beat."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)
NAMA_PROSES = ("web", "worker", "penyediaan", "beat")


def port_bebas() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _perintah(nama: str, *, host: str, port: int) -> list[str]:
    celery = [sys.executable, "-m", "celery", "-A", "inti.celery"]
    data = Path(settings.SPBE_DATA)
    if nama == "web":
        jumlah = os.environ.get("SPBE_WEB_PEKERJA", "2")
        return [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "inti.wsgi:application"),
            *("--host", host, "--port", str(port), "--workers", jumlah, "--blocking-threads", "8"),
            *("--respawn-failed-workers", "--log-level", "warning", "--backpressure", "64"),
        ]
    if nama == "beat":
        return [*celery, "beat", "-s", str(data / "beat.db"), "--pidfile=", "-l", "warning"]
    antrean = "penyediaan" if nama == "penyediaan" else "umum,agregasi"
    serentak = "1" if nama == "penyediaan" else os.environ.get("SPBE_PEKERJA", "2")
    return [
        *celery,
        "worker",
        "-n",
        f"{nama}@%h",
        "-Q",
        antrean,
        "-c",
        serentak,
        "-l",
        "warning",
        "--without-mingle",
    ]


def lingkungan(nama: str) -> dict[str, str]:
    """Environment of a process: only the provisioning worker keeps the owner's password."""
    env = dict(os.environ, SPBE_PROSES=nama, DJANGO_SETTINGS_MODULE="inti.settings.utama")
    if nama != "penyediaan":
        env.pop("SPBE_SANDI_PEMILIK", None)
    return env


def jalankan_satu(nama: str, *, host: str = "127.0.0.1", port: int = 8000) -> int:
    """Run one process in the foreground and return its exit code (for systemd units)."""
    proses = subprocess.Popen(_perintah(nama, host=host, port=port), env=lingkungan(nama))
    for tanda in (signal.SIGTERM, signal.SIGINT):
        signal.signal(tanda, lambda *_: proses.terminate())
    return proses.wait()


@dataclass
class Penyelia:
    """Starts the processes, watches them, stops them in order. Each has its own process group, so Ctrl-C reaches
    only this parent, which then stops them: web first, then beat, then the workers (which finish their task)."""

    host: str = "127.0.0.1"
    port: int = 8000
    anak: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def mulai(self, *nama: str) -> None:
        log = Path(settings.SPBE_DATA) / "log"
        log.mkdir(parents=True, exist_ok=True)
        for n in nama or NAMA_PROSES:
            with (log / f"{n}.log").open("ab") as keluaran:
                self.anak[n] = subprocess.Popen(
                    _perintah(n, host=self.host, port=self.port),
                    env=lingkungan(n),
                    stdin=subprocess.DEVNULL,
                    stdout=keluaran,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )

    def tunggu_web(self, batas: float = 60.0) -> bool:
        """Wait until the portal answers. False when it does not within `batas` seconds or the process ends."""
        permintaan = urllib.request.Request(
            f"http://{self.host}:{self.port}/", headers={"Host": settings.SPBE_DOMAIN}
        )
        akhir = time.monotonic() + batas
        while time.monotonic() < akhir and self.anak["web"].poll() is None:
            try:
                with urllib.request.urlopen(permintaan, timeout=5):  # noqa: S310
                    return True
            except urllib.error.HTTPError as galat:
                if galat.code < 500:
                    return True
            except OSError as galat:
                log.debug("web belum menjawab: %s", galat)
            time.sleep(0.2)
        return False

    def mati(self) -> list[str]:
        """Names of processes that ended by themselves."""
        return [n for n, p in self.anak.items() if p.poll() is not None]

    def berhenti(self, batas: float = 15.0) -> None:
        urut = [n for n in ("web", "beat", "penyediaan", "worker") if n in self.anak]
        for n in urut:
            self._tanda(n, signal.SIGTERM)
        akhir = time.monotonic() + batas
        for n in urut:
            try:
                self.anak[n].wait(max(0.1, akhir - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._tanda(n, signal.SIGKILL)
                self.anak[n].wait()
        for n in urut:  # stragglers of the group (pool processes)
            self._tanda(n, signal.SIGKILL)
        self.anak.clear()

    def _tanda(self, nama: str, tanda: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.anak[nama].pid, tanda)
