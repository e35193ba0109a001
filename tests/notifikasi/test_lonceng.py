"""In-app notifications: one's own, counted, opened and marked as read."""

import pytest

from inti.notifikasi.actions import beri_tahu
from inti.notifikasi.menu import belum_dibaca
from inti.notifikasi.models import Notifikasi


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_orang("operator", di=instansi_a)


@pytest.fixture
def k(instansi_a, klien, orang):
    return klien(instansi_a, orang)


def _kirim(instansi, di, orang, **isian):
    with di(instansi):
        return beri_tahu(**({"judul": "Ada tugas", "isi": "Isi"} | isian), kepada=orang)[0]


def _belum(instansi, di, orang):
    from django.test import RequestFactory

    permintaan = RequestFactory().get("/")
    permintaan.user = orang
    with di(instansi):
        return belum_dibaca(permintaan).count()


def test_daftar_dan_hitungan(instansi_a, di, k, orang, buat_orang):
    _kirim(instansi_a, di, orang, judul="Milik saya <b>")
    _kirim(instansi_a, di, buat_orang("operator", di=instansi_a), judul="Milik orang lain")
    isi = k.get("/notifikasi/").content.decode()
    assert "Milik saya &lt;b&gt;" in isi
    assert "Milik orang lain" not in isi
    assert _belum(instansi_a, di, orang) == 1


def test_membuka_menandai_dan_mengantar(instansi_a, di, k, orang):
    notifikasi = _kirim(instansi_a, di, orang, tautan="/akun/profil/")
    url = f"/notifikasi/{notifikasi.uuid}/buka/"
    assert k.get(url).status_code == 405
    assert _belum(instansi_a, di, orang) == 1
    assert k.post(url)["Location"] == "/akun/profil/"
    assert _belum(instansi_a, di, orang) == 0
    assert "Tidak ada notifikasi" in k.get("/notifikasi/", {"tampil": "belum"}).content.decode()


def test_menandai_pilihan_lalu_semua(instansi_a, di, k, orang):
    satu, _, _ = (_kirim(instansi_a, di, orang) for _ in range(3))
    assert k.post("/notifikasi/dibaca/", {"pilih": [str(satu.uuid)]}).status_code == 302
    assert _belum(instansi_a, di, orang) == 2
    assert k.post("/notifikasi/dibaca/", {"pilih": ["bukan uuid"]}).status_code == 422
    assert k.post("/notifikasi/dibaca/").status_code == 302
    assert _belum(instansi_a, di, orang) == 2
    assert k.post("/notifikasi/dibaca/", {"semua": "1"}).status_code == 302
    assert _belum(instansi_a, di, orang) == 0


def test_milik_orang_lain_tidak_tersentuh(instansi_a, di, klien, k, orang, buat_orang):
    notifikasi = _kirim(instansi_a, di, orang)
    jahat = klien(instansi_a, buat_orang("operator", di=instansi_a))
    assert jahat.post(f"/notifikasi/{notifikasi.uuid}/buka/").status_code == 404
    assert jahat.post("/notifikasi/dibaca/", {"pilih": [str(notifikasi.uuid)]}).status_code == 302
    assert jahat.post("/notifikasi/dibaca/", {"semua": "1"}).status_code == 302
    with di(instansi_a):
        assert Notifikasi.objects.get(pk=notifikasi.pk).dibaca_pada is None


def test_tanpa_tujuan_surel_hanya_lonceng(instansi_a, di, orang):
    with di(instansi_a):
        orang.surel = ""
        notifikasi, surat = beri_tahu(judul="x", isi="y", kepada=orang)
    assert notifikasi is not None
    assert surat is None
