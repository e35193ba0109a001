"""Menu entries of the catalogue."""

from inti.akun.hak import Hak
from inti.ui.menu import Butir

MENU = [
    Butir(
        situs="instansi", label="Katalog layanan", ikon="books", url_name="katalog:daftar", hak=Hak.LAYANAN_KELOLA,
        urutan=61, kelompok="Pengaturan", kata_kunci="standar pelayanan persyaratan formulir versi maklumat impor ekspor",
    ),
]  # fmt: skip
