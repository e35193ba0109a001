from django.urls import path

from layanan.views.kunci import kunci_dokumen

app_name = "layanan"
AWALAN = ""
urlpatterns = [path("kunci-dokumen.json", kunci_dokumen, name="kunci_dokumen")]
