from django.urls import path

from .. import views

app_name = "dasbor"
AWALAN = ""

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("dinding/", views.dinding, name="dinding"),
    path("ekspor.csv", views.ekspor, name="ekspor"),
    path("data/", views.data, name="data"),
    path("instansi/<slug:slug>/", views.instansi, name="instansi"),
]
