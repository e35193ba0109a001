from django.urls import path

from inti.audit import views

app_name = "audit"
AWALAN = "jejak-audit/"
urlpatterns = [path("", views.daftar, name="daftar")]
