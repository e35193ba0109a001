"""/api/v1/dataset/: sending rows of the instansi's own datasets, for applications with a token."""

from django.urls import path

from .. import api

urlpatterns = [
    path("", api.DaftarDataset.as_view(), name="api_daftar"),
    path("<str:kode>/", api.SatuDataset.as_view(), name="api_dataset"),
    path("<str:kode>/versi/", api.VersiDataset.as_view(), name="api_kirim"),
    path("<str:kode>/versi/<uuid:uuid>/", api.SatuVersi.as_view(), name="api_versi"),
]
