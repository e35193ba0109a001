from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inti.situs import InfoInstansi, pada_situs, situs_instansi
from inti.ui import format as f
from tests.ui.lingkungan import INFO

PADA = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


def di_zona(zona: str) -> InfoInstansi:
    return replace(INFO, zona_waktu=zona)


def test_tanggal():
    assert f.tanggal(date(2022, 11, 17)) == "17 November 2022"
    assert f.tanggal_pendek(date(2022, 8, 1)) == "1 Agu 2022"
    assert f.tanggal_hari(date(2026, 11, 27)) == "Jumat, 27 November 2026"


@pytest.mark.parametrize(
    "zona, harapan",
    [
        ("Asia/Makassar", "Kamis, 26 November 2026, 14.00 WITA"),
        ("Asia/Jakarta", "Kamis, 26 November 2026, 13.00 WIB"),
        ("Asia/Jayapura", "Kamis, 26 November 2026, 15.00 WIT"),
    ],
)
def test_tanggal_jam_mengikuti_zona_situs(zona: str, harapan: str):
    with pada_situs(situs_instansi(di_zona(zona))):
        assert f.tanggal_jam(PADA) == harapan


def test_tanggal_berganti_di_tengah_malam_setempat():
    with pada_situs(situs_instansi(di_zona("Asia/Makassar"))):
        assert f.tanggal(datetime(2026, 11, 26, 16, 30, tzinfo=UTC)) == "27 November 2026"


@pytest.mark.parametrize(
    "nilai, desimal, harapan",
    [
        (1234.5, None, "1.234,5"),
        (1234, None, "1.234"),
        (0, None, "0"),
        (1_000_000, None, "1.000.000"),
        (Decimal("0.125"), None, "0,13"),
        (1234.5, 0, "1.235"),
        (2, 2, "2,00"),
        (-1500, None, "−1.500"),
        (-0.001, None, "0"),
        (None, None, "–"),
        ("", None, "–"),
        (float("nan"), None, "–"),
    ],
)
def test_angka(nilai, desimal, harapan):
    assert f.angka(nilai, desimal) == harapan


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_angka_bulat_dapat_dibaca_kembali(n: int):
    assert int(f.angka(n).replace(".", "").replace("−", "-")) == n


def test_rupiah_dan_persen():
    assert f.rupiah(1_250_000) == "Rp1.250.000"
    assert f.rupiah(Decimal("1250000.50")) == "Rp1.250.000,5"
    assert f.rupiah(-500) == "−Rp500"
    assert f.persen(87.5) == "87,5%"
    assert f.persen(None) == "–"


@pytest.mark.parametrize(
    "nilai, harapan",
    [
        (timedelta(days=2, hours=3, minutes=59), "2 hari 3 jam"),
        (timedelta(days=2, minutes=5), "2 hari"),
        (95, "1 jam 35 menit"),
        (45, "45 menit"),
        (0, "kurang dari 1 menit"),
        (timedelta(hours=-2), "−2 jam"),
        (None, "–"),
    ],
)
def test_lama(nilai, harapan):
    assert f.lama(nilai) == harapan


@pytest.mark.parametrize(
    "selisih, harapan",
    [
        (timedelta(seconds=20), "baru saja"),
        (timedelta(minutes=5), "5 menit lalu"),
        (timedelta(hours=2), "2 jam lalu"),
        (timedelta(hours=20), "kemarin"),
        (timedelta(days=3), "3 hari lalu"),
        (timedelta(days=40), "17 Okt 2026"),
        (timedelta(hours=-3), "3 jam lagi"),
        (timedelta(days=-1), "besok"),
    ],
)
def test_sejak(selisih, harapan):
    assert f.sejak(PADA - selisih, PADA) == harapan


def test_nik_disamarkan():
    assert f.samar_nik("6301011708459901") == "630101********01"
    assert f.samar_nik("12345") == "***45"
    assert f.samar_nik("") == "–"


def test_ukuran():
    assert [f.ukuran(n) for n in (0, 999, 1_234_567, 5_000_000, None)] == [
        "0 B",
        "999 B",
        "1,2 MB",
        "5 MB",
        "–",
    ]
