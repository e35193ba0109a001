from inti.situs import situs_kini
from inti.tasks import tugas

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
