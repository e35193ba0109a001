from django.urls import path, re_path

from ..views import katalog, kelola, unduh

app_name = "data"
AWALAN = "data/"
urlpatterns = [
    path("", kelola.beranda, name="beranda"),
    path("baru/", kelola.pilih, name="pilih"),
    path("baru/formulir/", kelola.baru, name="baru"),
    path("baru/aplikasi/<slug:kode>/", kelola.adopsi, name="adopsi"),
    path("katalog/", katalog.katalog, name="katalog"),
    path("katalog/<uuid:uuid>/", katalog.katalog_satu, name="katalog_satu"),
    path("terbuka/", katalog.daftar_publik, name="publik"),
    path("terbuka/<uuid:uuid>/", katalog.satu_publik, name="publik_satu"),
    re_path(
        r"^terbuka/(?P<uuid>[0-9a-f-]{36})\.(?P<bentuk>csv|xlsx|json|jsonld|skema\.json)$",
        unduh.unduh,
        name="unduh",
    ),
    path("serupa/", kelola.serupa, name="serupa"),
    path("<uuid:uuid>/", kelola.rincian, name="rincian"),
    path("<uuid:uuid>/ubah/", kelola.ubah, name="ubah"),
    path("<uuid:uuid>/ajukan/", kelola.ajukan, name="ajukan"),
    path("<uuid:uuid>/batalkan/", kelola.batalkan, name="batalkan"),
    path("<uuid:uuid>/setujui/", kelola.setujui, name="setujui"),
    path("<uuid:uuid>/tolak/", kelola.tolak, name="tolak"),
    path("<uuid:uuid>/tarik/", kelola.tarik, name="tarik"),
    path("<uuid:uuid>/kembali/", kelola.kembali, name="kembali"),
]
