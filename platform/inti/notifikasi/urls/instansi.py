from inti.notifikasi.urls.pola import PENGELOLAAN, PRIBADI

app_name = "notifikasi"
AWALAN = "notifikasi/"
urlpatterns = [*PRIBADI, *PENGELOLAAN]
