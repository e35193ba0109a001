from inti.akun.hak import Hak
from inti.ui.menu import Butir

BERAKUN = ("instansi", "diskominfo", "monitoring")
MENU = [
    Butir(
        situs=("instansi", "diskominfo"),
        label="Pengguna & penugasan",
        ikon="users",
        url_name="akun:daftar",
        hak=Hak.PENGGUNA_KELOLA,
        urutan=90,
        kelompok="Administrasi",
        kata_kunci="orang peran undang plt plh sk",
    ),
    Butir(
        situs=BERAKUN, label="Profil saya", ikon="user", url_name="akun:profil", tempat="pengguna", urutan=10
    ),
    Butir(
        situs=BERAKUN,
        label="Ganti kata sandi",
        ikon="key",
        url_name="account_change_password",
        tempat="pengguna",
        urutan=20,
    ),
    Butir(
        situs=BERAKUN,
        label="Keluar",
        ikon="logout",
        url_name="account_logout",
        tempat="pengguna",
        metode="post",
        urutan=90,
    ),
]
