"""Detached server processes: start them as the right user, know them again, find what was left."""

import fcntl
import os
import pwd
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .galat import GalatEmbedded, dari_oserror
from .kunci import ambil_kunci

# The shell starts the server in the background and leaves, so that init and not our process is its
# parent: a server never becomes our zombie. File descriptor 3 keeps the input, which `&` would drop.
LUNCURKAN = 'exec 3<&0; "$@" <&3 3<&- >&2 & echo $!'
LINGKUNGAN = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"}


class Pelaksana(NamedTuple):
    """The unprivileged account a server runs as when we are root: PostgreSQL refuses root."""

    uid: int
    gid: int


def pilih_pelaksana(milik: Path) -> Pelaksana | None:
    """Who runs the servers of the folder `milik` (which may not exist yet); None means ourselves."""
    ada = milik.stat() if milik.exists() else None
    if os.geteuid() != 0:
        if ada and ada.st_uid != os.geteuid():
            raise GalatEmbedded(
                f"Folder {milik} milik pengguna lain ({_nama(ada.st_uid)}). "
                "Jalankan sebagai pengguna itu, atau pilih folder lain dengan SPBE_DATA."
            )
        return None
    if sys.platform != "linux":
        raise GalatEmbedded(
            "Di sistem ini server bawaan tidak dapat dijalankan sebagai root. Pakai pengguna biasa."
        )
    if ada and ada.st_uid != 0:
        return Pelaksana(ada.st_uid, ada.st_gid)
    # initdb looks its own name up, so the account must be a listed one.
    akun = [a for a in pwd.getpwall() if a.pw_uid != 0]
    akun.sort(key=lambda a: (a.pw_name != "postgres", a.pw_name != "nobody", a.pw_uid != 65534, a.pw_uid))
    if not akun:
        raise GalatEmbedded(
            "Tidak ada pengguna selain root di sistem ini. Buat satu, misalnya: useradd -r postgres"
        )
    return Pelaksana(akun[0].pw_uid, akun[0].pw_gid)


def _nama(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"


def jalankan(
    argumen: list[str], *, folder: Path, pelaksana: Pelaksana | None, masukan: str = "", env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end inside `folder` (entered before the privileges are dropped)."""
    with tempfile.TemporaryFile() as stdin:
        _isi(stdin.fileno(), masukan, pelaksana)
        uid, gid, grup = _identitas(pelaksana)
        try:
            return subprocess.run(
                argumen,
                cwd=folder,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                env=LINGKUNGAN | env,
                start_new_session=True,
                umask=0o077,
                user=uid,
                group=gid,
                extra_groups=grup,
            )
        except OSError as galat:
            raise dari_oserror(f"{argumen[0]} tidak dapat dijalankan.", galat) from galat


def luncurkan(
    argumen: list[str],
    *,
    folder: Path,
    pelaksana: Pelaksana | None,
    log: Path,
    warisan: int,
    masukan: str = "",
    env: dict[str, str],
) -> int:
    """Start a server that outlives us, in a session of its own (no Ctrl-C from our terminal); its pid.

    It inherits the descriptor `warisan` (see `kunci_server`).
    """
    fd = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    with tempfile.TemporaryFile() as stdin, os.fdopen(fd, "ab") as catatan:
        _isi(stdin.fileno(), masukan, pelaksana)
        uid, gid, grup = _identitas(pelaksana)
        try:
            selesai = subprocess.run(
                ["/bin/sh", "-c", LUNCURKAN, "sh", *argumen],
                cwd=folder,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=catatan,
                text=True,
                env=LINGKUNGAN | env,
                start_new_session=True,
                umask=0o077,
                user=uid,
                group=gid,
                extra_groups=grup,
                pass_fds=(warisan,),
                check=True,
            )
        except OSError as galat:
            raise dari_oserror(f"{argumen[0]} tidak dapat dijalankan.", galat) from galat
    return int(selesai.stdout)


@contextmanager
def kunci_server(berkas: Path) -> Iterator[int]:
    """A locked descriptor for a server to inherit: the lock then lasts as long as that server.

    So two servers never work in one folder, not even from two containers that share a volume and cannot
    see each other's processes.
    """
    asal = ambil_kunci(berkas, sabar=10)
    try:
        warisan = fcntl.fcntl(asal, fcntl.F_DUPFD_CLOEXEC, 20)  # away from the shell's own descriptors
    finally:
        os.close(asal)
    try:
        yield warisan
    finally:
        os.close(warisan)


def _isi(fd: int, masukan: str, pelaksana: Pelaksana | None) -> None:
    """Input by an unlinked file: unlike an argument nobody else sees it, unlike a pipe it can be reopened."""
    os.write(fd, masukan.encode())
    os.lseek(fd, 0, os.SEEK_SET)
    if pelaksana:
        os.fchown(fd, pelaksana.uid, pelaksana.gid)


def _identitas(pelaksana: Pelaksana | None) -> tuple[int | None, int | None, list[int] | None]:
    return (pelaksana.uid, pelaksana.gid, []) if pelaksana else (None, None, None)


def tanda(pid: int) -> str | None:
    """A mark that only this process ever has (boot and start time); None when it is gone or a zombie."""
    if pid <= 0:
        return None
    if sys.platform == "linux":
        try:
            kolom = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if kolom[0] in "ZX" else f"{boot()}:{kolom[19]}"
    ps = subprocess.run(
        ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, env=LINGKUNGAN
    )
    keadaan, _, mulai = ps.stdout.strip().partition(" ")
    return mulai.strip() if mulai and not keadaan.startswith("Z") else None


@cache
def boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return "?"


def kirim(pid: int, isyarat: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, isyarat)


def tunggu_mati(pids: Iterable[int], detik: float) -> bool:
    """Whether all of them ended within that time."""
    sisa = {pid: tanda(pid) for pid in pids}
    batas = time.monotonic() + detik
    while any(t is not None and tanda(pid) == t for pid, t in sisa.items()):
        if time.monotonic() > batas:
            return False
        time.sleep(0.02)
    return True


def nama_kluster(data: Path) -> str:
    """The word in the process titles by which the servers of a folder are found again.

    By inode: a moved folder keeps it, a copied one has another.
    """
    status = data.stat()
    return f"spbe-{status.st_dev:x}-{status.st_ino:x}"


def bertanda(kata: str) -> list[int]:
    """Live processes with this word in their title, also when nobody wrote down their pids."""
    if sys.platform == "linux":
        judul = {}
        for nama in os.listdir("/proc"):  # noqa: PTH208 (a glob looks at each file again, and fails on one just gone)
            if nama.isdecimal():
                with suppress(OSError):
                    isi = Path("/proc", nama, "cmdline").read_bytes()
                    judul[int(nama)] = isi.replace(b"\0", b" ").decode(errors="replace")
    else:
        ps = subprocess.run(
            ["/bin/ps", "-axwwo", "pid=,command="], capture_output=True, text=True, env=LINGKUNGAN
        )
        judul = {int(b.split(None, 1)[0]): b for b in ps.stdout.splitlines() if b.strip()}
    pola = re.compile(rf"(^|[ =:]){re.escape(kata)}([ :]|$)")
    return [pid for pid, teks in judul.items() if pid != os.getpid() and pola.search(teks) and tanda(pid)]
