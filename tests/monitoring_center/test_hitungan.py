"""Arithmetic of the dashboard: periods, ratios from sums, changes, and small counts."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from monitoring_center.dasbor.hitung import BarisInstansi, ringkas
from monitoring_center.dasbor.periode import dua_belas_bulan, geser_bulan, label_bulan, periode
from monitoring_center.dasbor.rincian import samarkan
from monitoring_center.dasbor.ukuran import UKURAN

D = Decimal
SEMUA = frozenset(k for u in UKURAN.values() for k in u.dibutuhkan)


def baris(disetujui: frozenset[str] = SEMUA, **angka: Any) -> Any:
    status = SimpleNamespace(disetujui=disetujui)
    isi = {bagian: {k: D(n) for k, n in a.items()} for bagian, a in angka.items()}
    return BarisInstansi(SimpleNamespace(pk=1, nama="X"), status, [], **isi)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "kode, mulai, lalu",
    [
        ("1", date(2026, 3, 1), (date(2026, 2, 1), date(2026, 2, 28))),
        ("3", date(2026, 1, 1), (date(2025, 10, 1), date(2025, 12, 31))),
        ("12", date(2025, 4, 1), (date(2024, 4, 1), date(2025, 3, 31))),
    ],
)
def test_periode_dibandingkan_dengan_hari_yang_sama(kode: str, mulai: date, lalu: tuple[date, date]) -> None:
    p = periode(kode, date(2026, 3, 31))
    assert (p.kini, p.lalu) == ((mulai, date(2026, 3, 31)), lalu)


def test_geser_bulan_memotong_ke_akhir_bulan() -> None:
    assert geser_bulan(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert geser_bulan(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert geser_bulan(date(2026, 1, 15), -13) == date(2024, 12, 15)


def test_dua_belas_bulan_urut_dan_berlabel() -> None:
    bulan = dua_belas_bulan(date(2026, 11, 23))
    assert (bulan[0], bulan[-1], len(bulan)) == (date(2025, 12, 1), date(2026, 11, 1), 12)
    assert label_bulan(bulan)[:3] == ["Des 25", "Jan 26", "Feb"]


def test_rasio_dari_jumlah_bukan_rata_rata() -> None:
    besar = baris(kini={"permohonan_selesai": 90, "permohonan_tepat_waktu": 90})
    kecil = baris(kini={"permohonan_selesai": 10, "permohonan_tepat_waktu": 0})
    assert ringkas(UKURAN["tepat_waktu"], [besar, kecil]).nilai == 90


def test_rasio_hanya_dari_yang_menyetujui_keduanya() -> None:
    """An instansi that publishes only the denominator must not pull the ratio down."""
    lengkap = baris(kini={"permohonan_selesai": 10, "permohonan_tepat_waktu": 8})
    sebagian = baris(frozenset({"permohonan_selesai"}), kini={"permohonan_selesai": 90})
    hasil = ringkas(UKURAN["tepat_waktu"], [lengkap, sebagian])
    assert (hasil.nilai, hasil.dari) == (80, 1)
    assert ringkas(UKURAN["selesai"], [lengkap, sebagian]).nilai == 100


def test_tidak_disetujui_berbeda_dari_nol() -> None:
    assert baris(frozenset()).nilai(UKURAN["masuk"]) is None
    assert baris().nilai(UKURAN["masuk"]) == 0
    assert baris().nilai(UKURAN["tepat_waktu"]) is None
    assert ringkas(UKURAN["masuk"], [baris(frozenset())]).nilai is None


def test_perubahan_dalam_persen_atau_poin() -> None:
    b = baris(
        kini={"permohonan_masuk": 30, "permohonan_selesai": 20, "permohonan_tepat_waktu": 18},
        lalu={"permohonan_masuk": 20, "permohonan_selesai": 20, "permohonan_tepat_waktu": 16},
    )
    assert ringkas(UKURAN["masuk"], [b]).delta == 50
    assert ringkas(UKURAN["tepat_waktu"], [b]).delta == 10
    assert ringkas(UKURAN["masuk"], [baris(kini={"permohonan_masuk": 3})]).delta is None


def test_terbuka_adalah_keadaan_sesaat() -> None:
    b = baris(
        kini={"permohonan_terbuka": 1}, seluruhnya={"permohonan_terbuka": 9}, usang={"permohonan_terbuka": 4}
    )
    hasil = ringkas(UKURAN["terbuka"], [b])
    assert (hasil.nilai, hasil.usang, hasil.delta) == (9, 4, None)


@pytest.mark.parametrize(
    "jumlah, tersamar",
    [
        ({"a": 10, "b": 20}, set()),
        ({"a": 0, "b": 20}, set()),
        ({"a": 1, "b": 4, "c": 20}, {"a", "b"}),
        ({"a": 2, "b": 9, "c": 20}, {"a", "b"}),
        ({"a": 2, "b": 0}, {"a"}),
    ],
)
def test_jumlah_kecil_disamarkan_bersama_pasangannya(jumlah: dict[str, int], tersamar: set[str]) -> None:
    assert samarkan({k: D(n) for k, n in jumlah.items()}) == tersamar
