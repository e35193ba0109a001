from inti.notifikasi.actions import buang_lama, kirim, kirim_satu_pesan
from inti.tasks import tugas


@tugas
def kirim_surat(surat_id: int) -> None:
    kirim(surat_id=surat_id)


@tugas
def kirim_pesan(pesan_id: int) -> None:
    kirim_satu_pesan(pesan_id=pesan_id)


@tugas(setiap_hari=True)
def buang_kotak_keluar_lama() -> None:
    buang_lama()
