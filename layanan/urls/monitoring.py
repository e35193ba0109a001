"""Letters of the Bupati and the Sekda are checked where they were decided."""

from django.urls import path

from layanan.views import verifikasi
from layanan.views.kunci import kunci_dokumen

app_name = "layanan"
AWALAN = ""
urlpatterns = [
    path("kunci-dokumen.json", kunci_dokumen, name="kunci_dokumen"),
    path("v/", verifikasi.verifikasi_awal, name="verifikasi_awal"),
    path("v/pdf/", verifikasi.verifikasi_unggah, name="verifikasi_unggah"),
    path("v/<str:muatan>", verifikasi.verifikasi, name="verifikasi"),
]
