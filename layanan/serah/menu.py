"""Menu entries of the hand-over room."""

from typing import Any

from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _lama_menunggu(request: HttpRequest) -> Hitungan:
    from layanan.models import Permohonan

    from .baca import HARI_PENGINGAT, batas_lewat, belum_diambil

    pengguna: Any = request.user
    semua = belum_diambil(Permohonan.objects.untuk(pengguna))
    return semua.filter(siap_pada__lte=batas_lewat(HARI_PENGINGAT[0]))


MENU = [
    Butir(
        situs="instansi", label="Belum diambil", ikon="hourglass", url_name="serah:belum",
        hak=Hak.PERMOHONAN_SERAHKAN, urutan=14, hitung=_lama_menunggu, kelompok="Layanan",
        kata_kunci="penyerahan ambil pengingat",
    ),
    Butir(
        situs="instansi", label="Buku penyerahan", ikon="book", url_name="serah:daftar", hak=Hak.PERMOHONAN_SERAHKAN,
        urutan=15, kelompok="Layanan", kata_kunci="serah terima register bukti",
    ),
    Butir(
        situs="instansi", label="Kabar kepada pemohon", ikon="message-circle", url_name="serah:kata",
        hak=Hak.LAYANAN_KELOLA, urutan=86, kelompok="Administrasi", kata_kunci="teks pesan wa sms surel notifikasi",
    ),
    Butir(
        situs="instansi", label="Siapa membuka berkas", ikon="eye", url_name="serah:akses", hak=Hak.AUDIT_LIHAT,
        urutan=93, kelompok="Administrasi", kata_kunci="akses data pribadi jejak",
    ),
]  # fmt: skip
