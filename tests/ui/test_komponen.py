"""Small promises of components: units of a change, regions without a figure, the Indonesian file input."""

import pytest
from django import forms
from django.template import Context, Template

from inti.ui.bidang import BidangBerkas
from inti.ui.grafik import Peta, Wilayah


def gambar(isi: str, **konteks) -> str:
    return Template("{% load ui %}" + isi).render(Context(konteks))


@pytest.mark.parametrize(
    ("argumen", "teks", "kelas"),
    [
        ("delta=12.5", "12,5%", "ubin-delta baik"),
        ("delta=-1.8 delta_satuan='poin'", "1,8 poin", "ubin-delta buruk"),
        ("delta=-1.8 delta_satuan='poin' naik_baik=False", "1,8 poin", "ubin-delta baik"),
        ("delta=40 naik_baik=None", "40", 'ubin-delta "'),
        ("delta=0", "0", 'ubin-delta "'),
    ],
)
def test_perubahan_menyebut_satuannya_dan_baik_buruknya(argumen: str, teks: str, kelas: str):
    html = gambar("{% ubin 'Masuk' 10 " + argumen + " %}")
    assert f'<span class="angka">{teks}' in html
    assert kelas in html


@pytest.mark.parametrize(("nilai", "ada"), [(None, True), (0, False)])
def test_wilayah_tanpa_angka_dijelaskan(nilai, ada: bool):
    p = Peta(id="p", judul="Masuk", geojson_url="/p.json", wilayah=[Wilayah(kode="1", nama="A", nilai=nilai)])
    assert ("Belum ada angka, bukan angka rendah" in gambar("{% peta p %}", p=p)) is ada


def test_isian_berkas_berlabel_indonesia_dan_tetap_isian_biasa():
    class Unggah(forms.Form):
        ktp = BidangBerkas(label="KTP-el", maks_mb=3)

    html = str(Unggah()["ktp"])
    assert 'type="file"' in html
    assert 'name="ktp"' in html
    assert 'data-maks-bita="3000000"' in html
    assert "Pilih berkas" in html
    assert "tabindex" not in html
    assert "hidden" not in html.split("unggah-label")[0]
