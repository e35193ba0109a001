from django.urls import path

from ..views import musnah, subjek

app_name = "arsip"
AWALAN = "arsip/"
urlpatterns = [
    path("", musnah.beranda, name="beranda"),
    path("jadwal/", musnah.jadwal, name="jadwal"),
    path("jadwal/hapus/", musnah.hapus_jadwal, name="hapus_jadwal"),
    path("usulkan/", musnah.usulkan, name="usulkan"),
    path("usul/<uuid:uuid>/", musnah.usul, name="usul"),
    path("usul/<uuid:uuid>/setujui/", musnah.setujui, name="setujui"),
    path("usul/<uuid:uuid>/tolak/", musnah.tolak, name="tolak_usul"),
    path("usul/<uuid:uuid>/mulai/", musnah.mulai, name="mulai"),
    path("usul/<uuid:uuid>/kemajuan/", musnah.kemajuan, name="kemajuan"),
    path("data-pribadi/", subjek.daftar, name="subjek"),
    path("data-pribadi/salinan/", subjek.minta_salinan, name="minta_salinan"),
    path("data-pribadi/perbaikan/", subjek.minta_perbaikan, name="minta_perbaikan"),
    path("data-pribadi/<uuid:uuid>/", subjek.rincian, name="permintaan"),
    path("data-pribadi/<uuid:uuid>/salinan.zip", subjek.unduh, name="unduh_salinan"),
    path("data-pribadi/<uuid:uuid>/setujui/", subjek.setujui, name="setujui_perbaikan"),
    path("data-pribadi/<uuid:uuid>/tolak/", subjek.tolak, name="tolak_permintaan"),
]
