"""Exact numbers of queries: the same with one grant and one record as with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.walidata.bantu import PEMBACA, PEMILIK, buka, terbit_orang

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]
HALAMAN = {
    "pembaca /gerbang/": 6,
    "pembaca /gerbang/IZIN/": 11,
    "pembaca /gerbang/jejak/sendiri/": 7,
    "pemilik /gerbang/jejak/": 8,
    "sekda /gerbang/": 9,
    "sekda /gerbang/jejak/": 7,
}
API = {"": 3, "IZIN/": 5, "IZIN/baris/?maksud=x&per=5": 9}


def _hitung(ambil, nama):
    ambil(nama)
    with CaptureQueriesContext(connection) as kueri:
        assert ambil(nama).status_code == 200, nama
    return len(kueri)


def test_halaman_tidak_bertambah_bersama_izin_dan_jejaknya(masuk, orang_tersandi, di_pembaca):
    izin = terbit_orang("nomor", "nama")
    orang = {
        "pembaca": masuk(PEMBACA, "pengelola_data"),
        "pemilik": masuk(PEMILIK, "pengelola_data"),
        "sekda": masuk("monitoring", "sekda"),
    }
    orang["pembaca"].post(f"/gerbang/{izin}/buka/", {"maksud": "x"})

    def ambil(nama):
        siapa, jalur = nama.split()
        return orang[siapa].get(jalur.replace("IZIN", izin))

    assert {n: _hitung(ambil, n) for n in HALAMAN} == HALAMAN
    for n in range(4):
        buka(terbit_orang("nomor"), maksud=str(n))
    assert {n: _hitung(ambil, n) for n in HALAMAN} == HALAMAN


def test_api_tidak_bertambah_bersama_izinnya(aplikasi, orang_tersandi, di_pembaca):
    izin = terbit_orang("nomor", "nama")
    app = aplikasi()

    def ambil(nama):
        return app(nama.replace("IZIN", izin))

    assert {n: _hitung(ambil, n) for n in API} == API
    for _ in range(4):
        terbit_orang("nomor")
    assert {n: _hitung(ambil, n) for n in API} == API
