"""An account of an aparat desa (Ps 5): a Penugasan "pengguna" whose `seksi` names the desa.

So the Administrator grants it on the page of all roles, with SK number, dates and revocation; nothing is kept twice.
"""

from inti.akun.models import Pengguna
from inti.akun.seksi import daftarkan
from inti.errors import TidakBerhak
from inti.situs import situs_kini
from tenants.wilayah import Wilayah, cari, desa_di

from ..pemohon.asal_desa import AWALAN, desa_tugas


@daftarkan
def pilihan_desa() -> list[tuple[str, str]]:
    """What the form of a role offers beside the seksi: the desa of this kecamatan."""
    situs = situs_kini()
    if situs is None or situs.instansi is None:
        return []
    return [
        (f"{AWALAN}{w.kode}", f"{w.tingkat.capitalize()} {w.nama} (akun desa)")
        for w in desa_di(situs.instansi.kode_wilayah)
    ]


def desa_akun(pengguna: Pengguna) -> Wilayah:
    """The desa for which this account acts. Raises TidakBerhak when the Administrator bound it to none."""
    for kode in desa_tugas(pengguna):
        if (desa := cari(kode.removeprefix(AWALAN))) is not None:
            return desa
    raise TidakBerhak(
        "Akun Anda belum dikaitkan dengan desa.",
        saran="Mintalah administrator (Kasi Pelayanan) memilih desa Anda pada peran akun ini.",
    )
