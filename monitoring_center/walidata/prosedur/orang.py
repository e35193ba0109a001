"""Who acts, and with what right."""

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.errors import TidakBerhak


def jabatan(oleh: Pengguna) -> str:
    """ "Camat"; "Plt. Kepala Dinas"."""
    penugasan = oleh.penugasan_berlaku()
    return penugasan[0].label() if penugasan else ""


def sebutan(oleh: Pengguna) -> str:
    """Name and post as other instansi read it: "Siti Aminah, Camat"."""
    post = jabatan(oleh)
    return f"{oleh.nama}, {post}"[:200] if post else oleh.nama


def wajib(oleh: Pengguna, *hak: Hak) -> None:
    """One of these rights."""
    if not any(oleh.punya(h) for h in hak):
        raise TidakBerhak("Jabatan Anda tidak memiliki hak untuk langkah ini.")
