"""Menu entry of outages."""

from inti.akun.hak import Hak
from inti.ui.menu import Butir

MENU = [
    Butir(
        situs="instansi", label="Gangguan", ikon="plug-off", url_name="gangguan:daftar", hak=Hak.GANGGUAN_KELOLA,
        urutan=37, kelompok="Layanan", kata_kunci="manual listrik padam blok nomor susulan formulir kosong",
    ),
]  # fmt: skip
