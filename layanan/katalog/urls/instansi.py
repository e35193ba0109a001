from django.urls import path

from ..views import daftar, konsep, maklumat, penetapan, publik, tukar

app_name = "katalog"
AWALAN = ""
urlpatterns = [
    path("standar/<str:kode>/", publik.standar, name="standar"),
    path("maklumat/", publik.maklumat, name="maklumat"),
    path("katalog/", daftar.daftar, name="daftar"),
    path("katalog/baru/", daftar.baru, name="baru"),
    path("katalog/klasifikasi/", daftar.klasifikasi, name="klasifikasi"),
    path("katalog/penetapan/", penetapan.layar, name="penetapan"),
    path("katalog/maklumat/", maklumat.kelola, name="kelola_maklumat"),
    path("katalog/impor/", tukar.impor, name="impor"),
    path("katalog/impor/<uuid:uuid>/", tukar.tinjau, name="tinjau"),
    path("katalog/ekspor.json", tukar.ekspor_semua, name="ekspor_semua"),
    path("katalog/skema.json", tukar.skema, name="skema"),
    path("katalog/<str:kode>/", daftar.rincian, name="rincian"),
    path("katalog/<str:kode>/ekspor.json", tukar.ekspor, name="ekspor"),
    path("katalog/<str:kode>/buat-konsep/", daftar.buat_konsep, name="buat_konsep"),
    path("katalog/<str:kode>/buka-tutup/", daftar.buka_tutup, name="buka_tutup"),
    path("katalog/<str:kode>/konsep/", konsep.konsep, name="konsep"),
    path("katalog/<str:kode>/konsep/banding/", konsep.banding, name="banding"),
    path("katalog/<str:kode>/konsep/terbitkan/", konsep.terbitkan, name="terbitkan"),
    path("katalog/<str:kode>/konsep/buang/", konsep.buang, name="buang"),
    path("katalog/<str:kode>/konsep/pratinjau/", konsep.pratinjau, name="pratinjau"),
    path("katalog/<str:kode>/konsep/<slug:bagian>/", konsep.bagian, name="bagian"),
]
