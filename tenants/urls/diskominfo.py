from django.urls import path

from tenants.views import beranda, instansi, pekerjaan

AWALAN = ""
app_name = "tenants"
urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("instansi/", instansi.daftar, name="daftar"),
    path("instansi/baru/", instansi.baru, name="baru"),
    path("instansi/<uuid:uuid>/", instansi.rincian, name="rincian"),
    path("instansi/<uuid:uuid>/sediakan/", instansi.sediakan, name="sediakan"),
    path("instansi/<uuid:uuid>/<slug:transisi>/", instansi.ubah_status, name="ubah_status"),
    path("pekerjaan/", pekerjaan.daftar, name="pekerjaan"),
    path("pekerjaan/<uuid:uuid>/", pekerjaan.rincian, name="pekerjaan_rincian"),
    path("pekerjaan/<uuid:uuid>/lanjutkan/", pekerjaan.lanjutkan, name="pekerjaan_lanjutkan"),
    path("pekerjaan/<uuid:uuid>/batalkan/", pekerjaan.batalkan, name="pekerjaan_batalkan"),
]
