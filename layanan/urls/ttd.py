"""Addresses of the signature; part of `layanan.urls.instansi`."""

from django.urls import path

from layanan.views import ttd, ttd_basah, ttd_batch, ttd_setelan

POLA = [
    path("tandatangan/", ttd.masuk, name="ttd_masuk"),
    path("tandatangan/setelan/", ttd_setelan.layar, name="ttd_setelan"),
    path("tandatangan/setelan/atur/", ttd_setelan.atur, name="ttd_atur"),
    path("tandatangan/setelan/limpahkan/", ttd_setelan.limpahkan, name="ttd_limpah"),
    path("tandatangan/setelan/nik/", ttd_setelan.nik, name="ttd_nik"),
    path("tandatangan/setelan/cabut/<uuid:uuid>/", ttd_setelan.cabut, name="ttd_cabut"),
    path("tandatangan/setelan/periksa/<uuid:uuid>/", ttd_setelan.periksa, name="ttd_periksa"),
    path("tandatangan/batch/", ttd_batch.mulai, name="ttd_batch_mulai"),
    path("tandatangan/batch/<uuid:uuid>/", ttd_batch.rincian, name="ttd_batch"),
    path("tandatangan/batch/<uuid:uuid>/lanjut/", ttd_batch.lanjut, name="ttd_batch_lanjut"),
    path("tandatangan/batch/<uuid:uuid>/berhenti/", ttd_batch.berhenti, name="ttd_batch_berhenti"),
    path("tandatangan/<uuid:uuid>/", ttd.baca, name="ttd_baca"),
    path("tandatangan/<uuid:uuid>/halaman.png", ttd.halaman, name="ttd_halaman"),
    path("tandatangan/<uuid:uuid>/dibaca/", ttd.dibaca, name="ttd_dibaca"),
    path("tandatangan/<uuid:uuid>/tanda/", ttd.tanda, name="ttd_tanda"),
    path("tandatangan/<uuid:uuid>/kembalikan/", ttd.kembalikan, name="ttd_kembalikan"),
    path("tandatangan/<uuid:uuid>/basah/", ttd_basah.layar, name="ttd_basah"),
    path("tandatangan/<uuid:uuid>/basah/cetak/", ttd_basah.cetak, name="ttd_basah_cetak"),
    path("tandatangan/<uuid:uuid>/basah/rekam/", ttd_basah.rekam, name="ttd_basah_rekam"),
    path("tandatangan/<uuid:uuid>/basah/batal/", ttd_basah.batal, name="ttd_basah_batal"),
]
