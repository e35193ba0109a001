from inti.akun.actions import bersihkan_sesi
from inti.tasks import tugas


@tugas(setiap_hari=True)
def rawat_sesi() -> None:
    """Housekeeping of the present schema: expired sessions."""
    bersihkan_sesi()
