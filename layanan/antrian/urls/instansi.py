from django.urls import path

from layanan.antrian import perangkat, views

app_name = "antrian"
AWALAN = "antrian/"
urlpatterns = [
    path("", views.loket, name="loket"),
    path("isi/", views.isi, name="isi"),
    path("pilih-loket/", views.pilih_loket, name="pilih_loket"),
    path("panggil/", views.panggil, name="panggil"),
    path("ambil/<str:kode>/", views.ambil, name="ambil"),
    path("nomor/<uuid:uuid>/", views.karcis, name="karcis"),
    path("nomor/<uuid:uuid>/<slug:langkah>/", views.langkah, name="langkah"),
    path("atur/", views.atur, name="atur"),
    path("atur/kelompok/", views.atur_kelompok, name="kelompok_baru"),
    path("atur/kelompok/<str:kode>/", views.atur_kelompok, name="kelompok"),
    path("atur/loket/", views.atur_loket, name="loket_baru"),
    path("atur/loket/<str:nomor>/", views.atur_loket, name="loket_ubah"),
    path("atur/perangkat/<slug:jenis>/", views.putar, name="putar"),
    path("kios/<str:token>/", perangkat.kios, name="kios"),
    path("kios/<str:token>/ambil/<str:kode>/", perangkat.kios_ambil, name="kios_ambil"),
    path("kios/<str:token>/nomor/<uuid:uuid>/", perangkat.kios_nomor, name="kios_nomor"),
    path("layar/<str:token>/", perangkat.layar, name="layar"),
    path("layar/<str:token>/isi/", perangkat.layar_isi, name="layar_isi"),
]
