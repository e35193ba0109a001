"""The fold as background work: one task per instansi in its own outbox, and beat's sweep (celery.py)."""

from inti.db import TanpaInstansi
from inti.situs import situs_kini
from inti.tasks import tugas
from inti.tugas.models import Tugas

from .actions import ada_perubahan, lipat


@tugas(antrean="agregasi", atomik=False)
def lipat_instansi() -> None:
    """Fold the instansi of this outbox. Not atomic with its row: the fold runs on the aggregator's login."""
    situs = situs_kini()
    if situs is None or situs.instansi is None:
        raise TanpaInstansi("Lipatan dikerjakan untuk sebuah instansi.")
    lipat(instansi=situs.instansi)


def minta_lipat() -> None:
    """Enqueue a fold with the caller's transaction."""
    lipat_instansi.enqueue()


def minta_lipat_bila_perlu() -> bool:
    """After a commit: enqueue a fold when deltas wait, unless one is pending already."""
    if not ada_perubahan():
        return False
    menunggu = Tugas.objects.filter(
        nama=lipat_instansi.nama, status=Tugas.Status.MENUNGGU, percobaan=0, dikunci_sampai=None
    )
    if menunggu.exists():
        return False
    lipat_instansi.enqueue()
    return True
