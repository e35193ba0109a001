from django.urls import path

from ..views import katalog

app_name = "data"
AWALAN = "data/"
urlpatterns = [
    path("katalog/", katalog.katalog, name="katalog"),
    path("katalog/<uuid:uuid>/", katalog.katalog_satu, name="katalog_satu"),
]
