from django.urls import path

from layanan.laporan.views import daftar, ringkasan, unduhan

app_name = "laporan"
AWALAN = "laporan/"
urlpatterns = [
    path("", ringkasan.ringkasan, name="ringkasan"),
    path("rekap.<slug:bentuk>", ringkasan.rekap, name="rekap"),
    path("register/", daftar.register, name="register"),
    path("agenda/", daftar.agenda, name="agenda"),
    path("unduh/", unduhan.minta, name="minta"),
    path("unduhan/", unduhan.unduhan, name="unduhan"),
    path("unduhan/<uuid:uuid>/", unduhan.kemajuan, name="kemajuan"),
    path("unduhan/<uuid:uuid>/batal/", unduhan.batal, name="batal"),
]
