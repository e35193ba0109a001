from django.urls import path

from ..views import bersama, monitoring, perintah

app_name = "prosedur"
AWALAN = "pemanfaatan/"

urlpatterns = [
    path("", monitoring.beranda, name="beranda"),
    path("izin/", monitoring.daftar_izin, name="daftar_izin"),
    path("izin/<uuid:uuid>/", monitoring.izin, name="izin"),
    path("izin/<uuid:uuid>/cabut/", monitoring.cabut, name="cabut"),
    path("izin/<uuid:uuid>/jawab/", monitoring.jawab_usul, name="jawab_usul"),
    path("perintah/", perintah.daftar, name="perintah"),
    path("perintah/baru/", perintah.pilih, name="perintah_pilih"),
    path("perintah/baru/<uuid:dataset>/", perintah.baru, name="perintah_baru"),
    path("perintah/<uuid:uuid>/", perintah.satu, name="satu_perintah"),
    path("perintah/<uuid:uuid>/konfirmasi/", perintah.konfirmasi, name="konfirmasi"),
    path("perintah/<uuid:uuid>/batalkan/", perintah.batalkan, name="batalkan"),
    path("lampiran/<uuid:uuid>/", bersama.lampiran, name="lampiran"),
    path("<uuid:uuid>/", monitoring.permohonan, name="permohonan"),
    path("<uuid:uuid>/setujui/", monitoring.putus, {"hasil": "setujui"}, name="setujui"),
    path("<uuid:uuid>/tolak/", monitoring.putus, {"hasil": "tolak"}, name="tolak"),
]
