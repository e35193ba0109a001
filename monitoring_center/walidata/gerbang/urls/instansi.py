from django.urls import path

from ..views import baca, jejak

app_name = "gerbang"
AWALAN = "gerbang/"
urlpatterns = [
    path("", baca.daftar, name="daftar"),
    path("jejak/", jejak.pemilik, name="jejak"),
    path("jejak/sendiri/", jejak.sendiri, name="jejak_sendiri"),
    path("<uuid:uuid>/", baca.izin, name="izin"),
    path("<uuid:uuid>/buka/", baca.buka, name="buka"),
    path("<uuid:uuid>/saring/", baca.saring, name="saring"),
    path("<uuid:uuid>/selesai/", baca.selesai, name="selesai"),
    path("<uuid:uuid>/unduh/", baca.unduh, name="unduh"),
]
