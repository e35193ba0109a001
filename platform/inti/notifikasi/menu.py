from typing import Any

from inti.akun.hak import Hak
from inti.notifikasi.models import Notifikasi, Surat
from inti.ui.menu import Butir


def belum_dibaca(request: Any) -> int:
    return Notifikasi.objects.untuk(request.user).belum_dibaca().count()


def surel_gagal(request: Any) -> int:
    return Surat.objects.filter(keadaan=Surat.Keadaan.GAGAL).count()


MENU = [
    Butir(
        situs=("instansi", "diskominfo", "monitoring"),
        label="Notifikasi",
        ikon="bell",
        url_name="notifikasi:daftar",
        tempat="lonceng",
        hitung=belum_dibaca,
    ),
    Butir(
        situs=("instansi", "diskominfo"),
        label="Surel keluar",
        ikon="mail",
        url_name="notifikasi:surel",
        hak=Hak.PENGGUNA_KELOLA,
        urutan=94,
        kelompok="Administrasi",
        hitung=surel_gagal,
        kata_kunci="email gagal kirim ulang",
    ),
]
