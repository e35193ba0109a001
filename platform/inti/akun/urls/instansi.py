from inti.akun.urls.pola import PENGELOLAAN, PRIBADI

app_name = "akun"
AWALAN = "akun/"
urlpatterns = [*PRIBADI, *PENGELOLAAN]
