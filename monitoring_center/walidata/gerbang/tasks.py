"""Work of the Monitoring Center's login: nobody else may seal or tidy up."""

from inti.situs import MONITORING, situs_kini
from inti.tasks import tugas

from . import segel


def _di_monitoring() -> bool:
    situs = situs_kini()
    return situs is not None and situs.jenis == MONITORING


def _ada_yang_belum() -> bool:
    return _di_monitoring() and segel.menunggu_sejak() is not None


@tugas(setiap_menit=5, bila=_ada_yang_belum)
def segelkan() -> None:
    """Idempotent: the same head is sealed once."""
    segel.segelkan()


@tugas(setiap_menit=10, bila=_di_monitoring)
def bereskan() -> None:
    """Idempotent: what is tidy stays so."""
    segel.bereskan()
