from django.urls import path

from ..views import segel

app_name = "gerbang"
AWALAN = "jejak/"
urlpatterns = [
    path("segel/", segel.halaman, name="segel"),
    path("segel.json", segel.berkas, name="segel_json"),
]
