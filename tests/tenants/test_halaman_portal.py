"""The portal: residents find an office and their permohonan; no log-in, no script needed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inti.db import sebagai_pemilik
from tenants.models import Instansi, nama_skema


def _tambah(jumlah: int) -> None:
    with sebagai_pemilik():
        Instansi.objects.bulk_create(
            Instansi(
                nama=f"Kecamatan Tambahan {n:02d}",
                jenis="kecamatan",
                kode=f"97.{n:02d}",
                kode_wilayah="63.10.04",
                slug=f"tambahan-{n:02d}",
                schema_name=nama_skema(f"tambahan-{n:02d}"),
                status="aktif",
            )
            for n in range(jumlah)
        )


def test_direktori_menampilkan_yang_terbuka_saja(instansi_a, klien):
    with sebagai_pemilik():
        Instansi.objects.filter(slug="uji-b").update(status="arsip", alasan_status="Digabung")
    isi = klien("portal").get("/").content.decode()
    assert 'href="http://uji-a.kab.localhost/"' in isi
    assert "Kecamatan Uji B" not in isi


def test_yang_ditangguhkan_diberi_keterangan(instansi_a, klien):
    with sebagai_pemilik():
        Instansi.objects.filter(slug="uji-b").update(status="ditangguhkan", alasan_status="Pemeliharaan")
    assert "sedang ditutup sementara" in klien("portal").get("/").content.decode()


def test_cari_menyempitkan_direktori(instansi_a, klien):
    portal = klien("portal")
    daftar = _direktori(portal.get("/", {"q": "uji  b"}).content.decode())
    assert daftar == ["Kecamatan Uji B"]
    kosong = portal.get("/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert _direktori(kosong) == []
    assert "Tidak ada kantor dengan nama itu" in kosong
    assert "<script>alert" not in kosong


def _direktori(isi: str) -> list[str]:
    bagian = isi[isi.index('id="direktori"') :]
    return re.findall(r'<a href="http://[a-z-]+\.kab\.localhost/">([^<]+)</a>', bagian)


def test_lacak_membawa_ke_situs_instansi(instansi_a, klien):
    jawaban = klien("portal").post("/lacak/", {"instansi": "uji-a", "kode": " ab12-cd34-ef56 "})
    assert jawaban.status_code == 302
    assert jawaban["Location"] == "http://uji-a.kab.localhost/lacak/AB12CD34EF56/"


def test_lacak_tidak_membaca_alamat(instansi_a, klien):
    """A code in the address would stand in logs and in the history of the browser."""
    jawaban = klien("portal").get("/lacak/", {"instansi": "uji-a", "kode": "AB12CD34EF56"})
    assert jawaban.status_code == 200
    assert "AB12CD34EF56" not in jawaban.content.decode()
    assert klien("portal", enforce_csrf_checks=True).post("/lacak/", {"kode": "x"}).status_code == 403


@pytest.mark.parametrize(
    "isian",
    [
        {"kode": ""},
        {"kode": "x"},
        {"kode": "x", "instansi": "tidak-ada"},
        {"kode": "", "instansi": "uji-a"},
        {"kode": "--", "instansi": "uji-a"},
        {"kode": "6310 0117 0885 0001", "instansi": "uji-a"},
    ],
)
def test_lacak_yang_belum_lengkap_ditandai(instansi_a, klien, isian):
    jawaban = klien("portal").post("/lacak/", isian)
    assert jawaban.status_code == 422
    assert "is-invalid" in jawaban.content.decode()


def test_lacak_tidak_membawa_ke_luar_kabupaten(instansi_a, klien):
    jawaban = klien("portal").post("/lacak/", {"instansi": "jahat.example/", "kode": "x"})
    assert jawaban.status_code == 422


MUATAN = "AEAB" * 40


@pytest.mark.parametrize(
    ("isian", "tujuan"),
    [
        ({"isi": f"http://uji-a.kab.localhost/v/{MUATAN}"}, f"http://uji-a.kab.localhost/v/{MUATAN}"),
        ({"isi": MUATAN.lower(), "instansi": "uji-a"}, f"http://uji-a.kab.localhost/v/{MUATAN}"),
        ({"isi": "", "instansi": "uji-a"}, "http://uji-a.kab.localhost/v/"),
    ],
)
def test_surat_diperiksa_di_situs_penerbitnya(instansi_a, klien, isian, tujuan):
    jawaban = klien("portal").post("/surat/", isian)
    assert (jawaban.status_code, jawaban["Location"]) == (302, tujuan)


@pytest.mark.parametrize(
    "isian",
    [
        {},
        {"isi": "https://jahat.example/v/" + MUATAN},
        {"isi": "https://uji-a.kab.localhost.jahat.example/v/" + MUATAN},
        {"isi": "halo dunia", "instansi": "uji-a"},
        {"isi": MUATAN},
        {"isi": f"http://tidak-ada.kab.localhost/v/{MUATAN}"},
    ],
)
def test_surat_dengan_isi_asing_tidak_dibawa_ke_mana_pun(instansi_a, klien, isian):
    jawaban = klien("portal").post("/surat/", isian)
    assert jawaban.status_code == 422
    assert "Location" not in jawaban


def test_formulir_boleh_berakhir_di_situs_instansi(instansi_a, klien):
    for alamat in ("/", "/lacak/", "/surat/"):
        csp = klien("portal").get(alamat)["Content-Security-Policy"]
        assert "form-action 'self' http://*.kab.localhost" in csp


def test_halaman_ringan_dan_tanpa_skrip_sebaris(instansi_a, klien):
    _tambah(30)
    jawaban = klien("portal").get("/")
    assert len(jawaban.content) < 60_000
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", jawaban.content.decode())


@pytest.mark.parametrize("alamat", ["/", "/lacak/", "/surat/"])
def test_jumlah_kueri_tetap(instansi_a, klien, alamat):
    portal = klien("portal")
    with CaptureQueriesContext(connection) as sedikit:
        portal.get(alamat)
    _tambah(30)
    with CaptureQueriesContext(connection) as banyak:
        assert portal.get(alamat).status_code == 200
    assert len(banyak) == len(sedikit) == 1


@pytest.mark.parametrize("metode", ["post", "put", "delete"])
def test_hanya_dapat_dibaca(instansi_a, klien, metode):
    assert getattr(klien("portal"), metode)("/").status_code == 405
