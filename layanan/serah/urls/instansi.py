from django.urls import path

from layanan.serah.views import bukti, daftar, kata, unduh

app_name = "serah"
AWALAN = ""
urlpatterns = [
    path("penyerahan/", daftar.penyerahan, name="daftar"),
    path("penyerahan/belum-diambil/", daftar.belum, name="belum"),
    path("penyerahan/akses/", daftar.akses, name="akses"),
    path("penyerahan/<uuid:uuid>/", bukti.bukti, name="bukti"),
    path("penyerahan/<uuid:uuid>/bukti.pdf", bukti.bukti_pdf, name="bukti_pdf"),
    path("penyerahan/<uuid:uuid>/pindaian/", bukti.pindaian, name="pindaian"),
    path("penyerahan/<uuid:uuid>/kode/", bukti.kode_loket, name="kode_loket"),
    path("kabar/", kata.daftar, name="kata"),
    path("kabar/<slug:peristiwa>/", kata.ubah, name="kata_ubah"),
    path("lacak/<str:kode>/kode-unduh/", unduh.minta, name="minta_kode"),
    path("lacak/<str:kode>/unduh/", unduh.unduh, name="unduh"),
]
