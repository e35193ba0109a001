from inti.tasks import tugas

from .actions import ingatkan


@tugas(setiap_hari=True, atomik=False)
def ingatkan_belum_diambil() -> None:
    """Each reminder is a transaction of its own; running it again reminds nobody twice."""
    ingatkan()
