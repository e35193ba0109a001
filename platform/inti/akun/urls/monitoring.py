"""People of the Monitoring Center are managed on Diskominfo's host."""

from inti.akun.urls.pola import PRIBADI

app_name = "akun"
AWALAN = "akun/"
urlpatterns = [*PRIBADI]
