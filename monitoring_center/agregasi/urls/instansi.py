from django.urls import path

from .. import views

app_name = "agregasi"
AWALAN = "publikasi/"

urlpatterns = [
    path("", views.publikasi, name="publikasi"),
    path("<slug:kode>/", views.indikator, name="indikator"),
    path("<slug:kode>/setujui/", views.setujui, name="setujui"),
    path("<slug:kode>/cabut/", views.cabut, name="cabut"),
]
