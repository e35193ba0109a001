from django.urls import path

from tenants.views import portal

AWALAN = ""
app_name = "tenants"
urlpatterns = [
    path("", portal.beranda, name="beranda"),
    path("lacak/", portal.lacak, name="lacak"),
    path("surat/", portal.surat, name="surat"),
]
