"""/api/v1/data/: reading under a grant, for applications with a token."""

from django.urls import path

from ..views import api

urlpatterns = [
    path("", api.DaftarIzin.as_view(), name="api_daftar"),
    path("<uuid:uuid>/", api.SatuIzin.as_view(), name="api_izin"),
    path("<uuid:uuid>/baris/", api.Baris.as_view(), name="api_baris"),
    path("<uuid:uuid>/unduh/", api.Unduh.as_view(), name="api_unduh"),
]
