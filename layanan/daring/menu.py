"""Menu entries: residents in the header, aparat desa in their own menu."""

from inti.akun.hak import Hak
from inti.ui.menu import Butir

MENU = [
    Butir(
        situs="instansi", label="Ajukan daring", ikon="send", url_name="daring:awal", urutan=2, tempat="publik",
    ),
    Butir(
        situs="instansi", label="Permohonan desa saya", ikon="building-community", url_name="daring:desa",
        hak=Hak.PERMOHONAN_AJUKAN, urutan=10, kelompok="Desa", kata_kunci="desa warga ajukan",
    ),
]  # fmt: skip
