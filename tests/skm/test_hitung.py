"""The arithmetic of Permen PANRB 14/2017: worked examples, bands, rounding, sample sizes, and a recount."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layanan.skm import kuesioner
from layanan.skm.hitung import bulatkan, gabung, indeks, krejcie_morgan, mutu, slovin

KODE = [u.kode for u in kuesioner.semua_unsur()]
CONTOH = json.loads((Path(kuesioner.__file__).parent / "data/skm_unsur.json").read_text(encoding="utf-8"))[
    "uji"
]


@pytest.mark.parametrize("contoh", CONTOH)
def test_contoh_peraturan(contoh):
    nrr = contoh.get("nrr") or [contoh["nilai_semua"]] * 9
    i = indeks({k: (round(n * 1000), 1000) for k, n in zip(KODE, nrr, strict=True)}, 1000)
    assert (i.ikm, i.mutu.huruf) == (Decimal(str(contoh["ikm"])).quantize(Decimal("0.01")), contoh["mutu"])


@pytest.mark.parametrize(
    "ikm,huruf",
    [
        ("100", "A"), ("88.31", "A"), ("88.30", "B"), ("88.305", "A"), ("76.61", "B"), ("76.60", "C"),
        ("65.00", "C"), ("64.99", "D"), ("25", "D"),
    ],
)  # fmt: skip
def test_batas_mutu(ikm, huruf):
    assert mutu(Decimal(ikm)).huruf == huruf


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=40))
def test_sama_dengan_hitung_tangan(lembar):
    jumlah = {k: (sum(b[n] for b in lembar), len(lembar)) for n, k in enumerate(KODE)}
    i = indeks(jumlah, len(lembar))
    tangan = sum(Fraction(sum(b[n] for b in lembar), len(lembar)) * Fraction(1, 9) for n in range(9)) * 25
    assert i.ikm == bulatkan(tangan, 2)
    assert abs(Fraction(i.ikm) - tangan) <= Fraction(1, 200)
    assert i.terendah.rata == min(u.rata for u in i.unsur)


def test_unsur_yang_tidak_ditanyakan_tidak_ikut():
    i = indeks({"U1": (8, 2), "U2": (6, 2)}, 2)
    assert i.ikm == Decimal("87.50"), "(4 + 3) / 2 x 25"
    assert indeks({}, 0).ikm is None
    assert indeks({}, 0).mutu is None


def test_gabung_menjumlah():
    assert gabung([{"U1": (3, 1)}, {"U1": (4, 1), "U2": (1, 1)}]) == {"U1": (7, 2), "U2": (1, 1)}


@pytest.mark.parametrize(
    "populasi,sampel",
    [(0, 0), (10, 10), (50, 44), (100, 80), (500, 217), (1000, 278), (10_000, 370), (100_000, 383)],
)
def test_krejcie_morgan(populasi, sampel):
    """As in the printed table."""
    assert krejcie_morgan(populasi) == sampel


def test_slovin():
    assert [slovin(n) for n in (0, 100, 1000)] == [0, 80, 286]


def test_kuesioner_dari_data():
    assert len(kuesioner.semua_unsur()) == 9
    daring = {u.kode: u for u in kuesioner.pertanyaan(tatap_muka=False)}
    assert set(KODE) - set(daring) == {"U6", "U7"}
    assert "daring" in daring["U8"].pertanyaan
    assert kuesioner.nama_unsur("U9").startswith("Penanganan pengaduan")
