from django.urls import path

from layanan.gangguan.views import impor, layar, susulan

app_name = "gangguan"
AWALAN = "gangguan/"
urlpatterns = [
    path("", layar.daftar, name="daftar"),
    path("nyatakan/", layar.nyatakan, name="nyatakan"),
    path("<uuid:uuid>/", layar.rinci, name="rinci"),
    path("<uuid:uuid>/pulih/", layar.pulihkan, name="pulih"),
    path("<uuid:uuid>/tutup/", layar.tutup, name="tutup"),
    path("<uuid:uuid>/blok/", layar.pesan, name="pesan"),
    path("<uuid:uuid>/nomor/", layar.jelaskan, name="jelaskan"),
    path("<uuid:uuid>/cetak/<slug:jenis>.pdf", layar.cetak, name="cetak"),
    path("<uuid:uuid>/formulir/<str:kode>.pdf", layar.formulir, name="formulir"),
    path("<uuid:uuid>/lembar.xlsx", impor.unduh, name="lembar"),
    path("<uuid:uuid>/impor/", impor.unggah, name="unggah"),
    path("<uuid:uuid>/impor/<uuid:impor>/", impor.tinjau, name="tinjau"),
    path("<uuid:uuid>/kasus/", susulan.baru, name="kasus"),
    path("<uuid:uuid>/kasus/<uuid:permohonan>/", susulan.lengkapi, name="lengkapi"),
]
