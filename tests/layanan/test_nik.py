"""NIK and KK: hard rules refuse, soft rules only warn."""

import datetime as dt

import pytest

from layanan.pemohon.nik import NikSalah, peringatan, samarkan, urai_nik, urai_nkk

ACUAN = dt.date(2026, 11, 22)
SAH = [
    ("6301011708459901", "1945-08-17", "L"),
    ("6301015708459902", "1945-08-17", "P"),
    ("6310012902009901", "2000-02-29", "L"),
    ("1701047112999901", "1999-12-31", "P"),
    ("6310040101269901", "2026-01-01", "L"),
    ("6301034112269901", "1926-12-01", "P"),
    ("6302010107709901", "1970-07-01", "L"),
    ("630101 170845 9901", "1945-08-17", "L"),
    ("63.0101-170845.9901", "1945-08-17", "L"),
]
TIDAK_SAH = [
    "6301012902019901",
    "6301013204909901",
    "6301017204909901",
    "6301010013909901",
    "6301014000909901",
    "6301011708450000",
    "0001011708459901",
    "630101170845990",
    "63010117084599011",
    "6.30101E+15",
    "",
    "٦٣٠١٠١١٧٠٨٤٥٩٩٠١",
]


@pytest.mark.parametrize("teks, tanggal, kelamin", SAH)
def test_nik_sah(teks, tanggal, kelamin):
    nik = urai_nik(teks, acuan=ACUAN)
    assert (nik.tanggal_lahir.isoformat(), nik.jenis_kelamin, len(nik.nomor)) == (tanggal, kelamin, 16)


@pytest.mark.parametrize("teks", TIDAK_SAH)
def test_nik_tidak_sah(teks):
    with pytest.raises(NikSalah):
        urai_nik(teks, acuan=ACUAN)


def test_kk_bukan_nik():
    assert urai_nkk("6301011708159901", acuan=ACUAN) == "6301011708159901"
    with pytest.raises(NikSalah, match="tampaknya NIK"):
        urai_nkk("6301015708159901", acuan=ACUAN)


def test_ketidakcocokan_hanya_peringatan():
    nik = urai_nik("6302010107709901", acuan=ACUAN)
    assert peringatan(nik, wilayah="63.02.01", tanggal_lahir=dt.date(1970, 7, 1), jenis_kelamin="L") == []
    assert len(peringatan(nik, wilayah="63.10.01", tanggal_lahir=dt.date(1971, 7, 1), jenis_kelamin="P")) == 3


def test_samaran():
    assert samarkan("6301011708459901") == "630101********01"
    assert samarkan("") == ""
