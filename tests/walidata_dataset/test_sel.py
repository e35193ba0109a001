"""The cell readers: what they take they take exactly, and whatever else is a refusal in words, never an exception."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring_center.walidata.dataset.sel import JENIS, SALAH_TIPE, SelSalah, pembaca

TIPE = sorted(SALAH_TIPE)


def baca(tipe: str, sel: Any, **batasan: Any) -> Any:
    return pembaca({"name": "x", "type": tipe, "constraints": batasan}).baca(sel)


@pytest.mark.parametrize(
    ("tipe", "sel", "nilai"),
    [
        ("integer", "1.234", 1234),
        ("integer", " -12 ", -12),
        ("integer", 12.0, 12),
        ("number", "1.234,5", "1234.5"),
        ("number", "1,234.5", "1234.5"),
        ("number", "0.125", "0.125"),
        ("number", "1.234.567", "1234567"),
        ("number", 2.5, "2.5"),
        ("date", "1/2/2025", "2025-02-01"),
        ("date", "2025-02-01", "2025-02-01"),
        ("datetime", "31-12-2025 14.30", "2025-12-31T14:30:00+08:00"),
        ("boolean", "YA", True),
        ("boolean", 0, False),
        ("year", 2025.0, 2025),
        ("string", 12.0, "12"),
        ("string", "", None),
    ],
)
def test_yang_lazim_ditulis(di_a: Any, tipe: str, sel: Any, nilai: Any) -> None:
    assert baca(tipe, sel) == nilai


@pytest.mark.parametrize(
    ("tipe", "sel", "jenis"),
    [
        ("number", "1.234", "ragu"),
        ("number", "nan", "tipe"),
        ("number", float("inf"), "tipe"),
        ("integer", "9" * 30, "tipe"),
        ("integer", "٣", "tipe"),
        ("integer", True, "tipe"),
        ("date", "31-02-2025", "tipe"),
        ("date", "12-31-2025", "tipe"),
        ("year", True, "tipe"),
        ("string", "=1+1", "rumus"),
        ("string", "#REF!", "rumus"),
        ("string", "a\x00b", "karakter"),
        ("string", "x" * 10_001, "maxLength"),
        ("string", 6310010101900001, "tipe"),
    ],
)
def test_yang_ditolak(tipe: str, sel: Any, jenis: str) -> None:
    with pytest.raises(SelSalah) as galat:
        baca(tipe, sel)
    assert galat.value.jenis == jenis


@given(
    st.sampled_from(TIPE), st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.none()
)
def test_sel_apa_pun_dibaca_atau_ditolak(tipe: str, sel: Any) -> None:
    hasil, galat = None, None
    try:
        hasil = baca(tipe, sel)
    except SelSalah as g:
        galat = g
    assert galat is None or (galat.jenis in JENIS and galat.pesan)
    assert hasil is None or isinstance(hasil, str | int)


@given(st.integers(-(10**17), 10**17))
def test_bilangan_bulat_kembali_sama(n: int) -> None:
    assert baca("integer", str(n)) == n
    assert baca("integer", f"{n:,}".replace(",", ".")) == n


@given(st.decimals(-(10**9), 10**9, places=2))
def test_bilangan_desimal_kembali_sama(n: Decimal) -> None:
    assert Decimal(baca("number", f"{n:,}".translate(str.maketrans(",.", ".,")))) == n
    assert Decimal(baca("number", str(n))) == n


@given(st.dates(date(1000, 1, 1)))
def test_tanggal_kembali_sama(n: date) -> None:
    for tulisan in (f"{n.day}-{n.month}-{n.year}", f"{n.day:02d}/{n.month:02d}/{n.year}", n.isoformat(), n):
        assert baca("date", tulisan) == n.isoformat()
