from django.urls import path

from ..views import jejak

app_name = "gerbang"
AWALAN = "gerbang/"
urlpatterns = [
    path("", jejak.monitoring, name="monitoring"),
    path("jejak/", jejak.monitoring_rinci, name="jejak"),
]
