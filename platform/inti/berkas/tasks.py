from inti.berkas.actions import bersihkan_yatim, sapu_yatim
from inti.tasks import tugas


@tugas(atomik=False, setiap_hari=True)
def rawat_berkas() -> None:
    """Housekeeping of the present schema: abandoned uploads, and files without a row."""
    bersihkan_yatim()
    sapu_yatim()
