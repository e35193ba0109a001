from django.urls import path

from inti.berkas import views

app_name = "berkas"
AWALAN = "berkas/"
urlpatterns = [path("<uuid:nomor>/", views.unduh, name="unduh")]
