from inti.situs import situs_kini
from inti.tasks import tugas

from . import kabar
from .models import Akses, Dataset, Jenis
from .terbuka import terbitkan_terbuka


@tugas
def terbitkan(dataset: int) -> None:
    """After an approval: the public copy of an open dataset appears, or disappears."""
    terbitkan_terbuka(Dataset.objects.get(pk=dataset))


@tugas(setiap_hari=True)
def segarkan_terbuka() -> None:
    """Rows of the platform's own apps change all day; their public copies follow once a day."""
    situs = situs_kini()
    if situs is None or situs.instansi is None:
        return
    milik = Dataset.objects.milik(situs.instansi.schema_name).terbit()
    for d in milik.filter(jenis=Jenis.SISTEM, akses=Akses.TERBUKA):
        terbitkan_terbuka(d)


def _ada_kabar() -> bool:
    return bool(kabar.belum_disampaikan(kabar.peristiwa()))


@tugas(setiap_menit=5, bila=_ada_kabar)
def kabarkan() -> None:
    """Findings and rulings reach the bell and the e-mail of this site."""
    kabar.sampaikan_baru(kabar.peristiwa())


@tugas(setiap_hari=True)
def ingatkan_periode() -> None:
    """Datasets without data of the period that is over."""
    kabar.sampaikan_baru(kabar.terlambat())
