"""Menu entries of the queue."""

from typing import Any

from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _menunggu(request: HttpRequest) -> Hitungan:
    from ..waktu.jam import hari_ini
    from .models import Antrian

    semua: Any = Antrian.objects.filter(tanggal=hari_ini())
    return semua.menunggu()


MENU = [
    Butir(
        situs="instansi", label="Antrian", ikon="users", url_name="antrian:loket", hak=Hak.PERMOHONAN_INPUT, urutan=9,
        hitung=_menunggu, kelompok="Layanan", kata_kunci="nomor panggil loket kios",
    ),
    Butir(
        situs="instansi", label="Atur antrian", ikon="ticket", url_name="antrian:atur", hak=Hak.ANTRIAN_KELOLA,
        urutan=79, kelompok="Pengaturan", kata_kunci="kios tv layar loket kelompok perangkat",
    ),
]  # fmt: skip
