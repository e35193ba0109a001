"""File locks and the secrets of a data folder (`rahasia.json`, 0600)."""

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .galat import GalatEmbedded, dari_oserror

BERKAS_RAHASIA = "rahasia.json"
FOLDER_POSTGRES = "pg"
SABAR_DETIK = 240.0


@contextmanager
def kunci_berkas(berkas: Path, sabar: float = SABAR_DETIK) -> Iterator[None]:
    """Hold an exclusive lock on a file; the kernel frees it when the process dies, however it dies."""
    fd = ambil_kunci(berkas, sabar)
    try:
        yield
    finally:
        os.close(fd)


def ambil_kunci(berkas: Path, sabar: float) -> int:
    """The file, locked: the lock lasts as long as this process, or a heir of the descriptor, has it open."""
    batas = time.monotonic() + sabar
    fd = os.open(berkas, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not _coba(fd):
            if time.monotonic() > batas:
                raise GalatEmbedded(
                    f"Setelah {sabar:.0f} detik proses lain (mungkin di kontainer lain) masih memakai "
                    f"{berkas.parent}. Tunggu sampai selesai atau hentikan proses itu, lalu jalankan lagi."
                )
            time.sleep(0.05)
    except BaseException:
        os.close(fd)
        raise
    return fd


def _coba(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def tulis_utuh(berkas: Path, isi: str) -> None:
    """Replace a file so that a reader, or a crash, sees the old text or the new, never a part."""
    sementara = berkas.with_name(f".{berkas.name}.{os.getpid()}.{secrets.token_hex(4)}")
    fd = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(fd, "w", encoding="utf-8") as keluar:
            keluar.write(isi)
            keluar.flush()
            os.fsync(keluar.fileno())
        sementara.replace(berkas)
    except BaseException:
        sementara.unlink(missing_ok=True)
        raise
    sinkron(berkas.parent)


def sinkron(folder: Path) -> None:
    """Make a rename inside `folder` survive a power cut."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def rahasia(data: Path, nama: str) -> str:
    """The secret `nama` of this data folder: 32 random bytes (urlsafe), made at its first use.

    Any number of processes may ask at once; all get the same value.
    """
    data = Path(data).resolve()
    ada = _baca(data).get(nama)
    if ada:
        return ada
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with kunci_berkas(data / ".rahasia.lock"):
            isi = _baca(data)
            if nama not in isi:
                _tolak_yang_hilang(data, isi)
                isi[nama] = secrets.token_urlsafe(32)
                tulis_utuh(data / BERKAS_RAHASIA, json.dumps(isi, indent=1, sort_keys=True) + "\n")
            return isi[nama]
    except OSError as galat:
        raise dari_oserror(f"Kunci rahasia di {data} tidak dapat disimpan.", galat) from galat


def _baca(data: Path) -> dict[str, str]:
    berkas = data / BERKAS_RAHASIA
    try:
        isi = json.loads(berkas.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as galat:
        raise dari_oserror(f"Kunci rahasia {berkas} tidak dapat dibaca.", galat) from galat
    except ValueError as galat:
        raise GalatEmbedded(f"Berkas {berkas} rusak. Kembalikan berkas itu dari cadangan.") from galat
    if not isinstance(isi, dict) or not all(isinstance(nilai, str) for nilai in isi.values()):
        raise GalatEmbedded(f"Berkas {berkas} rusak. Kembalikan berkas itu dari cadangan.")
    return isi


def _tolak_yang_hilang(data: Path, isi: dict[str, str]) -> None:
    """New keys for an old database would make what is encrypted in it unreadable for ever."""
    if not isi and (data / FOLDER_POSTGRES).exists():
        raise GalatEmbedded(
            f"Berkas {data / BERKAS_RAHASIA} hilang, padahal basis datanya masih ada. "
            f"Kembalikan berkas itu dari cadangan, atau hapus folder {data} untuk mulai dari awal."
        )
