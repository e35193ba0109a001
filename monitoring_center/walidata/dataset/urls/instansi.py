from django.urls import include, path

from .. import views, views_baris

app_name = "dataset"
AWALAN = ""
ISI = "data/isi/<uuid:uuid>/"
VERSI = "data/isi/versi/<uuid:uuid>/"
urlpatterns = [
    path(ISI, views.beranda, name="beranda"),
    path(ISI + "unggah/", views.unggah, name="unggah"),
    path(ISI + "templat.<str:bentuk>", views.templat, name="templat"),
    path(ISI + "baris/baru/", views_baris.baru, name="baris_baru"),
    path(VERSI, views.versi, name="versi"),
    path(VERSI + "kemajuan/", views.kemajuan, name="kemajuan"),
    path(VERSI + "kesalahan.csv", views.kesalahan, name="kesalahan"),
    path(VERSI + "berlakukan/", views.berlakukan, name="berlakukan"),
    path(VERSI + "bandingkan/", views.bandingkan, name="bandingkan"),
    path(VERSI + "buang/", views.buang, name="buang"),
    path(VERSI + "baris/", views_baris.daftar, name="baris"),
    path(VERSI + "baris/ubah/", views_baris.ubah, name="baris_ubah"),
    path(VERSI + "baris/hapus/", views_baris.hapus, name="baris_hapus"),
    path("api/v1/dataset/", include("monitoring_center.walidata.dataset.urls.api")),
]
