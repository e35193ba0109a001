from typing import Any

from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _menunggu(request: HttpRequest) -> Hitungan:
    from .menunggu import semua_antrean

    pengguna: Any = request.user
    return semua_antrean(pengguna)


MENU = [
    Butir(
        situs="instansi", label="Pemanfaatan data", ikon="transfer", url_name="prosedur:beranda",
        hak=(Hak.DATA_KELOLA, Hak.DATA_SETUJUI, Hak.DATA_LIHAT), urutan=63, kelompok="Data", hitung=_menunggu,
        kata_kunci="permohonan izin rekomendasi walidata surat pernyataan banding",
    ),
    Butir(
        situs="monitoring", label="Keputusan data", ikon="gavel", url_name="prosedur:beranda",
        hak=Hak.KEPUTUSAN_BUAT, urutan=40, kelompok="Data", hitung=_menunggu,
        kata_kunci="permohonan izin pemanfaatan persetujuan penolakan pencabutan",
    ),
    Butir(
        situs="monitoring", label="Perintah Bupati", ikon="rubber-stamp", url_name="prosedur:perintah",
        hak=Hak.KEPUTUSAN_BUAT, urutan=41, kelompok="Data", kata_kunci="pasal 11 ayat 6 konfirmasi",
    ),
]  # fmt: skip
