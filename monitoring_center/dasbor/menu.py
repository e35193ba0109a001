from inti.akun.hak import Hak
from inti.ui.menu import Butir

MENU = [
    Butir(
        situs="monitoring",
        label="Dasbor",
        ikon="dashboard",
        url_name="dasbor:beranda",
        hak=Hak.DASBOR_LIHAT,
        urutan=10,
    ),
    Butir(
        situs="monitoring",
        label="Kelengkapan data",
        ikon="list-check",
        url_name="dasbor:data",
        hak=Hak.DASBOR_LIHAT,
        urutan=20,
        kata_kunci="terlambat hilang belum disetujui",
    ),
    Butir(
        situs="monitoring",
        label="Layar dinding",
        ikon="device-desktop",
        url_name="dasbor:dinding",
        hak=Hak.DASBOR_LIHAT,
        urutan=30,
        kata_kunci="proyektor tv",
    ),
]
