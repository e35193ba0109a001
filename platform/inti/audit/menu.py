from inti.akun.hak import Hak
from inti.ui.menu import Butir

MENU = [
    Butir(
        situs=("instansi", "diskominfo"),
        label="Jejak audit",
        ikon="history",
        url_name="audit:daftar",
        hak=Hak.AUDIT_LIHAT,
        urutan=92,
        kelompok="Administrasi",
        kata_kunci="log riwayat siapa",
    )
]
