import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from inti.ui.tema import LATAR_GELAP, PUTIH, Tema, kontras, rgb, tema_kini, variabel, versi

WARNA = st.tuples(*[st.integers(0, 255)] * 3).map(lambda w: "#{:02x}{:02x}{:02x}".format(*w))


@given(WARNA, WARNA)
def test_tulisan_terbaca_dengan_warna_apa_pun(utama: str, aksen: str):
    terang, gelap = variabel(Tema(utama=utama, aksen=aksen))
    assert kontras(rgb(terang["w-utama"]), PUTIH) >= 4.5
    assert kontras(rgb(terang["w-utama-teks"]), rgb(terang["w-utama-muda"])) >= 4.5
    assert kontras(rgb(gelap["w-utama-teks"]), LATAR_GELAP) >= 4.5
    assert kontras(rgb(terang["w-hero"]), PUTIH) >= 4.5
    assert kontras(rgb(gelap["w-hero"]), PUTIH) >= 4.5


@pytest.mark.parametrize("warna", ["teal", "#fff", "#12345g", "#123456;}body{display:none"])
def test_warna_yang_bukan_warna_ditolak(warna: str):
    with pytest.raises(ImproperlyConfigured):
        Tema(utama=warna)


def test_setelan_kosong_memakai_bawaan_dan_kunci_asing_ditolak(settings):
    settings.SPBE_KABUPATEN = "Kabupaten Tanah Bumbu"
    settings.SPBE_TEMA = {"lambang": "", "utama": "#7a1f1f"}
    assert (tema_kini().singkat, tema_kini().lambang) == ("Tanah Bumbu", "ui/lambang.svg")
    settings.SPBE_TEMA = {"warna": "#000000"}
    with pytest.raises(ImproperlyConfigured):
        tema_kini()


def test_lembar_gaya_disimpan_selamanya_hanya_dengan_sidiknya(klien_ui, settings):
    settings.SPBE_TEMA = {"utama": "#7a1f1f"}
    alamat = f"/ui/tema.css?v={versi(tema_kini())}"
    assert alamat in klien_ui.get("/ui/galeri/publik/").content.decode()
    jawaban = klien_ui.get(alamat)
    assert jawaban["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in jawaban["Cache-Control"]
    assert "--w-utama:#7a1f1f" in jawaban.content.decode()
    assert "Cache-Control" not in klien_ui.get("/ui/tema.css?v=lama")
