from inti.akun.hak import Hak
from inti.ui.menu import Butir

MENU = [
    Butir(
        situs="instansi", label="Data yang boleh dibaca", ikon="eye", url_name="gerbang:daftar",
        hak=(Hak.DATA_BACA, Hak.DATA_LIHAT), urutan=64, kelompok="Data", kata_kunci="gerbang izin baca unduh instansi lain",
    ),
    Butir(
        situs="instansi", label="Jejak akses data", ikon="history", url_name="gerbang:jejak",
        hak=(Hak.DATA_KELOLA, Hak.DATA_LIHAT, Hak.DATA_SETUJUI), urutan=65, kelompok="Data",
        kata_kunci="siapa membaca data kami ditolak buku akses",
    ),
    Butir(
        situs="monitoring", label="Jejak akses data", ikon="history", url_name="gerbang:monitoring", hak=Hak.DASBOR_LIHAT,
        urutan=50, kelompok="Data", kata_kunci="gerbang walidata segel",
    ),
]  # fmt: skip
