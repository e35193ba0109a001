"""The embedded PostgreSQL: make a cluster, start it, ask whether it answers, stop it."""

import os
import secrets
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import psycopg

from . import proses
from .biner import Biner
from .galat import GalatEmbedded, dari_log, dari_oserror, ekor_log, periksa_ruang
from .kunci import FOLDER_POSTGRES, rahasia, sinkron
from .proses import Pelaksana

SUPERUSER = "postgres"
BASIS_DATA = "spbe"
NAMA_SANDI = "postgres"
TANDA_UJI = "spbe.uji"  # inside the cluster: made without fsync, may be thrown away

HBA = "# Only this machine, only with a password.\nhost all all 127.0.0.1/32 scram-sha-256\n"
ATURAN = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "300",  # one login per instansi, each with its own connections
    "max_locks_per_transaction": "256",  # a schema has many tables, and DDL locks them all
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",  # DETAIL of a broken constraint would write names into the log
    "log_min_error_statement": "panic",  # and so would the statement with its values
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_checkpoints": "off",
    "jit": "off",  # short queries only
}
ATURAN_UJI = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def folder(data: Path) -> Path:
    return data / FOLDER_POSTGRES


def nama(data: Path) -> str:
    return proses.nama_kluster(data) + "-pg"


def catatan(data: Path) -> Path:
    return data / "log" / "postgres.log"


def klaster_uji(data: Path) -> bool:
    return (folder(data) / TANDA_UJI).exists()


def _argumen_folder(pgdata: Path, pelaksana: Pelaksana | None) -> str:
    """PostgreSQL's account may be unable to reach the folder by name; its working directory always works."""
    return "/proc/self/cwd" if pelaksana else str(pgdata)


def buat(data: Path, biner: Biner, pelaksana: Pelaksana | None, *, uji: bool) -> None:
    """Make the cluster: all of it appears at once under its name, or nothing of it."""
    periksa_ruang(data, 100 if uji else 300)
    for sisa in data.glob(FOLDER_POSTGRES + ".baru-*"):
        shutil.rmtree(sisa, ignore_errors=True)
    baru = data / f"{FOLDER_POSTGRES}.baru-{secrets.token_hex(4)}"
    try:
        baru.mkdir(mode=0o700)
        if pelaksana:
            os.chown(baru, pelaksana.uid, pelaksana.gid)
        initdb = [str(biner.initdb), "-D", _argumen_folder(baru, pelaksana), "-U", SUPERUSER]
        initdb += ["--auth=scram-sha-256", "--pwfile=/dev/stdin", "--encoding=UTF8", "--no-instructions"]
        # The C.UTF-8 of PostgreSQL itself: the same order of words on every operating system.
        initdb += ["--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
        initdb += ["--text-search-config=indonesian", "--no-sync" if uji else "--data-checksums"]
        sandi = rahasia(data, NAMA_SANDI)
        selesai = proses.jalankan(
            initdb, folder=baru, pelaksana=pelaksana, masukan=sandi + "\n", env=dict(biner.env)
        )
        if selesai.returncode != 0:
            ekor = "\n".join(selesai.stdout.splitlines()[-15:])
            raise dari_log("Basis data PostgreSQL tidak dapat dibuat.", ekor)
        (baru / "pg_hba.conf").write_text(HBA)
        if uji:
            (baru / TANDA_UJI).write_text("tanpa fsync, boleh dibuang\n")
        baru.rename(folder(data))
        sinkron(data)
    except OSError as galat:
        raise dari_oserror("Basis data PostgreSQL tidak dapat dibuat.", galat) from galat
    finally:
        shutil.rmtree(baru, ignore_errors=True)


def mulai(data: Path, biner: Biner, pelaksana: Pelaksana | None, *, port: int, warisan: int) -> int:
    """Start the server in the background; its pid. `tunggu` says whether it became ready."""
    pgdata = folder(data)
    _buang_pid_basi(pgdata)
    argumen = [str(biner.postgres), "-D", _argumen_folder(pgdata, pelaksana)]
    aturan = (
        ATURAN | {"port": str(port), "cluster_name": nama(data)} | (ATURAN_UJI if klaster_uji(data) else {})
    )
    for kunci, nilai in aturan.items():
        argumen += ["-c", f"{kunci}={nilai}"]
    return proses.luncurkan(
        argumen,
        folder=pgdata,
        pelaksana=pelaksana,
        log=catatan(data),
        warisan=warisan,
        env=dict(biner.env),
    )


def _buang_pid_basi(pgdata: Path) -> None:
    """After kill -9 or a reboot the number in postmaster.pid may belong to any other process by now.

    The caller holds the lock that a server of this folder would hold, so the file is stale.
    """
    (pgdata / "postmaster.pid").unlink(missing_ok=True)


def tunggu(data: Path, pid: int, port: int, *, sejak: int, detik: float = 300) -> bool:
    """Wait for the start-up, crash recovery included; False when the port was taken meanwhile."""
    tanda, batas = proses.tanda(pid), time.monotonic() + detik
    while tanda and proses.tanda(pid) == tanda:
        if _status(folder(data)) == "ready" and menjawab(data, port):
            return True
        if time.monotonic() > batas:
            raise dari_log(
                f"PostgreSQL belum siap setelah {detik:.0f} detik.", ekor_log(catatan(data), sejak)
            )
        time.sleep(0.02)
    catatan_ini = ekor_log(catatan(data), sejak)
    if "Address already in use" in catatan_ini:
        return False
    raise dari_log("PostgreSQL tidak dapat dijalankan.", catatan_ini)


def _status(pgdata: Path) -> str:
    try:
        baris = (pgdata / "postmaster.pid").read_text().splitlines()
    except OSError:
        return ""
    return baris[7].strip() if len(baris) > 7 else ""


def menjawab(data: Path, port: int, sabar: float = 20) -> bool:
    """Whether our own cluster answers on that port (both sides prove the password); makes its database."""
    batas = time.monotonic() + sabar
    bukti: dict[str, Any] = {"require_auth": "scram-sha-256"} if psycopg.pq.version() >= 160000 else {}
    while True:
        try:
            with psycopg.connect(
                host="127.0.0.1",
                hostaddr="127.0.0.1",  # and no PGHOSTADDR or PGOPTIONS of the caller
                options="",
                port=port,
                user=SUPERUSER,
                password=rahasia(data, NAMA_SANDI),
                dbname="postgres",
                connect_timeout=5,
                autocommit=True,
                sslmode="disable",
                gssencmode="disable",
                **bukti,
            ) as sambungan:
                if not sambungan.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [BASIS_DATA]
                ).fetchone():
                    sambungan.execute(f"CREATE DATABASE {BASIS_DATA} TEMPLATE template0")
                return True
        except psycopg.OperationalError as galat:
            pesan = str(galat)
            if "too many clients" in pesan or "remaining connection slots" in pesan:
                return True
            if "password authentication failed" in pesan:
                raise GalatEmbedded(
                    f"Sandi basis data di {data} tidak cocok dengan berkas rahasia.json di folder itu. "
                    "Kembalikan berkas itu dari cadangan."
                ) from galat
            if "the database system is" not in pesan or time.monotonic() > batas:
                return False
        time.sleep(0.05)


def hentikan(data: Path, pid: int | None) -> None:
    """Fast shutdown: open transactions roll back, everything committed is on disk."""
    if pid:
        for isyarat, detik in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
            proses.kirim(pid, isyarat)
            if proses.tunggu_mati([pid], detik):
                break
    _bersihkan_sisa(data)


def _bersihkan_sisa(data: Path) -> None:
    """End what still runs on the folder: a server whose pid was lost, or the children of a killed one."""
    induk = _pid_tercatat(folder(data))
    if induk in proses.bertanda(nama(data)):
        proses.kirim(induk, signal.SIGINT)
        proses.tunggu_mati([induk], 60)
    for isyarat, detik in ((signal.SIGTERM, 3), (signal.SIGKILL, 5)):
        sisa = proses.bertanda(nama(data))
        for pid in sisa:
            proses.kirim(pid, isyarat)
        if proses.tunggu_mati(sisa, detik):
            return


def _pid_tercatat(pgdata: Path) -> int:
    try:
        return int((pgdata / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return 0
