"""What this room adds to the tracking page: the download, and who opened the file."""

from layanan.models import Permohonan
from layanan.pemohon.lacak import Bagian

from .actions.unduh import saluran_ada
from .baca import dokumen_terunduh
from .buku_akses import buku_warga


def bagian_unduh(p: Permohonan, terbukti: bool) -> Bagian | None:
    dokumen = dokumen_terunduh(p)
    if dokumen is None:
        return None
    saluran = saluran_ada(p) if terbukti else {}
    return Bagian("serah/_unduh.html", {"saluran": saluran})


def bagian_akses(p: Permohonan, terbukti: bool) -> Bagian | None:
    return Bagian("serah/_akses.html", {"akses": buku_warga(p)}) if terbukti else None
