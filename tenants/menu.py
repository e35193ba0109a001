from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _belum_berakhir(request: HttpRequest) -> Hitungan:
    from tenants.models import Penyediaan

    return Penyediaan.objects.belum_berakhir()


MENU = [
    Butir(
        situs="diskominfo",
        label="Ringkasan",
        ikon="home",
        url_name="tenants:beranda",
        hak=Hak.INSTANSI_LIHAT,
        urutan=1,
        kata_kunci="kesehatan platform",
    ),
    Butir(
        situs="diskominfo",
        label="Instansi",
        ikon="building",
        url_name="tenants:daftar",
        hak=Hak.INSTANSI_LIHAT,
        urutan=10,
        kata_kunci="kecamatan skpd tenant",
    ),
    Butir(
        situs="diskominfo",
        label="Pekerjaan berjalan",
        ikon="clock",
        url_name="tenants:pekerjaan",
        hak=Hak.INSTANSI_LIHAT,
        urutan=20,
        hitung=_belum_berakhir,
        kata_kunci="penyediaan",
    ),
    Butir(
        situs="portal",
        label="Lacak permohonan",
        ikon="search",
        url_name="tenants:lacak",
        urutan=10,
        tempat="publik",
    ),
    Butir(
        situs="portal",
        label="Periksa surat",
        ikon="qrcode",
        url_name="tenants:surat",
        urutan=15,
        tempat="publik",
    ),
    Butir(
        situs="portal",
        label="Instansi",
        ikon="building",
        url_name="tenants:beranda",
        urutan=5,
        tempat="publik",
    ),
]
