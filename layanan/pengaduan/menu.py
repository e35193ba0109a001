"""Menu entries of the complaints."""

from typing import Any

from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _menunggu(request: HttpRequest) -> Hitungan:
    from .models import Pengaduan

    pengguna: Any = request.user
    return Pengaduan.objects.menunggu(pengguna)


MENU = [
    Butir(
        situs="instansi", label="Pengaduan", ikon="speakerphone", url_name="pengaduan:daftar",
        hak=(Hak.PENGADUAN_KELOLA, Hak.LAPORAN_LIHAT, Hak.PERMOHONAN_VALIDASI, Hak.PERMOHONAN_INPUT), urutan=51,
        hitung=_menunggu, kelompok="Mutu layanan", kata_kunci="aduan keluhan lapor sp4n aspirasi",
    ),
    Butir(situs="instansi", label="Pengaduan", ikon="speakerphone", url_name="pengaduan:baru", urutan=4, tempat="publik"),
]  # fmt: skip
