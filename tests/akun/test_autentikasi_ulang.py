"""Signing and paraf ask for the password again, then go on with what was being done."""

import time
from importlib import import_module

import pytest
from django.http import HttpResponse
from django.urls import clear_url_caches, path

from inti.akun.akses import perlu_autentikasi_ulang, require
from inti.akun.hak import Hak
from tests.akun.conftest import SANDI

DIKERJAKAN = []


@require(Hak.PENGGUNA_KELOLA)
@perlu_autentikasi_ulang
def tanda_tangan(request):
    DIKERJAKAN.append((request.method, request.POST.get("catatan")))
    return HttpResponse("sudah ditandatangani")


@pytest.fixture(autouse=True)
def _halaman(monkeypatch):
    urlconf = import_module("inti.urls.instansi")
    monkeypatch.setattr(urlconf, "urlpatterns", [path("uji-ttd/", tanda_tangan), *urlconf.urlpatterns])
    clear_url_caches()
    DIKERJAKAN.clear()
    yield
    clear_url_caches()


@pytest.fixture
def k(instansi_a, klien, admin_a, alamat):
    k = klien(instansi_a)
    k.post(alamat("account_login"), {"login": admin_a.surel, "password": SANDI})
    return k


def test_tanda_pada_view():
    assert tanda_tangan.hak_wajib == (Hak.PENGGUNA_KELOLA,)
    assert tanda_tangan.perlu_autentikasi_ulang is True


def test_kiriman_dilanjutkan_setelah_kata_sandi(k, alamat):
    jawaban = k.post("/uji-ttd/", {"catatan": "setuju"})
    assert jawaban["Location"] == f"{alamat('account_reauthenticate')}?next=%2Fuji-ttd%2F"
    salah = k.post(jawaban["Location"], {"password": "salah", "next": "/uji-ttd/"})
    assert salah.status_code == 422
    assert "Kata sandi tidak cocok" in salah.content.decode()
    assert DIKERJAKAN == []
    benar = k.post(jawaban["Location"], {"password": SANDI, "next": "/uji-ttd/"})
    assert benar.content == b"sudah ditandatangani"
    assert DIKERJAKAN == [("POST", "setuju")]


def test_selama_lima_menit_tidak_ditanya_lagi(k, alamat, monkeypatch):
    k.post(alamat("account_reauthenticate"), {"password": SANDI})
    assert k.post("/uji-ttd/", {"catatan": "a"}).status_code == 200
    nanti = time.time() + 301
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.time.time", lambda: nanti)
    assert k.post("/uji-ttd/", {"catatan": "b"}).status_code == 302
    assert DIKERJAKAN == [("POST", "a")]


def test_htmx_pindah_halaman(k, alamat):
    jawaban = k.post("/uji-ttd/", {"catatan": "setuju"}, headers={"HX-Request": "true"})
    assert jawaban["HX-Redirect"] == f"{alamat('account_reauthenticate')}?next=%2Fuji-ttd%2F"
    assert DIKERJAKAN == []


def test_hak_diperiksa_lebih_dahulu_dan_setelahnya(instansi_a, di, k, klien, buat_orang, admin_a, alamat):
    operator = klien(instansi_a, buat_orang("operator", di=instansi_a))
    assert operator.post("/uji-ttd/", {"catatan": "x"}).status_code == 403
    tunda = k.post("/uji-ttd/", {"catatan": "x"})
    with di(instansi_a):
        admin_a.penugasan.update(selesai=admin_a.penugasan.get().mulai.replace(year=2020), mulai="2020-01-01")
    assert k.post(tunda["Location"], {"password": SANDI, "next": "/uji-ttd/"}).status_code == 403
    assert DIKERJAKAN == []


def test_tamu_dibawa_ke_halaman_masuk(instansi_a, klien, alamat):
    assert klien(instansi_a).post("/uji-ttd/")["Location"].startswith(alamat("account_login"))
    assert DIKERJAKAN == []
