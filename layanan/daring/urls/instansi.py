from django.urls import path

from layanan.daring import views, views_desa, views_perbaiki

app_name = "daring"
AWALAN = ""
urlpatterns = [
    path("daring/", views.awal, name="awal"),
    path("daring/bukti/", views.minta_kode, name="minta_kode"),
    path("daring/kode/", views.kode, name="kode"),
    path("daring/keluar/", views.keluar, name="keluar"),
    path("daring/baru/<str:kode_layanan>/", views.baru, name="baru"),
    path("daring/isi/<uuid:uuid>/", views.lanjut, name="lanjut"),
    path("daring/isi/<uuid:uuid>/berkas/", views.berkas, name="berkas"),
    path("daring/isi/<uuid:uuid>/berkas/<str:kode>/", views.unggah, name="unggah"),
    path("daring/isi/<uuid:uuid>/tinjau/", views.tinjau, name="tinjau"),
    path("daring/isi/<uuid:uuid>/hapus/", views.hapus, name="hapus"),
    path("daring/isi/<uuid:uuid>/<slug:langkah>/", views.isi, name="isi"),
    path("daring/terkirim/", views.terkirim, name="terkirim"),
    path("daring/terkirim/tanda-terima.pdf", views.tanda_terima, name="tanda_terima"),
    path("daring/perbaiki/<str:kode>/", views_perbaiki.perbaiki, name="perbaiki"),
    path("daring/perbaiki/<str:kode>/berkas/", views_perbaiki.berkas, name="perbaiki_berkas"),
    path("desa/", views_desa.daftar, name="desa"),
    path("desa/pilih/", views_desa.pilih, name="desa_pilih"),
    path("desa/baru/<str:kode>/", views_desa.baru, name="desa_baru"),
    path("desa/baru/<str:kode>/draf/", views_desa.simpan, name="desa_simpan"),
    path("desa/<uuid:uuid>/", views_desa.rinci, name="desa_rinci"),
    path("desa/<uuid:uuid>/tanda-terima.pdf", views_desa.tanda_terima, name="desa_tanda_terima"),
    path("desa/<uuid:uuid>/perbaiki/", views_desa.perbaiki, name="desa_perbaiki"),
]
