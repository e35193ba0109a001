from inti.akun.hak import Hak
from inti.ui.menu import Butir

MENU = [
    Butir(
        situs="instansi",
        label="Publikasi data",
        ikon="speakerphone",
        url_name="agregasi:publikasi",
        hak=(Hak.PUBLIKASI_SETUJUI, Hak.LAPORAN_LIHAT, Hak.DATA_KELOLA),
        urutan=66,
        kelompok="Data",
        kata_kunci="monitoring center persetujuan indikator",
    ),
]
