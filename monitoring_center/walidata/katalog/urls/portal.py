from django.urls import path, re_path

from ..views import ckan, katalog, unduh

app_name = "data"
AWALAN = ""
urlpatterns = [
    path("katalog/", katalog.daftar_publik, name="publik"),
    path("katalog/catalog.jsonld", unduh.katalog_jsonld, name="jsonld"),
    path("katalog/<uuid:uuid>/", katalog.satu_publik, name="publik_satu"),
    re_path(
        r"^katalog/(?P<uuid>[0-9a-f-]{36})\.(?P<bentuk>csv|xlsx|json|jsonld|skema\.json)$",
        unduh.unduh,
        name="unduh",
    ),
    path("api/3/action/<slug:nama>", ckan.tindakan, name="ckan"),
    path("api/3/skema/", ckan.skema, name="openapi"),
]
