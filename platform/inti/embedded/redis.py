"""The embedded Redis: a broker and a cache, nothing that must survive (PostgreSQL is the truth)."""

import os
import signal
import socket
import time
from pathlib import Path

from . import proses
from .biner import Biner
from .galat import dari_log, ekor_log
from .kunci import rahasia
from .proses import Pelaksana

NAMA_SANDI = "redis"

# Read from standard input, so that the password is in no argument list and no file.
ATURAN = """\
bind 127.0.0.1
port {port}
requirepass {sandi}
daemonize no
save ""
appendonly no
maxmemory 256mb
maxmemory-policy volatile-lru
tcp-backlog 128
proc-title-template "{{title}} {{listen-addr}} {kluster}"
"""


def folder(data: Path) -> Path:
    return data / "redis"


def nama(data: Path) -> str:
    return proses.nama_kluster(data) + "-redis"


def catatan(data: Path) -> Path:
    return data / "log" / "redis.log"


def url(data: Path, port: int) -> str:
    return f"redis://:{rahasia(data, NAMA_SANDI)}@127.0.0.1:{port}/0"


def mulai(data: Path, biner: Biner, pelaksana: Pelaksana | None, *, port: int, warisan: int) -> int:
    """Start the server in the background; its pid. `tunggu` says whether it became ready."""
    tempat = folder(data)
    tempat.mkdir(mode=0o700, exist_ok=True)
    if pelaksana:
        os.chown(tempat, pelaksana.uid, pelaksana.gid)
    aturan = ATURAN.format(port=port, sandi=rahasia(data, NAMA_SANDI), kluster=nama(data))
    return proses.luncurkan(
        [str(biner.redis), "-"],
        folder=tempat,
        pelaksana=pelaksana,
        log=catatan(data),
        warisan=warisan,
        masukan=aturan,
        env={},
    )


def tunggu(data: Path, pid: int, port: int, *, sejak: int, detik: float = 30) -> bool:
    """Wait for the start-up; False when the port was taken meanwhile."""
    tanda, batas = proses.tanda(pid), time.monotonic() + detik
    time.sleep(0.01)  # a server that finds the port taken ends at once
    while tanda and proses.tanda(pid) == tanda:
        if menjawab(data, port):
            return True
        if time.monotonic() > batas:
            raise dari_log(f"Redis belum siap setelah {detik:.0f} detik.", ekor_log(catatan(data), sejak))
        time.sleep(0.02)
    catatan_ini = ekor_log(catatan(data), sejak)
    if "already in use" in catatan_ini:
        return False
    raise dari_log("Redis tidak dapat dijalankan.", catatan_ini)


def menjawab(data: Path, port: int) -> bool:
    """Whether our own server answers on that port (it accepts our password and refuses none)."""
    perintah = f"PING\r\nAUTH {rahasia(data, NAMA_SANDI)}\r\nPING\r\n".encode()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=3) as soket:
            soket.sendall(perintah)
            jawaban = b""
            while jawaban.count(b"\r\n") < 3 and (potong := soket.recv(512)):
                jawaban += potong
    except OSError:
        return False
    baris = jawaban.split(b"\r\n")
    return baris[0].startswith(b"-NOAUTH") and baris[1:3] == [b"+OK", b"+PONG"]


def hentikan(data: Path, pid: int | None) -> None:
    sisa = {pid} if pid else set()
    sisa |= set(proses.bertanda(nama(data)))
    for isyarat, detik in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        for p in sisa:
            proses.kirim(p, isyarat)
        if proses.tunggu_mati(sisa, detik):
            return
