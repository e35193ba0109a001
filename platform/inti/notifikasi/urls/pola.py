from django.urls import path

from inti.notifikasi import views

PRIBADI = [
    path("", views.daftar, name="daftar"),
    path("dibaca/", views.dibaca, name="dibaca"),
    path("<uuid:nomor>/buka/", views.buka, name="buka"),
]
PENGELOLAAN = [
    path("surel/", views.surel, name="surel"),
    path("surel/<uuid:nomor>/kirim-ulang/", views.kirim_ulang, name="kirim_ulang"),
    path("pesan/", views.pesan, name="pesan"),
    path("pesan/<uuid:nomor>/kirim-ulang/", views.kirim_ulang_pesan, name="kirim_ulang_pesan"),
]
