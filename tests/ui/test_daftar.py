from types import SimpleNamespace

import pytest
from django.http import QueryDict

from inti.ui.daftar import Daftar, Kolom, Saringan

pytestmark = pytest.mark.usefixtures("situs_contoh")


def berjenis(semua, jenis: str):
    return [o for o in semua if o.jenis == jenis]


class DaftarUji(Daftar):
    judul = "Daftar uji"
    kolom = [
        Kolom("nomor", "Nomor", urut="nomor", utama=True),
        Kolom("layanan.nama", "Layanan"),
        Kolom("biaya", "Biaya", urut="biaya", jenis="rupiah"),
        Kolom("catatan", "Catatan", tampil=False),
    ]
    saringan = [Saringan("jenis", "Jenis", [("a", "Jenis A"), ("b", "Jenis B")], terapkan=berjenis)]
    per_halaman = 10

    def cari_di(self, qs, q):
        return [o for o in qs if q in str(o.nomor)]

    def url_baris(self, objek):
        return f"/p/{objek.nomor}/"


def data(n: int = 23) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            nomor=i,
            uuid=f"u{i}",
            biaya=(i * 7) % 5 * 1000,
            jenis="ab"[i % 2],
            layanan=SimpleNamespace(nama="SKCK"),
            catatan="=1+1",
        )
        for i in range(1, n + 1)
    ]


@pytest.fixture
def daftar(minta):
    return lambda alamat="/d/", n=23: DaftarUji(minta(alamat), data(n))


def nomor(d: Daftar) -> list[int]:
    return [b.objek.nomor for b in d.baris()]


def test_halaman_pertama_dan_jumlah_seluruhnya(daftar):
    assert nomor(daftar()) == list(range(1, 11))
    assert daftar().halaman.paginator.count == 23
    assert nomor(daftar("/d/?hal=3")) == [21, 22, 23]
    assert nomor(daftar("/d/?hal=99")) == [21, 22, 23]
    assert nomor(daftar("/d/?hal=x")) == list(range(1, 11))


def test_urut_hanya_menurut_kolom_yang_ditawarkan(daftar):
    assert nomor(daftar("/d/?urut=-nomor"))[:2] == [23, 22]
    assert daftar("/d/?urut=layanan_nama").urut == ""
    assert daftar("/d/?urut=-pemohon__sandi").urut == ""


def test_saringan_dan_cari_dapat_dilepas_satu_satu(daftar):
    d = daftar("/d/?jenis=b&q=1&hal=2")
    assert nomor(d) == [1, 11, 13, 15, 17, 19, 21]
    tanpa = [QueryDict(c["url"].partition("?")[2]).dict() for c in d.saringan_aktif]
    assert tanpa == [{"jenis": "b"}, {"q": "1"}]
    assert daftar("/d/?jenis=zzz").saringan_aktif == []


def test_kolom_dapat_dipilih_kolom_utama_selalu_ada(daftar):
    assert [k.label for k in daftar().kolom_tampil] == ["Nomor", "Layanan", "Biaya"]
    assert [k.label for k in daftar("/d/?kolom=catatan").kolom_tampil] == ["Nomor", "Catatan"]


def test_ekspor_semua_baris_tersaring_tanpa_rumus(daftar):
    isi = daftar("/d/?ekspor=csv&jenis=a").respons("tidak/dipakai.html").content.decode()
    baris = isi.removeprefix("\ufeff").splitlines()
    assert isi.startswith("\ufeff")
    assert baris[0] == "Nomor;Layanan;Biaya;Catatan"
    assert baris[1] == "2;SKCK;Rp4.000;'=1+1"
    assert len(baris) == 1 + 11


def test_potongan_untuk_htmx_halaman_penuh_untuk_riwayat(klien_ui):
    alamat = "/ui/galeri/daftar/?q=470"
    potongan = klien_ui.get(alamat, headers={"HX-Request": "true", "HX-Target": "daftar-hasil"})
    assert potongan.content.lstrip().startswith(b'<div class="daftar-hasil"')
    assert "HX-Request" in potongan["Vary"]
    for kepala in (
        {},
        {"HX-Request": "true", "HX-Target": "daftar-hasil", "HX-History-Restore-Request": "true"},
    ):
        assert b"<!doctype html>" in klien_ui.get(alamat, headers=kepala).content


def test_kosong_karena_saringan_dibedakan_dari_belum_ada_data(klien_ui, minta):
    from django.template.loader import render_to_string

    assert "Tidak ada yang cocok" in klien_ui.get("/ui/galeri/daftar/?q=zzz").content.decode()
    kosong = DaftarUji(minta("/d/"), [])
    html = render_to_string("ui/daftar_hasil.html", {"daftar": kosong})
    assert "Belum ada data" in html
    assert "Tidak ada yang cocok" not in html


def test_teks_cari_tidak_menjadi_html(klien_ui):
    isi = klien_ui.get("/ui/galeri/daftar/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in isi


def test_kolom_dengan_jenis_asing_ketahuan_saat_dimuat():
    with pytest.raises(ValueError, match="jenis"):
        Kolom("x", "X", jenis="warna")
