"""What can go wrong with the embedded servers, said so that a reader knows what to do."""

import errno
import shutil
from pathlib import Path

BARIS_EKOR = 15

# What a server writes to its log → what the reader should do. The first match wins.
SEBAB = (
    (
        "No space left on device",
        "Ruang simpan habis. Kosongkan sebagian isi disk, atau pindahkan data ke disk lain dengan SPBE_DATA.",
    ),
    (
        "Disk quota exceeded",
        "Kuota disk habis. Kosongkan sebagian isinya, atau pilih folder lain dengan SPBE_DATA.",
    ),
    (
        "Read-only file system",
        "Folder data berada di disk yang hanya bisa dibaca. Pilih folder lain dengan SPBE_DATA.",
    ),
    (
        "database files are incompatible with server",
        "Folder data dibuat oleh PostgreSQL versi lain. Pindahkan isinya dengan pg_dump dari versi itu, "
        "atau pilih folder lain dengan SPBE_DATA.",
    ),
    (
        "could not map anonymous shared memory",
        "Memori tidak cukup untuk PostgreSQL. Tutup program lain atau tambah memori, lalu jalankan lagi.",
    ),
    (
        "Cannot allocate memory",
        "Memori tidak cukup. Tutup program lain atau tambah memori, lalu jalankan lagi.",
    ),
    (
        "could not resize shared memory segment",
        "Memori bersama (/dev/shm) tidak cukup. Perbesar, misalnya dengan `docker run --shm-size=256m`.",
    ),
    (
        "could not look up effective user ID",
        "Pengguna yang menjalankan tidak terdaftar di /etc/passwd. Jalankan sebagai pengguna yang terdaftar, "
        "atau pakai server sendiri dengan DATABASE_URL dan REDIS_URL.",
    ),
    (
        "GLIBC_",
        "Sistem operasi ini terlalu lama untuk PostgreSQL bawaan (perlu glibc 2.34, misalnya Debian 12). "
        "Pakai server sendiri dengan DATABASE_URL dan REDIS_URL.",
    ),
)


class GalatEmbedded(Exception):
    """`pesan` is an Indonesian sentence for the screen; `ekor` the last lines of the server's log."""

    def __init__(self, pesan: str, ekor: str = "") -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.ekor = ekor

    def __str__(self) -> str:
        return f"{self.pesan}\n\nAkhir catatan server:\n{self.ekor}" if self.ekor else self.pesan


def ekor_log(log: Path, sejak: int = 0) -> str:
    """The last lines of a log, of what was written after byte `sejak`."""
    try:
        with log.open("rb") as berkas:
            ukuran = berkas.seek(0, 2)
            berkas.seek(max(sejak, ukuran - 8192))
            baris = berkas.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(baris[-BARIS_EKOR:])


def dari_log(awal: str, catatan: str) -> GalatEmbedded:
    """The error for a server that failed with `catatan` in its log."""
    for tanda, saran in SEBAB:
        if tanda in catatan:
            return GalatEmbedded(f"{awal} {saran}", catatan)
    return GalatEmbedded(f"{awal} Baca catatan di bawah ini untuk sebabnya.", catatan)


def dari_oserror(awal: str, galat: OSError) -> GalatEmbedded:
    """The error for a failed system call, with the same advice where it is known."""
    rinci = f"{galat.strerror or galat}" + (f" ({galat.filename})" if galat.filename else "")
    if galat.errno in (errno.EACCES, errno.EPERM):
        return GalatEmbedded(
            f"{awal} Izin ditolak: {rinci}. Pilih folder milik Anda sendiri dengan SPBE_DATA, "
            "atau jalankan sebagai pemiliknya."
        )
    for tanda, saran in SEBAB:
        if tanda in rinci:
            return GalatEmbedded(f"{awal} {saran}")
    return GalatEmbedded(f"{awal} {rinci}.")


def periksa_ruang(folder: Path, perlu_mib: int) -> None:
    """Refuse early: a database that meets a full disk half way is worse than one not started."""
    bebas = shutil.disk_usage(folder).free // 2**20
    if bebas < perlu_mib:
        raise GalatEmbedded(
            f"Ruang simpan di {folder} tinggal {bebas} MiB; perlu paling sedikit {perlu_mib} MiB. "
            "Kosongkan sebagian isi disk, atau pilih folder lain dengan SPBE_DATA."
        )
