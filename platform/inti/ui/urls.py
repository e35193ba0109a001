from django.urls import path

from inti.ui import views

app_name = "ui"
urlpatterns = [
    path("tema.css", views.tema_css, name="tema_css"),
    path("palet", views.palet, name="palet"),
    path("cari", views.cari, name="cari"),
    path("galeri/", views.galeri, name="galeri"),
    path("galeri/<slug:bagian>/", views.galeri, name="galeri_bagian"),
]
