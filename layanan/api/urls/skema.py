"""The addresses of the API alone, for its OpenAPI document."""

from django.urls import include, path

from layanan.api.urls.instansi import API

urlpatterns = [path("api/v1/", include(API))]
