from decimal import Decimal

import pytest
from django import forms

from inti.ui import bidang


class Isian(forms.Form):
    kelompok = [("Pemohon", ["nik"])]
    nik = bidang.BidangNIK(label="NIK", help_text="16 angka.")
    telepon = bidang.BidangTelepon(label="Telepon", required=False)
    lahir = bidang.BidangTanggal(label="Lahir", required=False)
    omzet = bidang.BidangRupiah(label="Omzet", required=False)
    cara = forms.ChoiceField(label="Cara", choices=[("a", "A")], widget=forms.RadioSelect, required=False)


SAH = [
    "6301011708459901",  # men
    "6301015708459902",  # women: day + 40
    "6310012902009901",  # 29 February 2000
    "1701047112999901",  # day 71 = 31
    "630101 170845 9901",
    "630101.170845-9901",
]
TIDAK_SAH = [
    "6301012902019901",  # 29 February 2001 and 1901 do not exist
    "6301013204909901",
    "6301017204909901",
    "6301010013909901",
    "6301014000909901",
    "6301011708450000",
    "0001011708459901",
    "630101170845990",
    "63010117084599011",
    "6.30101E+15",
    "63010117O8459901",
]


@pytest.mark.parametrize("nik", SAH)
def test_nik_sah_disimpan_tanpa_pemisah(nik: str):
    form = Isian({"nik": nik})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["nik"] == nik.replace(" ", "").replace(".", "").replace("-", "")


@pytest.mark.parametrize("nik", TIDAK_SAH)
def test_nik_mustahil_ditolak(nik: str):
    assert "nik" in Isian({"nik": nik}).errors


@pytest.mark.parametrize("teks", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_telepon_diseragamkan(teks: str):
    form = Isian({"nik": SAH[0], "telepon": teks})
    assert form.is_valid()
    assert form.cleaned_data["telepon"] == "081234567890"


def test_telepon_tanpa_nol_ditolak():
    assert "telepon" in Isian({"nik": SAH[0], "telepon": "812345678"}).errors


@pytest.mark.parametrize(
    "teks", ["17-11-2022", "17/11/2022", "2022-11-17", "17 November 2022", "17 nov 2022", "17112022"]
)
def test_tanggal_boleh_ditulis_beberapa_cara(teks: str):
    form = Isian({"nik": SAH[0], "lahir": teks})
    assert form.is_valid()
    assert form.cleaned_data["lahir"].isoformat() == "2022-11-17"


def test_rupiah_dengan_titik_dan_koma():
    form = Isian({"nik": SAH[0], "omzet": "Rp1.250.000,50"})
    assert form.is_valid()
    assert form.cleaned_data["omzet"] == Decimal("1250000.50")


def test_galat_diringkas_dengan_tautan_dan_terhubung_ke_bidang():
    html = str(Isian({"nik": "12"}))
    assert (
        '<a href="#id_nik"><strong>NIK:</strong> NIK terdiri atas 16 angka; yang diisi 2 angka.</a>' in html
    )
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_nik_helptext id_nik_error"' in html
    assert 'id="id_nik_error"' in html
    assert 'id="id_nik_helptext"' in html
    assert 'value="12"' in html


def test_formulir_kosong_tanpa_ringkasan_dan_berkelompok():
    html = str(Isian())
    assert "ringkasan-galat" not in html
    assert "<legend>Pemohon</legend>" in html
    assert html.count('id="id_telepon"') == 1
    assert "tidak wajib" in html


def test_isian_disaring_agar_tidak_menjadi_html():
    assert "<b>x</b>" not in str(Isian({"nik": "<b>x</b>"}))
