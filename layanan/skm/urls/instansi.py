from django.urls import path

from layanan.skm.views import hasil, publik, rencana

app_name = "skm"
AWALAN = ""
urlpatterns = [
    path("kepuasan/", publik.kepuasan, name="kepuasan"),
    path("survei/terima-kasih/", publik.terima_kasih, name="terima_kasih"),
    path("survei/<slug:token>/", publik.survei, name="survei"),
    path("skm/", hasil.hasil, name="hasil"),
    path("skm/saran/", hasil.saran, name="saran"),
    path("skm/laporan.<slug:akhiran>", hasil.unduh, name="unduh"),
    path("skm/rencana/", rencana.daftar, name="rencana"),
    path("skm/rencana/baru/", rencana.baru, name="rencana_baru"),
    path("skm/rencana/<uuid:uuid>/", rencana.rinci, name="rencana_rinci"),
]
