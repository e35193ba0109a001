"""Menu entries of the reports."""

from typing import Any

from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _berjalan(request: HttpRequest) -> Hitungan:
    from .models import EksporLaporan

    pengguna: Any = request.user
    return EksporLaporan.objects.untuk(pengguna).hidup()


MENU = [
    Butir(
        situs="instansi", label="Laporan", ikon="report-analytics", url_name="laporan:ringkasan", hak=Hak.LAPORAN_LIHAT,
        urutan=50, kelompok="Mutu layanan", kata_kunci="rekap monev grafik statistik bulanan",
    ),
    Butir(
        situs="instansi", label="Buku register", ikon="books", url_name="laporan:register", hak=Hak.LAPORAN_LIHAT,
        urutan=50, kelompok="Mutu layanan", tempat="palet", kata_kunci="register agenda",
    ),
    Butir(
        situs="instansi", label="Agenda surat", ikon="notes", url_name="laporan:agenda", hak=Hak.LAPORAN_LIHAT,
        urutan=50, kelompok="Mutu layanan", tempat="palet", kata_kunci="nomor surat keluar",
    ),
    Butir(
        situs="instansi", label="Unduhan laporan", ikon="file-download", url_name="laporan:unduhan", hak=Hak.LAPORAN_LIHAT,
        urutan=60, tempat="pekerjaan", hitung=_berjalan,
    ),
]  # fmt: skip
