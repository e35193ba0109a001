from django.urls import path

from tenants.ukur.permintaan_peserta.views import daftar

urlpatterns = [path("orang/<int:nomor>/", daftar, name="daftar")]
