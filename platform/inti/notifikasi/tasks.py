from inti.notifikasi.actions import kirim
from inti.tasks import tugas


@tugas
def kirim_surat(surat_id: int) -> None:
    kirim(surat_id=surat_id)
