"""Finding by what people type: number, serial, code, letter, beginnings of names. Nothing typed becomes part of SQL."""

import pytest

from layanan.enums import Status
from layanan.models import Dokumen, Permohonan
from layanan.views.meja import DaftarPermohonan
from tests.layanan.bantu import ajukan, sampai


def temukan(teks):
    return set(Permohonan.objects.cari(teks))


@pytest.fixture
def dua(meja):
    return ajukan(meja.fo, nama="Noor Halimah"), ajukan(meja.fo, nama="H.Rahman Nur'aini")


@pytest.mark.parametrize("teks", ["noor", "HALIMAH", "hal noor", "hal", "Noor Halimah", " noor  hali "])
def test_awal_kata_nama(dua, teks):
    assert temukan(teks) == {dua[0]}


@pytest.mark.parametrize("teks", ["rahman", "h rahman", "H.Rahman", "nur'aini", "aini", "nur"])
def test_tanda_baca_dalam_nama(dua, teks):
    assert temukan(teks) == {dua[1]}


def test_nomor_dan_kode(dua):
    a, b = dua
    assert temukan(a.nomor_registrasi) == {a}
    assert temukan(a.nomor_registrasi.lower()) == {a}
    assert temukan(a.nomor_registrasi.removeprefix("REG-")) == {a}
    assert temukan(str(int(a.nomor_registrasi[-6:]))) == {a}
    assert temukan(a.nomor_registrasi[:-1]) == {a, b}
    assert temukan(b.kode_lacak_tampil.lower()) == {b}


def test_nama_yang_umum(dua, monkeypatch):
    from inti.db import kata

    monkeypatch.setattr(kata, "JARANG", 0)
    assert temukan("noor") == {dua[0]}


def test_nomor_surat(meja):
    p = sampai(Status.DITANDATANGANI, meja)
    assert temukan(Dokumen.objects.get(permohonan=p).nomor) == {p}


@pytest.mark.parametrize(
    "teks",
    ["", "'", "%", "_", "!", "&|!:*", "a' OR '1'='1", "REG_2026", "(noor", "zz:*", "\\", "noor!halim%"],
)
def test_isi_apa_pun_aman(dua, teks):
    assert temukan(teks) <= {dua[0]}


def test_hitungan_terbatas(meja, klien, instansi_a, monkeypatch):
    for _ in range(5):
        ajukan(meja.fo)
    k = klien(instansi_a, meja.fo)
    assert "dari 5" in k.get("/permohonan/").content.decode()
    monkeypatch.setattr(DaftarPermohonan, "maks_hitung", 3)
    isi = k.get("/permohonan/", {"hal": "99"}).content.decode()
    assert "dari lebih dari 3" in isi


@pytest.mark.parametrize("turun", ["", "-"])
@pytest.mark.parametrize("kunci", [k.kunci for k in DaftarPermohonan.kolom if k.urut])
def test_urut_setiap_kolom(meja, klien, instansi_a, kunci, turun):
    p = [ajukan(meja.fo), sampai(Status.DIDISTRIBUSI, meja)]
    isi = klien(instansi_a, meja.fo).get("/permohonan/", {"urut": turun + kunci}).content.decode()
    assert all(x.nomor_registrasi in isi for x in p)
