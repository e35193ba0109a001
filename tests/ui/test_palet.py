import pytest
from django.test import Client

from inti.ui import palet
from inti.ui.palet import Hasil

pytestmark = pytest.mark.usefixtures("situs_contoh")


def test_menu_ditemukan_dari_awal_kata(klien_ui):
    hasil = klien_ui.post("/ui/palet", {"q": "lap"}).json()["hasil"]
    assert [(h["judul"], h["url"], h["kelompok"]) for h in hasil] == [("Laporan", "/uji/laporan/", "Halaman")]


def test_tanpa_kata_semua_halaman_kecuali_keluar(klien_ui):
    hasil = klien_ui.post("/ui/palet").json()["hasil"]
    assert [h["judul"] for h in hasil] == ["Kotak masuk", "Laporan", "Profil saya"]


def test_pencari_aplikasi_dipanggil_mulai_dua_huruf(klien_ui):
    ditanya = []

    @palet.daftarkan
    def cari(request, q):
        ditanya.append(q)
        return [Hasil("470/0012", "/p/12/", "Siti", "file", "Permohonan")]

    klien_ui.post("/ui/palet", {"q": "4"})
    assert ditanya == []
    hasil = klien_ui.post("/ui/palet", {"q": "47"}).json()["hasil"]
    assert hasil == [
        {"judul": "470/0012", "url": "/p/12/", "keterangan": "Siti", "ikon": "file", "kelompok": "Permohonan"}
    ]


def test_hasil_tidak_disimpan_peramban(klien_ui):
    assert klien_ui.post("/ui/palet")["Cache-Control"] == "private, no-store"


def test_tanpa_javascript_hasilnya_halaman_biasa(klien_ui):
    isi = klien_ui.post("/ui/cari", {"q": "kotak"}).content.decode()
    assert 'href="/uji/kotak/"' in isi
    assert "Tidak ada yang cocok" in klien_ui.post("/ui/cari", {"q": "zzz"}).content.decode()


def test_yang_diketik_tidak_menjadi_alamat(klien_ui):
    assert klien_ui.get("/ui/palet", {"q": "6310011708459901"}).status_code == 405
    assert "6310011708459901" not in klien_ui.get("/ui/cari", {"q": "6310011708459901"}).content.decode()


def test_tanpa_token_csrf_ditolak(situs_contoh):
    assert Client(enforce_csrf_checks=True).post("/ui/palet", {"q": "lap"}).status_code == 403
