"""Start, share and stop the two servers of a data folder.

A data folder holds `pg/` (the cluster), `redis/`, `log/`, `rahasia.json`, and while the servers run
`server.json` (pids, ports). Every process that uses the servers holds a shared lock on `.pemakai.lock`;
the last one to leave a `jalan()` stops them, so a short command never stops the servers under a long one.
"""

import fcntl
import json
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import postgres, proses, redis
from .biner import Biner, cari
from .galat import GalatEmbedded, dari_oserror
from .kunci import kunci_berkas, rahasia, tulis_utuh
from .proses import Pelaksana

AKAR = Path(__file__).resolve().parents[3]
BERKAS_STATUS = "server.json"
LOG_MAKS = 20 * 2**20
COBA_PORT = 5
TANPA_PORT = "Tidak ada port bebas untuk {} di 127.0.0.1. Tutup program yang memakai banyak port."


@dataclass(frozen=True, slots=True)
class Alamat:
    """Where the servers of a data folder listen."""

    database_host: str
    database_port: int
    database_name: str
    superuser: str
    superuser_sandi: str = field(repr=False)
    redis_url: str = field(repr=False)
    data: Path
    dimulai_di_sini: bool


@dataclass(slots=True)
class _Server:
    """One line of server.json: a process and its port."""

    pid: int
    tanda: str
    port: int

    def hidup(self) -> bool:
        return proses.tanda(self.pid) == self.tanda


@dataclass(slots=True)
class _Status:
    postgres: _Server | None = None
    redis: _Server | None = None
    tetap: bool = False  # started by `pastikan`: no `jalan` ever stops them

    @classmethod
    def baca(cls, data: Path) -> "_Status":
        """A missing, torn or foreign file is the same as no server."""
        try:
            isi: dict[str, Any] = json.loads((data / BERKAS_STATUS).read_text(encoding="utf-8"))
            postgres, redis = (
                _Server(**isi[nama]) if isi.get(nama) else None for nama in ("postgres", "redis")
            )
            return cls(postgres, redis, tetap=bool(isi["tetap"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def tulis(self, data: Path) -> None:
        isi = {
            nama: {"pid": s.pid, "tanda": s.tanda, "port": s.port}
            for nama, s in (("postgres", self.postgres), ("redis", self.redis))
            if s
        }
        tulis_utuh(data / BERKAS_STATUS, json.dumps(isi | {"tetap": self.tetap}, indent=1) + "\n")


def folder_data(data: Path | None = None, *, uji: bool = False) -> Path:
    """The data folder: as asked, else `SPBE_DATA`, else `.data` in the checkout (`uji/` in it for tests)."""
    if data is not None:
        return Path(data).resolve()
    if tempat := os.environ.get("SPBE_DATA"):
        dasar = Path(tempat).resolve()
    elif (AKAR / "pyproject.toml").exists():
        dasar = AKAR / ".data"
    else:
        raise GalatEmbedded("Tetapkan SPBE_DATA dengan folder tempat data disimpan.")
    return dasar / "uji" if uji else dasar


def pastikan(data: Path | None = None, *, uji: bool = False) -> Alamat:
    """The address of the running servers of `data`, started if need be; they go on after this process."""
    folder = _siapkan_folder(folder_data(data, uji=uji))
    _pegang(folder)
    return _nyalakan(folder, uji=uji, tetap=True)


def hentikan(data: Path | None = None) -> None:
    """Stop both servers of `data`, whoever started them. Nothing running is fine."""
    data = folder_data(data)
    if not data.is_dir():
        return
    with kunci_berkas(data / ".server.lock"):
        _hentikan(data)


@contextmanager
def jalan(data: Path | None = None, uji: bool = False) -> Iterator[Alamat]:
    """The servers for the time of a block. They stop with the last such block, of any process."""
    folder = _siapkan_folder(folder_data(data, uji=uji))
    pegangan = _pegang(folder)  # before the start: nobody then stops the servers that we find running
    pegangan.blok += 1
    try:
        yield _nyalakan(folder, uji=uji, tetap=False)
    finally:
        pegangan.blok -= 1
        if pegangan.blok == 0:
            _lepas(folder, pegangan)


def _siapkan_folder(data: Path) -> Path:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / "log").mkdir(mode=0o700, exist_ok=True)
    except OSError as galat:
        raise dari_oserror(f"Folder data {data} tidak dapat dibuat.", galat) from galat
    return data


def _nyalakan(data: Path, *, uji: bool, tetap: bool) -> Alamat:
    try:
        with kunci_berkas(data / ".server.lock"):
            return _nyalakan_terkunci(data, uji=uji, tetap=tetap)
    except OSError as galat:
        raise dari_oserror(f"Server di folder {data} tidak dapat dijalankan.", galat) from galat


def _nyalakan_terkunci(data: Path, *, uji: bool, tetap: bool) -> Alamat:
    _tolak_uji_pada_data_asli(data, uji)
    status = _Status.baca(data)
    lama_postgres, lama_redis = status.postgres, status.redis
    if not (lama_postgres and lama_postgres.hidup() and postgres.menjawab(data, lama_postgres.port)):
        status.postgres = None
    if not (lama_redis and lama_redis.hidup() and redis.menjawab(data, lama_redis.port)):
        status.redis = None
    dimulai = status.postgres is None and status.redis is None
    if dimulai:
        status.tetap = tetap
    if status.postgres is None or status.redis is None:
        pelaksana = proses.pilih_pelaksana(postgres.folder(data))
        biner = cari(pelaksana)
        try:
            # The old port again where it is still free: other processes then find the server back.
            if status.postgres is None:
                postgres.hentikan(
                    data, lama_postgres.pid if lama_postgres and lama_postgres.hidup() else None
                )
                status.postgres = _mulai_postgres(data, biner, pelaksana, lama_postgres, uji=uji)
            status.tulis(data)
            if status.redis is None:
                redis.hentikan(data, lama_redis.pid if lama_redis and lama_redis.hidup() else None)
                status.redis = _mulai_redis(data, biner, pelaksana, lama_redis)
            status.tulis(data)
        except BaseException:
            if status.postgres is None:
                postgres.hentikan(data, None)
            elif dimulai:
                _hentikan(data)
            raise
    return Alamat(
        database_host="127.0.0.1",
        database_port=status.postgres.port,
        database_name=postgres.BASIS_DATA,
        superuser=postgres.SUPERUSER,
        superuser_sandi=rahasia(data, postgres.NAMA_SANDI),
        redis_url=redis.url(data, status.redis.port),
        data=data,
        dimulai_di_sini=dimulai,
    )


def _tolak_uji_pada_data_asli(data: Path, uji: bool) -> None:
    if uji and postgres.folder(data).exists() and not postgres.klaster_uji(data):
        raise GalatEmbedded(
            f"Folder {data} berisi data asli, jadi tidak dijalankan dalam mode uji (tanpa fsync). "
            "Pilih folder lain untuk uji."
        )


def _mulai_postgres(
    data: Path, biner: Biner, pelaksana: Pelaksana | None, lama: _Server | None, *, uji: bool
) -> _Server:
    with proses.kunci_server(data / ".postgres.lock") as warisan:
        if not postgres.folder(data).exists():
            postgres.buat(data, biner, pelaksana, uji=uji)
        elif postgres.klaster_uji(data):
            # Written without fsync: after a power cut or a failed start it is made anew, not repaired.
            mesin_mati = lama is not None and not lama.tanda.startswith(proses.boot())
            with suppress(GalatEmbedded):
                if not mesin_mati:
                    return _postgres_pada_port(data, biner, pelaksana, lama, warisan)
            postgres.hentikan(data, None)
            shutil.rmtree(postgres.folder(data))
            postgres.buat(data, biner, pelaksana, uji=True)
        return _postgres_pada_port(data, biner, pelaksana, lama, warisan)


def _postgres_pada_port(
    data: Path, biner: Biner, pelaksana: Pelaksana | None, lama: _Server | None, warisan: int
) -> _Server:
    log = postgres.catatan(data)
    for port in _calon_port(lama):
        sejak = _putar_log(log)
        pid = postgres.mulai(data, biner, pelaksana, port=port, warisan=warisan)
        server = _Server(pid, proses.tanda(pid) or "", port)
        if postgres.tunggu(data, pid, port, sejak=sejak):
            return server
    raise GalatEmbedded(TANPA_PORT.format("PostgreSQL"))


def _mulai_redis(data: Path, biner: Biner, pelaksana: Pelaksana | None, lama: _Server | None) -> _Server:
    log = redis.catatan(data)
    with proses.kunci_server(data / ".redis.lock") as warisan:
        for port in _calon_port(lama):
            sejak = _putar_log(log)
            pid = redis.mulai(data, biner, pelaksana, port=port, warisan=warisan)
            server = _Server(pid, proses.tanda(pid) or "", port)
            if redis.tunggu(data, pid, port, sejak=sejak):
                return server
    raise GalatEmbedded(TANPA_PORT.format("Redis"))


def _calon_port(lama: _Server | None) -> Iterator[int]:
    """The former port, then free ones. Between asking and using another program may take it: try again."""
    if lama and _bebas(lama.port):
        yield lama.port
    for _ in range(COBA_PORT):
        yield _bebas(0)


def _bebas(port: int) -> int:
    """The port if it can be bound (0: any free one), else 0."""
    with socket.socket() as soket:
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            soket.bind(("127.0.0.1", port))
        except OSError as galat:
            if port == 0:
                raise dari_oserror("Tidak ada port bebas di 127.0.0.1.", galat) from galat
            return 0
        return int(soket.getsockname()[1])


def _putar_log(log: Path) -> int:
    """Keep one old log; the size of the present one, where the coming start-up begins."""
    ukuran = log.stat().st_size if log.exists() else 0
    if ukuran < LOG_MAKS:
        return ukuran
    log.replace(log.with_suffix(".log.1"))
    return 0


def _hentikan(data: Path) -> None:
    status = _Status.baca(data)
    redis.hentikan(data, status.redis.pid if status.redis and status.redis.hidup() else None)
    postgres.hentikan(data, status.postgres.pid if status.postgres and status.postgres.hidup() else None)
    (data / BERKAS_STATUS).unlink(missing_ok=True)


@dataclass(slots=True)
class _Pegangan:
    """This process's shared lock on a data folder, and how many `jalan` blocks it is in."""

    fd: int
    blok: int = 0


_pegangan: dict[tuple[int, Path], _Pegangan] = {}
_gembok = threading.Lock()


def _pegang(data: Path) -> _Pegangan:
    """Say that this process uses the servers. By pid: a forked child needs a lock of its own."""
    with _gembok:
        kunci = (os.getpid(), data)
        if kunci not in _pegangan:
            fd = os.open(data / ".pemakai.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(fd, fcntl.LOCK_SH)
            _pegangan[kunci] = _Pegangan(fd)
        return _pegangan[kunci]


def _lepas(data: Path, pegangan: _Pegangan) -> None:
    with kunci_berkas(data / ".server.lock"):
        try:
            fcntl.flock(pegangan.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            terakhir = True
        except BlockingIOError:
            terakhir = False
        if terakhir and not _Status.baca(data).tetap:
            _hentikan(data)
        with _gembok:
            _pegangan.pop((os.getpid(), data), None)
        os.close(pegangan.fd)
