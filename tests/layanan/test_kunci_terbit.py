"""The published keys and withdrawn letters: each instansi writes its own part, portal and instansi offer all of them."""

import json

import httpx
import pytest
from django.core.management import CommandError, call_command

from layanan import actions
from layanan.dokumen.luring import KunciPublik, periksa_luring
from layanan.enums import Status
from layanan.surat import kunci_terbit
from layanan.tasks import terbitkan_kunci_dokumen
from tests.layanan.bantu import buat_meja, sampai
from tests.layanan.test_tandatangan import muatan


@pytest.fixture
def terbit(settings, tmp_path, monkeypatch):
    """A folder of its own for what is published."""
    monkeypatch.setattr(kunci_terbit, "folder", lambda: tmp_path / "terbit")
    return tmp_path / "terbit"


def test_terbit_setiap_hari_dan_diambil_dari_portal(terbit, klien, di, instansi_a, instansi_b, buat_orang):
    assert klien("portal").get("/kunci-dokumen.json").status_code == 404, "nothing yet"
    with di(instansi_a):
        meja = buat_meja(buat_orang)
        d = sampai(Status.DITANDATANGANI, meja).dokumen.select_related("berkas", "permohonan").get()
        teks, pdf = muatan(d), d.berkas.bita()
        terbitkan_kunci_dokumen()
    with di(instansi_b):
        terbitkan_kunci_dokumen()
    jawaban = klien("portal").get("/kunci-dokumen.json")
    assert jawaban["Content-Type"].startswith("application/json")
    kunci = KunciPublik.dari_json(jawaban.content.decode())
    assert set(kunci.instansi) == {"uji-a", "uji-b"}
    assert periksa_luring(pdf, kunci, qr=teks).asli
    assert "PRIVATE" not in jawaban.content.decode()
    assert d.permohonan.pemohon_nama not in jawaban.content.decode()
    assert klien(instansi_b).get("/kunci-dokumen.json").content == jawaban.content
    etag = jawaban["ETag"]
    assert klien("portal").get("/kunci-dokumen.json", headers={"If-None-Match": etag}).status_code == 304
    with di(instansi_a):
        actions.cabut(dokumen=d, alasan="Keliru", oleh=meja.camat)
        terbitkan_kunci_dokumen()
        terbitkan_kunci_dokumen()
    baru = klien("portal").get("/kunci-dokumen.json", headers={"If-None-Match": etag})
    assert baru.status_code == 200
    hasil = periksa_luring(pdf, KunciPublik.dari_json(baru.content.decode()), qr=teks)
    assert hasil.dicabut
    assert not hasil.asli


def test_bagian_rusak_tidak_menghalangi_yang_lain(terbit, di, instansi_a):
    with di(instansi_a):
        terbitkan_kunci_dokumen()
    (terbit / "rusak.json").write_text("{", encoding="utf-8")
    assert set(kunci_terbit.terbitan().instansi) == {"uji-a"}


def test_umur_terbitan_ialah_bagian_tertua(terbit, di, instansi_a, instansi_b):
    with di(instansi_a):
        a = kunci_terbit.bagian()
    with di(instansi_b):
        b = kunci_terbit.bagian()
    lama = KunciPublik("2026-01-01T00:00:00+00:00", a.akar, a.instansi, a.qr)
    assert KunciPublik.gabung([b, lama]).dibuat == lama.dibuat


def test_salinan_luring_diperbarui_dari_portal(tmp_path, monkeypatch, terbit, di, instansi_a):
    with di(instansi_a):
        isi = kunci_terbit.bagian().ke_json()
    tujuan = tmp_path / "kunci.json"
    minta = httpx.Request("GET", "https://portal.test/kunci-dokumen.json")
    jawaban = httpx.Response(200, text=isi, request=minta)
    monkeypatch.setattr(httpx, "get", lambda *a, **k: jawaban)
    call_command("dokumen", "kunci", ke=str(tujuan), dari=str(minta.url))
    assert json.loads(tujuan.read_text()) == json.loads(isi)
    for salah in (
        httpx.Response(404, request=minta), httpx.Response(302, headers={"Location": "https://x"}, request=minta),
        httpx.Response(200, text="<html>", request=minta),
    ):  # fmt: skip
        monkeypatch.setattr(httpx, "get", lambda *a, _j=salah, **k: _j)
        with pytest.raises(CommandError):
            call_command("dokumen", "kunci", ke=str(tujuan), dari=str(minta.url))
        assert json.loads(tujuan.read_text()) == json.loads(isi), "the old copy stays"
    with pytest.raises(CommandError, match="https"):
        call_command("dokumen", "kunci", ke=str(tujuan), dari="http://portal.test/kunci-dokumen.json")


@pytest.mark.parametrize("situs", ["portal", "instansi"])
def test_halaman_periksa_menawarkan_daftarnya(klien, instansi_a, situs):
    halaman = klien("portal").get("/surat/") if situs == "portal" else klien(instansi_a).get("/v/")
    assert 'href="/kunci-dokumen.json"' in halaman.content.decode()
