from django.urls import path

from inti.akun.views import pengguna, profil, undangan

PRIBADI = [
    path("profil/", profil.profil, name="profil"),
    path("profil/sesi/akhiri/", profil.akhiri_sesi, name="akhiri_sesi"),
    path("undangan/<str:token>/", undangan.terima, name="terima_undangan"),
]
PENGELOLAAN = [
    path("pengguna/", pengguna.daftar, name="daftar"),
    path("pengguna/undang/", undangan.undang, name="undang"),
    path("pengguna/undangan/<uuid:nomor>/kirim-lagi/", undangan.kirim_lagi, name="kirim_lagi"),
    path("pengguna/undangan/<uuid:nomor>/batalkan/", undangan.batalkan, name="batalkan_undangan"),
    path("pengguna/<uuid:nomor>/", pengguna.rincian, name="rincian"),
    path("pengguna/<uuid:nomor>/ubah/", pengguna.ubah, name="ubah"),
    path("pengguna/<uuid:nomor>/tugaskan/", pengguna.tugaskan, name="tugaskan"),
    path("pengguna/<uuid:nomor>/nonaktifkan/", pengguna.nonaktifkan, name="nonaktifkan"),
    path("pengguna/<uuid:nomor>/aktifkan/", pengguna.aktifkan, name="aktifkan"),
    path("penugasan/<uuid:nomor>/cabut/", pengguna.cabut, name="cabut"),
]
