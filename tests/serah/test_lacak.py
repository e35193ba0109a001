"""Tracking: the link shows the state, the date of birth opens the details, and guessing ends soon."""

import pytest

from layanan.enums import Status
from layanan.models import Permohonan
from layanan.pemohon.bukti_lahir import MAKS_SALAH
from tests.layanan.bantu import ajukan, sampai

LAHIR = "17-08-1985"


@pytest.mark.parametrize("status", list(Status))
def test_tautan_saja_tanpa_data_pribadi(klien, instansi_a, orang, di, status):
    with di(instansi_a):
        p = sampai(status, orang, surel="siti@contoh.id", telepon="081234567890")
    jawaban = klien(instansi_a).get(f"/lacak/{p.kode_lacak}/")
    isi = jawaban.content.decode()
    assert jawaban.status_code == 200
    for rahasia in ("Siti Contoh", p.pemohon_nik, "siti@", "Persyaratan sekolah", "081234567890", "•••890"):
        assert rahasia not in isi, rahasia
    assert len(jawaban.content) < 60_000
    assert isi.count("<script") == 1


def test_tanggal_lahir_membuka_lalu_menutup_data(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = ajukan(orang.fo)
    warga, alamat = klien(instansi_a), f"/lacak/{p.kode_lacak}/"
    salah = warga.post(alamat, {"lahir": "18-08-1985"})
    assert salah.status_code == 422
    assert "tidak sama" in salah.content.decode()
    assert warga.post(alamat, {"lahir": "besok"}).status_code == 422
    assert "Siti Contoh" not in warga.get(alamat).content.decode()
    assert warga.post(alamat, {"lahir": "17 Agustus 1985"}).status_code == 302
    isi = warga.get(alamat).content.decode()
    assert "Siti Contoh" in isi
    assert p.pemohon_nik not in isi, "masked"
    warga.post(alamat, {"tutup": "1"})
    assert "Siti Contoh" not in warga.get(alamat).content.decode()


def test_kode_dan_tanggal_lahir_sekaligus(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = ajukan(orang.fo)
    warga = klien(instansi_a)
    isian = {"kode": p.kode_lacak_tampil.lower(), "lahir": LAHIR}
    assert "Siti Contoh" in warga.post("/lacak/", isian, follow=True).content.decode()
    lain = klien(instansi_a)
    assert lain.post("/lacak/", isian | {"lahir": "01-01-1990"}).status_code == 422
    assert "Siti Contoh" not in lain.get(f"/lacak/{p.kode_lacak}/").content.decode()
    assert lain.post("/lacak/", {"kode": "TIDAKADA2345", "lahir": LAHIR}).status_code == 404


def test_bukti_satu_permohonan_tidak_membuka_yang_lain(klien, instansi_a, orang, di):
    with di(instansi_a):
        a, b = ajukan(orang.fo), ajukan(orang.fo, nama="Orang Lain")
    warga = klien(instansi_a)
    warga.post(f"/lacak/{a.kode_lacak}/", {"lahir": LAHIR})
    warga.cookies["lacak_bukti"]["path"] = f"/lacak/{b.kode_lacak}/"
    assert "Orang Lain" not in warga.get(f"/lacak/{b.kode_lacak}/").content.decode()


def test_tanggal_lahir_ditebak_terlalu_sering(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = ajukan(orang.fo)
    warga, alamat = klien(instansi_a), f"/lacak/{p.kode_lacak}/"
    for n in range(MAKS_SALAH):
        assert warga.post(alamat, {"lahir": f"{n + 1:02d}-01-1990"}).status_code == 422
    assert warga.post(alamat, {"lahir": LAHIR}).status_code == 429, "also the right one, from any network"
    assert warga.get(alamat).status_code == 200


def test_tanggal_lahir_dari_nik_bila_tidak_ditulis(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = ajukan(orang.fo, rinci={})
    warga = klien(instansi_a)
    assert warga.post(f"/lacak/{p.kode_lacak}/", {"lahir": LAHIR}).status_code == 302


def test_jeda_langkah_dan_yang_dihubungi(klien, instansi_a, orang, di):
    with di(instansi_a):
        ditolak = sampai(Status.DITOLAK, orang)
        di_seksi = sampai(Status.DIDISTRIBUSI, orang)
        Permohonan.objects.filter(pk=di_seksi.pk).update(menit_di_pemohon=1500)
    isi = klien(instansi_a).get(f"/lacak/{ditolak.kode_lacak}/").content.decode()
    assert "Hitungan waktu kami berhenti sejak" in isi
    assert "Petugas loket pelayanan" in isi
    isi = klien(instansi_a).get(f"/lacak/{di_seksi.kode_lacak}/").content.decode()
    assert "waktu itu tidak kami hitung" in isi
    assert "Kepala Seksi Kemasyarakatan" in isi
    assert "Langkah berikutnya" in isi


def test_jumlah_kueri_lacak(klien, instansi_a, orang, di, django_assert_num_queries):
    with di(instansi_a):
        p = sampai(Status.SELESAI, orang)
    warga = klien(instansi_a)
    warga.post(f"/lacak/{p.kode_lacak}/", {"lahir": LAHIR})
    warga.get(f"/lacak/{p.kode_lacak}/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as kueri:
        warga.get(f"/lacak/{p.kode_lacak}/")
    baca = [q["sql"] for q in kueri if q["sql"].startswith("SELECT")]
    assert len(baca) <= 9, baca
