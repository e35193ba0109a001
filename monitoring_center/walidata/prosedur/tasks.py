from inti.situs import MONITORING, situs_kini
from inti.tasks import tugas
from layanan.surat import kunci_terbit

from . import kabar


def ada() -> bool:
    return bool(kabar.belum_disampaikan(kabar.peristiwa()))


def ada_pengingat() -> bool:
    return bool(kabar.belum_disampaikan(kabar.pengingat()))


@tugas(setiap_menit=5, bila=ada)
def kabarkan() -> None:
    """Steps of other sites reach the bell and the e-mail of this one."""
    kabar.sampaikan(kabar.peristiwa())


@tugas(setiap_menit=60, bila=ada_pengingat)
def ingatkan() -> None:
    """Deadlines of recommendation and decision, what is stuck at a walidata, and grants that end soon."""
    kabar.sampaikan(kabar.pengingat())


@tugas(setiap_hari=True)
def terbitkan_kunci_keputusan() -> None:
    """The Monitoring Center's part of what machines without network check letters with; instansi write theirs."""
    situs = situs_kini()
    if situs is not None and situs.jenis == MONITORING:
        kunci_terbit.perbarui()
