"""Requests that no browser sends, and secrets that no log keeps."""

import logging

import pytest

from inti.catatan import TanpaRahasia


@pytest.mark.parametrize("jalur", ["/?q=%00", "/lacak/?kode=%00", "/lacak/A%00/", "/layanan/%00/"])
@pytest.mark.django_db
def test_nul_ditolak_dengan_400(klien, instansi_a, jalur):
    assert klien(instansi_a).get(jalur).status_code == 400


@pytest.mark.django_db
def test_kiriman_raksasa_ditolak_sebelum_dibaca(klien, instansi_a, settings):
    settings.SPBE_PERMINTAAN_MAKS = 1000
    assert klien(instansi_a).post("/lacak/", {"kode": "x" * 2000}).status_code == 413


def test_log_tidak_memuat_token():
    baris = logging.LogRecord("x", 30, "", 0, "Forbidden: %s", ("/akun/undangan/RAHASIA123/?a=1",), None)
    TanpaRahasia().filter(baris)
    assert "RAHASIA123" not in baris.getMessage()
    baris = logging.LogRecord("x", 30, "", 0, "Not Found: /lacak/ABCD-EFGH-JKLM/ dan /v/muatan", (), None)
    TanpaRahasia().filter(baris)
    assert baris.getMessage() == "Not Found: /lacak/…/ dan /v/…"


@pytest.mark.django_db
def test_subdomain_saudara_tidak_dapat_mengirim_formulir(klien, instansi_a):
    k = klien(instansi_a, enforce_csrf_checks=True)
    token = "A" * 32
    k.cookies["spbe_csrf"] = token
    jawaban = k.post(
        "/akun/login/",
        {"login": "x@y.z", "password": "x", "csrfmiddlewaretoken": token},
        secure=True,
        headers={"Origin": "https://jahat.kab.localhost"},
    )
    assert jawaban.status_code == 403


@pytest.mark.django_db
def test_isi_cache_bukan_pickle():
    import pickle

    from django.core.cache import cache

    cache.set("x", {"a": [1, 2.5, None]}, 60)
    assert cache.get("x") == {"a": [1, 2.5, None]}
    jahat = pickle.dumps(print)
    kunci = cache.make_and_validate_key("x")
    cache._cache.get_client(write=True).set(kunci, jahat)
    with pytest.raises(ValueError, match=r"."):
        cache.get("x")


@pytest.mark.django_db
def test_menebak_kode_lacak_dibatasi(klien, instansi_a):
    k = klien(instansi_a)
    jawaban = [k.get(f"/lacak/TEBAK{n:07d}/").status_code for n in range(61)]
    assert jawaban == [404] * 60 + [429]
