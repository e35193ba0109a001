"""The addresses of the API alone, for its OpenAPI document."""

from django.urls import include, path

from layanan.api.tambahan import TAMBAHAN
from layanan.api.urls.instansi import API

urlpatterns = [
    path("api/v1/", include(API)),
    *(path(f"api/v1/{awalan}", include(modul)) for awalan, modul in TAMBAHAN),
]
