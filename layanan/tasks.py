from inti.tasks import tugas

from . import eskalasi


@tugas(setiap_menit=5, bila=eskalasi.ada)
def eskalasi_terlambat() -> None:
    """Late files reach the secretary and then the head."""
    eskalasi.eskalasikan()
