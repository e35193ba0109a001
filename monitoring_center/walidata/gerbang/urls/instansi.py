from django.urls import include, path

from ..views import baca, jejak

app_name = "gerbang"
AWALAN = ""
urlpatterns = [
    path("api/v1/data/", include("monitoring_center.walidata.gerbang.urls.api")),
    path("gerbang/", baca.daftar, name="daftar"),
    path("gerbang/jejak/", jejak.pemilik, name="jejak"),
    path("gerbang/jejak/sendiri/", jejak.sendiri, name="jejak_sendiri"),
    path("gerbang/<uuid:uuid>/", baca.izin, name="izin"),
    path("gerbang/<uuid:uuid>/buka/", baca.buka, name="buka"),
    path("gerbang/<uuid:uuid>/saring/", baca.saring, name="saring"),
    path("gerbang/<uuid:uuid>/selesai/", baca.selesai, name="selesai"),
    path("gerbang/<uuid:uuid>/unduh/", baca.unduh, name="unduh"),
]
