from django.urls import path

from layanan.pengaduan.views import kerja, publik

app_name = "pengaduan"
AWALAN = ""
urlpatterns = [
    path("aduan/", publik.baru, name="baru"),
    path("aduan/ikuti/", publik.cari, name="cari"),
    path("aduan/<slug:kode>/", publik.ikuti, name="ikuti"),
    path("pengaduan/", kerja.daftar, name="daftar"),
    path("pengaduan/baru/", kerja.loket, name="loket"),
    path("pengaduan/register.<slug:akhiran>", kerja.unduh, name="unduh"),
    path("pengaduan/sp4n-lapor.xlsx", kerja.unduh_lapor, name="unduh_lapor"),
    path("pengaduan/<uuid:uuid>/", kerja.kerja, name="kerja"),
    path("pengaduan/<uuid:uuid>/<slug:langkah>/", kerja.tindak, name="tindak"),
]
