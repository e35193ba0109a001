"""Form fields of a service from its declaration: all fourteen types, all 25 services."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms

from layanan.acuan import katalog
from layanan.forms.isian import PEMBUAT, bidang_isian, kolom_tabel, simpan_nilai, tampil_nilai

BENAR = {
    "teks": ("Toko Maju", "Toko Maju"),
    "teks_panjang": ("baris satu\nbaris dua", "baris satu\nbaris dua"),
    "angka": ("12", 12),
    "uang": ("Rp1.250.000", 1250000),
    "tanggal": ("17 Agustus 2026", "2026-08-17"),
    "jam": ("8:30", "08.30"),
    "nik": ("631001 170845 9901", "6310011708459901"),
    "nkk": ("6310011708159901", "6310011708159901"),
    "telepon": ("+62 812 3456 7890", "081234567890"),
    "wilayah": ("Batulicin", "Batulicin"),
    "titik": ("-3.45, 115.99", "-3.45, 115.99"),
}
SALAH = {
    "angka": "banyak",
    "tanggal": "besok",
    "jam": "25.00",
    "nik": "6310013208459901",
    "nkk": "6310015708159901",
    "telepon": "123",
    "titik": "51.5, 0.1",
    "waktu": "entah",
}


def isi(tipe, nilai, **lain):
    deklarasi = {"nama": "x", "label": "Sesuatu", "tipe": tipe, "wajib": True} | lain
    return deklarasi, bidang_isian([deklarasi])["isian_x"].clean(nilai)


@pytest.mark.parametrize("tipe", BENAR)
def test_nilai_benar(tipe):
    masuk, keluar = BENAR[tipe]
    deklarasi, bersih = isi(tipe, masuk)
    assert simpan_nilai(bersih) == keluar
    assert tampil_nilai(deklarasi, simpan_nilai(bersih)) not in ("", "–")


@pytest.mark.parametrize("tipe", SALAH)
def test_nilai_salah(tipe):
    with pytest.raises(forms.ValidationError):
        isi(tipe, SALAH[tipe])


def test_tabel_dari_lembar_kerja():
    d, baris = isi("tabel", "Ali; 63; anak\nBudi\tx\n\n", label="Daftar ahli waris (nama, NIK, hubungan)")
    assert baris == [["Ali", "63", "anak"], ["Budi", "x", ""]]
    assert tampil_nilai(d, baris) == "Ali · 63 · anak\nBudi · x"
    with pytest.raises(forms.ValidationError, match="Baris 1"):
        isi("tabel", "a; b; c; d", label="Daftar (nama, NIK, hubungan)")
    assert kolom_tabel("Peserta") == ["nama", "keterangan"]


def test_waktu_dan_desimal():
    _, bersih = isi("waktu", "17-11-2026 08.30")
    assert simpan_nilai(bersih).startswith("2026-11-17T08:30")
    assert simpan_nilai(Decimal("2.5")) == 2.5
    assert simpan_nilai(dt.date(2026, 1, 2)) == "2026-01-02"


def test_semua_layanan_dapat_diformulirkan():
    tipe = set()
    for layanan in katalog()["layanan"]:
        bidang = bidang_isian(layanan["isian"])
        assert len(bidang) == len(layanan["isian"])
        tipe |= {d["tipe"] for d in layanan["isian"]}
    assert tipe <= set(PEMBUAT) == set(katalog()["tipe_isian"])
