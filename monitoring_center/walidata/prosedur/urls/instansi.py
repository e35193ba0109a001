from django.urls import path

from ..views import bersama, instansi, konsep

app_name = "prosedur"
AWALAN = "pemanfaatan/"

urlpatterns = [
    path("", instansi.beranda, name="beranda"),
    path("baru/", konsep.pilih, name="pilih"),
    path("baru/<uuid:dataset>/", konsep.baru, name="baru"),
    path("konsep/<uuid:uuid>/", konsep.konsep, name="konsep"),
    path("konsep/<uuid:uuid>/ubah/", konsep.ubah, name="ubah"),
    path("konsep/<uuid:uuid>/serahkan/", konsep.serahkan, name="serahkan"),
    path("konsep/<uuid:uuid>/kembalikan/", konsep.kembalikan, name="kembalikan"),
    path("konsep/<uuid:uuid>/hapus/", konsep.hapus, name="hapus"),
    path("konsep/<uuid:uuid>/ajukan/", konsep.ajukan, name="ajukan"),
    path("konsep/<uuid:uuid>/pindaian/", konsep.ajukan_pindaian, name="ajukan_pindaian"),
    path("konsep/<uuid:uuid>/<slug:jenis>.pdf", konsep.konsep_surat, name="konsep_surat"),
    path("izin/", instansi.daftar_izin, name="daftar_izin"),
    path("izin/<uuid:uuid>/", instansi.izin, name="izin"),
    path("izin/<uuid:uuid>/usul-cabut/", instansi.usul_cabut, name="usul_cabut"),
    path("lampiran/<uuid:uuid>/", bersama.lampiran, name="lampiran"),
    path("<uuid:uuid>/", instansi.permohonan, name="permohonan"),
    path("<uuid:uuid>/rekomendasi/", instansi.rekomendasi, name="rekomendasi"),
    path("<uuid:uuid>/tarik/", instansi.tarik, name="tarik"),
    path("<uuid:uuid>/banding/", konsep.banding, name="banding"),
]
