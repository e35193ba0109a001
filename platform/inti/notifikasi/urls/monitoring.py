from inti.notifikasi.urls.pola import PRIBADI

app_name = "notifikasi"
AWALAN = "notifikasi/"
urlpatterns = [*PRIBADI]
