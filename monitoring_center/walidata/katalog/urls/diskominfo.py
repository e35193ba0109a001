from django.urls import path

from ..views import katalog, temuan

app_name = "data"
AWALAN = "data/"
urlpatterns = [
    path("katalog/", katalog.katalog, name="katalog"),
    path("katalog/<uuid:uuid>/", katalog.katalog_satu, name="katalog_satu"),
    path("temuan/", temuan.daftar, name="temuan"),
    path("temuan/<uuid:uuid>/", temuan.satu, name="satu_temuan"),
    path("temuan/<uuid:uuid>/putuskan/", temuan.putus, name="putus_temuan"),
]
