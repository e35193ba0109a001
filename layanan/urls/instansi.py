from django.urls import path

from layanan.urls.ttd import POLA as POLA_TTD
from layanan.views import cetak, kerja, lacak, masuk, meja, nomor, publik, surat, terlambat, verifikasi, waktu

app_name = "layanan"
AWALAN = ""
urlpatterns = [
    path("", publik.beranda, name="beranda"),
    path("layanan/<str:kode>/", publik.layanan_rinci, name="layanan_rinci"),
    path("lacak/", lacak.lacak, name="lacak"),
    path("lacak/<str:kode>/", lacak.lacak_kode, name="lacak_kode"),
    path("v/", verifikasi.verifikasi_awal, name="verifikasi_awal"),
    path("v/pdf/", verifikasi.verifikasi_unggah, name="verifikasi_unggah"),
    path("v/<str:muatan>", verifikasi.verifikasi, name="verifikasi"),
    path("v/<str:muatan>/buka/", verifikasi.verifikasi_buka, name="verifikasi_buka"),
    path("surat/<uuid:uuid>/", surat.surat, name="surat"),
    path("nomor/", nomor.buku, name="nomor"),
    path("nomor/blok/", nomor.blok, name="nomor_blok"),
    path("nomor/format/", nomor.ubah_format, name="nomor_format"),
    path("nomor/format/contoh/", nomor.pratinjau_format, name="nomor_contoh"),
    path("nomor/<uuid:uuid>/", nomor.rinci, name="nomor_rinci"),
    path("surat/<uuid:uuid>/cabut/", surat.cabut, name="surat_cabut"),
    path("waktu/", waktu.kalender, name="waktu"),
    path("waktu/hari/", waktu.tambah_hari, name="waktu_hari"),
    path("waktu/hari/<str:tanggal>/hapus/", waktu.hapus_hari, name="waktu_hapus"),
    path("waktu/jam/", waktu.ubah_jam, name="waktu_jam"),
    path("waktu/bagian/", waktu.ubah_bagian, name="waktu_bagian"),
    path("meja/", meja.meja, name="meja"),
    path("permohonan/", meja.daftar, name="daftar"),
    path("permohonan/terlambat/", terlambat.terlambat, name="terlambat"),
    path("permohonan/baru/", masuk.pilih, name="pilih"),
    path("permohonan/baru/<str:kode>/", masuk.baru, name="baru"),
    path("permohonan/baru/<str:kode>/nik/", masuk.periksa_nik, name="periksa_nik"),
    path("permohonan/baru/<str:kode>/draf/", masuk.simpan, name="simpan_draf"),
    path("permohonan/draf/<uuid:uuid>/hapus/", masuk.buang, name="buang_draf"),
    path("permohonan/<uuid:uuid>/", kerja.kerja, name="kerja"),
    path("permohonan/<uuid:uuid>/tanda-terima.pdf", cetak.tanda_terima, name="tanda_terima"),
    path("permohonan/<uuid:uuid>/konsep.pdf", cetak.konsep, name="konsep"),
    path("permohonan/<uuid:uuid>/konsep.png", cetak.konsep_gambar, name="konsep_gambar"),
    path("permohonan/<uuid:uuid>/pemberitahuan.pdf", cetak.pemberitahuan, name="pemberitahuan"),
    path("permohonan/<uuid:uuid>/berkas/<slug:laku>/", kerja.berkas, name="berkas_meja"),
    path("permohonan/<uuid:uuid>/<slug:transisi>/", kerja.tindak, name="tindak"),
    *POLA_TTD,
]
