"""Error pages need no database, no session and no context: they are what is left when those are gone."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.ui.lingkungan import INFO

POLOS = [
    "403.html",
    "403_csrf.html",
    "404.html",
    "500.html",
    "503.html",
    "ui/galat.html",
    "ui/tidak_dikenal.html",
    "ui/ditangguhkan.html",
]


@pytest.fixture(autouse=True)
def undefined_ketahuan(settings):
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "TAK-TERDEFINISI %s"


@pytest.mark.parametrize("nama", POLOS)
def test_jadi_tanpa_konteks_dan_tanpa_basis_data(nama: str):
    isi = render_to_string(nama)
    assert '<html lang="id">' in isi
    assert "<h1>" in isi
    assert "TAK-TERDEFINISI" not in isi
    assert '<a class="btn' in isi or nama.startswith("ui/")


def test_jadi_walau_berkas_statis_belum_dikumpulkan(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    settings.STATIC_ROOT = "/tidak/ada"
    assert "/static/ui/publik.css" in render_to_string("500.html")


def test_galat_memuat_kalimat_saran_dan_kontak():
    isi = render_to_string(
        "ui/galat.html",
        {
            "judul": "Sudah berubah",
            "pesan": "Permohonan ini baru saja diparaf.",
            "saran": "Muat ulang.",
            "status": 409,
            "kontak": {"jabatan": "Kasi Pelayanan", "telepon": "0518-71234"},
            "bidang": {"nik": "NIK salah."},
        },
    )
    for teks in (
        "Sudah berubah",
        "baru saja diparaf",
        "Muat ulang.",
        "Kode 409",
        "Kasi Pelayanan",
        "tel:051871234",
        "NIK salah.",
    ):
        assert teks in isi


def test_ditangguhkan_menyebut_sampai_kapan_dan_kepada_siapa():
    isi = render_to_string(
        "ui/ditangguhkan.html",
        {
            "instansi": INFO,
            "sampai": date(2026, 12, 1),
            "alasan": "Penataan loket.",
            "kontak": "Diskominfo, telepon 0518-1",
            "portal_url": "http://kab.localhost/",
        },
    )
    for teks in (
        INFO.nama,
        "Selasa, 1 Desember 2026",
        "Penataan loket.",
        "Diskominfo, telepon 0518-1",
        "http://kab.localhost/",
    ):
        assert teks in isi


@pytest.mark.parametrize(
    "asal, harapan",
    [("http://testserver/kotak/", "http://testserver/kotak/"), ("https://jahat.example/", "/")],
)
def test_tombol_kembali_tidak_keluar_dari_situs(asal: str, harapan: str):
    request = RequestFactory().get("/", headers={"Referer": asal})
    isi = render_to_string("ui/galat.html", {"request": request})
    assert f'href="{harapan}"' in isi


def test_isi_galat_tidak_menjadi_html():
    isi = render_to_string("ui/galat.html", {"pesan": "<script>x</script>"})
    assert "<script>x" not in isi
