"""Menu entries of the API room."""

from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _gagal(request: HttpRequest) -> Hitungan:
    from .models import Kiriman

    return Kiriman.objects.filter(keadaan=Kiriman.Keadaan.GAGAL)


MENU = [
    Butir(
        situs="instansi", label="Aplikasi lain (API)", ikon="plug-connected", url_name="api:token", hak=Hak.API_KELOLA,
        urutan=95, kelompok="Administrasi", hitung=_gagal, kata_kunci="token webhook integrasi",
    ),
    Butir(
        situs="instansi", label="Token saya", ikon="key", url_name="api:token_saya", urutan=40, tempat="pengguna",
    ),
]  # fmt: skip
