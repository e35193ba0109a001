"""The promised moment and the time worked: working minutes only, in the zone and calendar of the instansi."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layanan.waktu.kalender import KALENDER_BAKU, Kalender, Khusus, libur_tahun
from layanan.waktu.tenggat import (
    BUKA,
    SEGERA_MENIT,
    TUTUP,
    ambang_segera,
    ambang_terlambat,
    hari_kerja,
    hari_libur,
    janji,
    lama_kerja,
    mundur,
    tepat,
)

WITA = ZoneInfo("Asia/Makassar")
libur_tahun(2028)  # the package of computed holidays is slow to load: not within a measured example
ZONA = [ZoneInfo(z) for z in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")]
BIASA = ((450, 720), (780, 960))  # 07.30-12.00, 13.00-16.00
JUMAT = ((450, 690), (780, 990))
PERPRES = Kalender(
    [(dt.date(2026, 3, 2), dict.fromkeys(range(4), BIASA) | {4: JUMAT})],
    {
        dt.date(2026, 11, 25): Khusus("libur", "Hari jadi kabupaten"),
        dt.date(2026, 11, 28): Khusus("masuk", "Pengganti"),
        dt.date(2026, 11, 27): Khusus("setengah", "Setengah hari", ((480, 720),)),
    },
)
KALENDER = st.sampled_from([KALENDER_BAKU, PERPRES])
SAAT = st.datetimes(dt.datetime.fromisoformat("2024-12-01"), dt.datetime.fromisoformat("2028-03-01"))


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


@pytest.mark.parametrize(
    "mulai, menit, selesai",
    [
        ("2026-11-23T11:50", 20, "2026-11-23T13:10"),  # over the break
        ("2026-11-23T12:00", 1, "2026-11-23T13:01"),
        (
            "2026-11-24T15:30",
            60,
            "2026-11-26T08:00",
        ),  # the instansi's own holiday is skipped
        ("2026-11-26T16:00", 240, "2026-11-27T12:00"),  # all of the half day, from 08.00
        ("2026-11-27T12:00", 30, "2026-11-28T08:00"),  # a Saturday that is worked, with the hours of a Monday
        (
            "2026-02-27T16:00",
            30,
            "2026-03-02T08:00",
        ),  # before 2 March the hours were 08-16, after it from 07.30
    ],
)
def test_istirahat_dan_hari_khusus(mulai, menit, selesai):
    assert janji(saat(mulai), menit, "menit", WITA, PERPRES) == saat(selesai)
    assert lama_kerja(saat(mulai), saat(selesai), WITA, PERPRES) == menit


def test_satu_hari_kerja_adalah_rata_rata_minggu():
    assert PERPRES.menit_sehari(dt.date(2026, 11, 23)) == 450  # 37.5 hours a week (Perpres 21/2023)
    assert KALENDER_BAKU.menit_sehari(dt.date(2026, 11, 23)) == 480
    assert PERPRES.menit_sehari(dt.date(2026, 1, 5)) == 480


@given(mulai=SAAT, menit=st.integers(1, 6000), lagi=st.integers(1, 600), kalender=KALENDER)
def test_selalu_jam_kerja_dan_urut(mulai, menit, lagi, kalender):
    mulai = mulai.replace(tzinfo=WITA)
    selesai = janji(mulai, menit, "menit", WITA, kalender)
    assert selesai > mulai
    assert hari_kerja(selesai.date(), kalender)
    if kalender is KALENDER_BAKU:
        assert BUKA < selesai.time() <= TUTUP
    assert janji(mulai, menit + lagi, "menit", WITA, kalender) >= janji(
        selesai, lagi, "menit", WITA, kalender
    )


@given(mulai=SAAT, menit=st.integers(0, 60_000), kalender=KALENDER, zona=st.sampled_from(ZONA))
def test_janji_dan_lama_kerja_saling_membalik(mulai, menit, kalender, zona):
    mulai = mulai.replace(tzinfo=zona)
    selesai = janji(mulai, menit, "menit", zona, kalender)
    assert lama_kerja(mulai, selesai, zona, kalender) == menit
    if menit:
        utuh = mulai.replace(second=0, microsecond=0)  # a second more may fall behind a break
        lebih_awal = janji(utuh, menit, "menit", zona, kalender) - dt.timedelta(minutes=1)
        assert lama_kerja(utuh, lebih_awal, zona, kalender) < menit  # no earlier minute would do
        assert lama_kerja(mundur(selesai, menit, zona, kalender), selesai, zona, kalender) in (
            menit,
            menit + 1,
        )


@given(tiga=st.lists(SAAT, min_size=3, max_size=3), kalender=KALENDER)
def test_bagian_berjumlah_sama_dengan_keseluruhan(tiga, kalender):
    a, b, c = (s.replace(tzinfo=WITA) for s in sorted(tiga))
    ab, bc, ac = (lama_kerja(x, y, WITA, kalender) for x, y in ((a, b), (b, c), (a, c)))
    assert ab + bc == ac >= max(ab, bc) >= 0
    assert lama_kerja(c, a, WITA, kalender) == 0


@settings(max_examples=30, deadline=None)
@given(mulai=SAAT, hari=st.integers(0, 40), kalender=KALENDER)
def test_rincian_berjumlah_lama(mulai, hari, kalender):
    selesai = mulai + dt.timedelta(days=hari, hours=3)
    rinci = list(kalender.rinci(mulai, selesai))
    assert sum(r.menit for r in rinci) == kalender.lama(mulai, selesai)
    assert all(r.hari.nama for r in rinci)
    # said again the slow way, minute by minute
    if hari <= 2:
        satu, lambat = mulai.replace(second=0, microsecond=0), 0
        while satu < selesai.replace(second=0, microsecond=0):
            menit = satu.hour * 60 + satu.minute
            lambat += any(a <= menit < b for a, b in kalender.hari(satu.date()).ruas)
            satu += dt.timedelta(minutes=1)
        assert lambat == kalender.lama(mulai, selesai)


@given(mulai=SAAT, nilai=st.integers(1, 30), satuan=st.sampled_from(["menit", "jam", "hari_kerja"]))
def test_sama_di_setiap_zona(mulai, nilai, satuan):
    """The same wall time gives the same wall time: WIB, WITA and WIT differ in nothing else, summer or not."""
    hasil = {janji(mulai.replace(tzinfo=z), nilai, satuan, z).replace(tzinfo=None) for z in ZONA}
    assert len(hasil) == 1


@given(mulai=SAAT, menit=st.integers(1, 2000), siap=st.integers(0, 4000))
def test_tepat_waktu_sama_dengan_hitungan_menit(mulai, menit, siap):
    """Nobody can argue about seconds: on time means that no more minutes were used than promised."""
    mulai = mulai.replace(tzinfo=WITA)
    tenggat, pada = janji(mulai, menit, "menit", WITA), mulai + dt.timedelta(minutes=siap, seconds=59)
    assert tepat(pada, tenggat) == (lama_kerja(mulai, pada, WITA) <= menit)
    assert (tenggat < ambang_terlambat(pada)) == (not tepat(pada, tenggat))
    sisa = lama_kerja(pada, tenggat, WITA)
    if tepat(pada, tenggat) and sisa:
        assert (tenggat < ambang_segera(pada)) == (sisa <= SEGERA_MENIT)


def test_hari_libur_terbaca():
    assert dt.date(2026, 8, 17) in hari_libur(2026)
    assert not hari_kerja(dt.date(2026, 8, 17))


def test_tahun_tanpa_putusan_bersifat_sementara():
    assert {x.jenis for x in libur_tahun(2026).values()} == {"libur_nasional", "cuti_bersama"}
    assert {x.jenis for x in libur_tahun(2031).values()} == {"sementara"}
    assert KALENDER_BAKU.hari(dt.date(2031, 8, 17)).jenis == "sementara"


def test_kalender_tanpa_hari_kerja_ditolak():
    with pytest.raises(ValueError, match="tidak mempunyai cukup hari kerja"):
        Kalender([(dt.date(2020, 1, 1), {})]).maju(dt.datetime.fromisoformat("2026-01-01"), 5)


def test_cepat():
    """A page of a hundred rows asks a hundred times."""
    import time

    dari, sampai = map(dt.datetime.fromisoformat, ("2025-01-02T09:00", "2026-11-23T15:00"))
    KALENDER_BAKU.lama(dari, sampai)
    mulai = time.perf_counter()
    for _ in range(1000):
        KALENDER_BAKU.lama(dari, sampai)
        KALENDER_BAKU.maju(dari, 5000)
    assert time.perf_counter() - mulai < 1
