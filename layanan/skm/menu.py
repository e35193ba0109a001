"""Menu entries of the survey."""

from inti.akun.hak import Hak
from inti.ui.menu import Butir

MENU = [
    Butir(
        situs="instansi", label="Survei kepuasan", ikon="thumb-up", url_name="skm:hasil",
        hak=(Hak.LAPORAN_LIHAT, Hak.PENGADUAN_KELOLA), urutan=52, kelompok="Mutu layanan",
        kata_kunci="skm ikm indeks kepuasan masyarakat saran",
    ),
    Butir(
        situs="instansi", label="Rencana tindak lanjut", ikon="target", url_name="skm:rencana",
        hak=(Hak.LAPORAN_LIHAT, Hak.PENGADUAN_KELOLA), urutan=52, kelompok="Mutu layanan", tempat="palet",
        kata_kunci="rtl survei perbaikan",
    ),
    Butir(
        situs="instansi", label="Kepuasan warga", ikon="thumb-up", url_name="skm:kepuasan", urutan=5, tempat="publik",
    ),
]  # fmt: skip
