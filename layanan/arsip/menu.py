"""Menu entries of retention and data subjects."""

from typing import Any

from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _usul(request: HttpRequest) -> Hitungan:
    from .actions import menunggu_persetujuan

    pengguna: Any = request.user
    return menunggu_persetujuan(pengguna)


def _permintaan(request: HttpRequest) -> Hitungan:
    from .models import PermintaanData

    return PermintaanData.objects.filter(keadaan="menunggu")


MENU = [
    Butir(
        situs="instansi", label="Arsip dan retensi", ikon="archive", url_name="arsip:beranda",
        hak=(Hak.ARSIP_KELOLA, Hak.ARSIP_SETUJUI), urutan=93, kelompok="Administrasi", hitung=_usul,
        kata_kunci="musnah jra penyusutan berita acara",
    ),
    Butir(
        situs="instansi", label="Permintaan data pribadi", ikon="shield-lock", url_name="arsip:subjek",
        hak=(Hak.ARSIP_KELOLA, Hak.ARSIP_SETUJUI), urutan=94, kelompok="Administrasi", hitung=_permintaan,
        kata_kunci="pdp salinan perbaikan hak subjek uu 27/2022",
    ),
]  # fmt: skip
