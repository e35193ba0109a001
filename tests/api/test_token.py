"""Tokens: nobody makes one for somebody else, only its hash is kept, and it opens no more than its scope and its person."""

import datetime as dt

import pytest
from django.utils import timezone

from inti.akun.waktu import hari_ini
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from layanan.api.actions import buat_token, cabut_token, terima_token
from layanan.api.autentikasi import LajuToken
from layanan.api.models import TokenApi
from tests.layanan.bantu import ajukan, buat_meja


@pytest.fixture
def meja(di_a, buat_orang):
    return buat_meja(buat_orang)


def minta(meja, **ubah):
    isian = {
        "nama": "SIAK desa", "pengguna": meja.fo, "cakupan": ["katalog.baca"],
        "sampai": hari_ini() + dt.timedelta(days=30), "oleh": meja.admin,
    }  # fmt: skip
    return buat_token(**(isian | ubah))


def test_rahasia_hanya_untuk_orangnya_dan_sekali(meja):
    token = minta(meja)
    for asing in (meja.admin, meja.camat):
        with pytest.raises(TidakBerhak):
            terima_token(token=token, oleh=asing)
    rahasia = terima_token(token=token, oleh=meja.fo)
    with pytest.raises(Bentrok):
        terima_token(token=token, oleh=meja.fo)
    token.refresh_from_db()
    assert rahasia not in str(TokenApi.objects.values().get())
    assert rahasia.startswith(f"spbe_{token.awalan}_")
    assert len(token.sidik) == 64


@pytest.mark.parametrize(
    ("ubah", "bidang"),
    [
        ({"nama": " "}, {"nama"}),
        ({"cakupan": []}, {"cakupan"}),
        ({"cakupan": ["semua"]}, {"cakupan"}),
        ({"sampai": dt.date(2020, 1, 1)}, {"sampai"}),
        ({"sampai": dt.date(2099, 1, 1)}, {"sampai"}),
    ],
)
def test_permintaan_salah_tidak_membuat_apa_pun(meja, ubah, bidang):
    with pytest.raises(MasukanSalah) as galat:
        minta(meja, **ubah)
    assert set(galat.value.bidang) == bidang
    with pytest.raises(TidakBerhak):
        minta(meja, oleh=meja.fo)
    assert not TokenApi.objects.exists()


def test_cabut(meja):
    token = minta(meja)
    with pytest.raises(TidakBerhak):
        cabut_token(token=token, oleh=meja.kasi)
    cabut_token(token=token, oleh=meja.fo)
    with pytest.raises(Bentrok):
        cabut_token(token=token, oleh=meja.admin)
    with pytest.raises(Bentrok):
        terima_token(token=token, oleh=meja.fo)


def test_tanpa_token_atau_dengan_sesi_saja_401(klien, instansi_a, orang):
    for k in (klien(instansi_a), klien(instansi_a, orang.fo)):
        for tajuk in (
            {},
            {"Authorization": "Bearer"},
            {"Authorization": "Bearer salah"},
            {"Authorization": "Basic eA=="},
        ):
            jawaban = k.get("/api/v1/layanan/", headers=tajuk)
            assert jawaban.status_code == 401, tajuk
            assert jawaban["Content-Type"] == "application/problem+json"
            assert jawaban["WWW-Authenticate"].startswith("Bearer")
            assert jawaban.json()["title"] == "Token diperlukan"


def test_cakupan_dan_keadaan_token(aplikasi, orang, di, instansi_a):
    app = aplikasi(orang.fo, "katalog.baca")
    assert app.get("layanan/").status_code == 200
    for jalur in ("permohonan/", "webhook/"):
        assert app.get(jalur).status_code == 403
    assert app.post("permohonan/", {}).status_code == 403
    with di(instansi_a):
        token = TokenApi.objects.get()
        assert token.dipakai_pada is not None
        TokenApi.objects.update(
            kedaluwarsa_pada=timezone.now(), dibuat_pada=timezone.now() - dt.timedelta(days=1)
        )
    assert app.get("layanan/").status_code == 401
    with di(instansi_a):
        TokenApi.objects.update(kedaluwarsa_pada=timezone.now() + dt.timedelta(days=1))
        cabut_token(token=token, oleh=orang.admin)
    assert app.get("layanan/").status_code == 401


def test_orang_nonaktif_dan_instansi_lain(rahasia, orang, di, instansi_a, instansi_b, klien):
    r = rahasia(orang.fo)
    tajuk = {"Authorization": f"Bearer {r}"}
    assert klien(instansi_a).get("/api/v1/layanan/", headers=tajuk).status_code == 200
    assert klien(instansi_b).get("/api/v1/layanan/", headers=tajuk).status_code == 401
    with di(instansi_a):
        type(orang.fo).objects.filter(pk=orang.fo.pk).update(aktif=False)
    assert klien(instansi_a).get("/api/v1/layanan/", headers=tajuk).status_code == 401


def test_laju_per_token(aplikasi, orang, monkeypatch):
    monkeypatch.setattr(LajuToken, "rate", "3/min")
    app, lain = aplikasi(orang.fo), aplikasi(orang.kasi)
    assert [app.get("layanan/").status_code for _ in range(4)] == [200, 200, 200, 429]
    habis = app.get("layanan/")
    assert int(habis["Retry-After"]) > 0
    assert habis.json()["status"] == 429
    assert lain.get("layanan/").status_code == 200


def test_halaman_token(klien, instansi_a, orang, di):
    admin, fo, kasi = (klien(instansi_a, o) for o in (orang.admin, orang.fo, orang.kasi))
    for jalur in ("/token/", "/token/baru/", "/token/webhook/"):
        assert admin.get(jalur).status_code == 200
        assert fo.get(jalur).status_code == 403
    assert admin.post("/token/baru/", {"nama": ""}).status_code == 422
    isian = {
        "nama": "SIAK desa", "pengguna": str(orang.fo.uuid), "cakupan": ["katalog.baca"],
        "sampai": f"{hari_ini() + dt.timedelta(days=9):%d-%m-%Y}",
    }  # fmt: skip
    assert admin.post("/token/baru/", isian).status_code == 302
    with di(instansi_a):
        token = TokenApi.objects.get()
    assert "SIAK desa" in fo.get("/token/saya/").content.decode()
    assert "SIAK desa" not in kasi.get("/token/saya/").content.decode()
    assert kasi.post(f"/token/{token.uuid}/cabut/").status_code == 404
    minta_sandi = fo.post(f"/token/{token.uuid}/terima/")
    assert minta_sandi.status_code == 302, "the password is asked again"
    with di(instansi_a):
        assert TokenApi.objects.get().sidik == ""
    assert fo.post(f"/token/{token.uuid}/cabut/").status_code == 302


def test_api_masuk_buku_akses_sebagai_aplikasi(aplikasi, orang, di, instansi_a, klien):
    with di(instansi_a):
        p = ajukan(orang.fo)
    app = aplikasi(orang.sekcam)
    for _ in range(2):
        assert app.get(f"permohonan/{p.uuid}/").status_code == 200
    with di(instansi_a):
        (akses,) = p.akses.all()
        assert (akses.jabatan, akses.cara, akses.oleh) == ("Aplikasi Aplikasi uji", "api", orang.sekcam)
