"""The promised moment: working minutes only, in the zone of the instansi."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layanan.tenggat import BUKA, TUTUP, hari_kerja, hari_libur, janji

WITA = ZoneInfo("Asia/Makassar")


def saat(teks):
    return dt.datetime.fromisoformat(teks).replace(tzinfo=WITA)


@pytest.mark.parametrize(
    "mulai, nilai, satuan, selesai",
    [
        ("2026-11-23T10:00", 1, "hari_kerja", "2026-11-24T10:00"),  # Monday to Tuesday
        ("2026-11-20T10:00", 1, "hari_kerja", "2026-11-23T10:00"),  # Friday to Monday
        ("2026-11-23T15:45", 30, "menit", "2026-11-24T08:15"),  # over the closing time
        ("2026-11-23T17:30", 1, "jam", "2026-11-24T09:00"),  # after hours
        ("2026-11-22T09:00", 1, "jam", "2026-11-23T09:00"),  # Sunday
        (
            "2026-12-23T15:00",
            1,
            "hari_kerja",
            "2026-12-28T15:00",
        ),  # cuti bersama and Christmas, then the weekend
    ],
)
def test_contoh(mulai, nilai, satuan, selesai):
    assert janji(saat(mulai), nilai, satuan, WITA) == saat(selesai)


@given(
    mulai=st.datetimes(dt.datetime.fromisoformat("2025-01-01"), dt.datetime.fromisoformat("2027-10-01")),
    menit=st.integers(1, 6000),
    lagi=st.integers(1, 600),
)
def test_selalu_jam_kerja_dan_urut(mulai, menit, lagi):
    mulai = mulai.replace(tzinfo=WITA)
    selesai = janji(mulai, menit, "menit", WITA)
    assert selesai > mulai
    assert hari_kerja(selesai.date())
    assert BUKA < selesai.time() <= TUTUP
    assert janji(mulai, menit + lagi, "menit", WITA) >= janji(selesai, lagi, "menit", WITA)


def test_hari_libur_terbaca():
    assert dt.date(2026, 8, 17) in hari_libur()
    assert not hari_kerja(dt.date(2026, 8, 17))
