"""Suppression of small counts: the figure itself, what is computed from it, and what a total would give away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring_center.walidata.katalog import penekanan
from monitoring_center.walidata.katalog.penekanan import kolom_cacah, tekan_satu_satu

K = 5


def tekan(baris, kolom, k):
    """(rows, how many figures were taken away)"""
    hasil = penekanan.tekan(baris, kolom, k)
    return [b for b, _ in hasil], sum(len(hilang) for _, hilang in hasil)


def kolom(*nama_tipe):
    return [{"name": n, "title": n, "type": t} for n, t in nama_tipe]


DESA = kolom(("tahun", "year"), ("desa", "string"), ("jumlah", "integer"))


def nilai(baris, nama):
    return [b[nama] for b in baris]


def test_angka_kecil_hilang_nol_dan_besar_tidak():
    baris = [{"tahun": 2026, "desa": f"D{n}", "jumlah": n} for n in (0, 1, 4, 5, 100)]
    hasil, hilang = tekan(baris, DESA, K)
    assert nilai(hasil, "jumlah") == [0, None, None, 5, 100]
    assert hilang == 2
    assert baris[1]["jumlah"] == 1, "yang asli tidak tersentuh"


def test_ambang_satu_mematikan_penekanan():
    baris = [{"tahun": 2026, "desa": "A", "jumlah": 1}]
    assert tekan(baris, DESA, 1) == (baris, 0)


def test_baris_total_tidak_membocorkan_satu_satunya_yang_hilang():
    isi = {"A": 3, "B": 20, "C": 9, "Jumlah": 32}
    hasil, hilang = tekan([{"tahun": 2026, "desa": d, "jumlah": n} for d, n in isi.items()], DESA, K)
    assert nilai(hasil, "jumlah") == [None, 20, None, 32], "32 - 20 - 9 akan menjadi 3"
    assert hilang == 2


def test_tanpa_baris_total_tidak_ada_yang_dapat_dihitung():
    isi = {"A": 3, "B": 20, "C": 9}
    hasil, _ = tekan([{"tahun": 2026, "desa": d, "jumlah": n} for d, n in isi.items()], DESA, K)
    assert nilai(hasil, "jumlah") == [None, 20, 9]


@pytest.mark.parametrize("total", ["Jumlah", "TOTAL", "Seluruhnya", "", None, "Total kecamatan"])
def test_penanda_baris_total(total):
    isi = [("A", 3), ("B", 20), (total, 23)]
    hasil, _ = tekan([{"tahun": 2026, "desa": d, "jumlah": n} for d, n in isi], DESA, K)
    assert nilai(hasil, "jumlah") == [None, None, 23]


def test_kolom_total_di_baris_yang_sama():
    k = kolom(("desa", "string"), ("laki_laki", "integer"), ("perempuan", "integer"), ("jumlah", "integer"))
    hasil, _ = tekan([{"desa": "A", "laki_laki": 2, "perempuan": 10, "jumlah": 12}], k, K)
    assert hasil == [{"desa": "A", "laki_laki": None, "perempuan": None, "jumlah": 12}]


def test_tabel_silang_ditutup_ke_dua_arah():
    """Totals by row and by column: one gap needs four."""
    k = kolom(("desa", "string"), ("jenis_kelamin", "string"), ("orang", "integer"))
    isi = {("A", "L"): 2, ("A", "P"): 30, ("A", "Jumlah"): 32, ("B", "L"): 40, ("B", "P"): 50, ("B", "Jumlah"): 90,
           ("Jumlah", "L"): 42, ("Jumlah", "P"): 80, ("Jumlah", "Jumlah"): 122}  # fmt: skip
    hasil, _ = tekan([{"desa": d, "jenis_kelamin": j, "orang": n} for (d, j), n in isi.items()], k, K)
    terbit = {(b["desa"], b["jenis_kelamin"]): b["orang"] for b in hasil}
    assert [terbit[d, j] for d in "AB" for j in "LP"] == [None] * 4
    assert terbit["Jumlah", "Jumlah"] == 122


def test_pembilang_penyebut_dan_persentasenya():
    k = kolom(("desa", "string"), ("pembilang", "integer"), ("penyebut", "integer"), ("nilai", "number"))
    baris = [
        {"desa": "A", "pembilang": 2, "penyebut": 40, "nilai": 5.0},
        {"desa": "B", "pembilang": 48, "penyebut": 50, "nilai": 96.0},
        {"desa": "C", "pembilang": 20, "penyebut": 40, "nilai": 50.0},
    ]
    hasil, hilang = tekan(baris, k, K)
    assert [(b["pembilang"], b["penyebut"], b["nilai"]) for b in hasil] == [
        (None, 40, None),
        (None, 50, None),  # two of fifty are not among them
        (20, 40, 50.0),
    ]
    assert hilang == 4


def test_kolom_yang_bukan_cacah():
    k = [*kolom(("tahun", "year"), ("bulan", "integer"), ("panjang", "number"), ("orang", "integer")),
         {"name": "keluarga", "title": "Keluarga", "type": "number", "cacah": True},
         {"name": "lantai", "title": "Lantai", "type": "integer", "cacah": False}]  # fmt: skip
    assert kolom_cacah(k) == ["orang", "keluarga"]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=9))
def test_tidak_pernah_satu_lubang_di_samping_total(angka):
    """Whatever the figures: what is published never lets a single small count be subtracted out of the total."""
    baris = [{"tahun": 2026, "desa": f"D{n}", "jumlah": a} for n, a in enumerate(angka)]
    hasil, _ = tekan([*baris, {"tahun": 2026, "desa": "Jumlah", "jumlah": sum(angka)}], DESA, K)
    bagian, total = nilai(hasil[:-1], "jumlah"), hasil[-1]["jumlah"]
    assert not any(a is not None and 0 < a < K for a in [*bagian, total])
    lubang = [a for a, b in zip(angka, bagian, strict=True) if b is None]
    if total is not None and len(angka) > 1 and any(0 < a < K for a in angka):
        assert len(lubang) != 1


def test_satu_satu_menutup_baris_total():
    isi = {"A": 3, "B": 20, "C": 9, "Jumlah": 32}
    baris = [{"tahun": 2026, "desa": d, "jumlah": n} for d, n in isi.items()]
    hasil = list(tekan_satu_satu(iter(baris), DESA, K))
    assert [b["jumlah"] for b, _ in hasil] == [None, 20, 9, None]
    assert [hilang for _, hilang in hasil] == [["jumlah"], [], [], ["jumlah"]]
    assert [b["jumlah"] for b, _ in tekan_satu_satu(iter(baris), DESA, 1)] == [3, 20, 9, 32]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_satu_satu_tidak_pernah_lebih_terbuka(jumlah):
    """What the streamed rule shows, the rule over all rows shows too, but for complements that no total asks for any more."""
    k = kolom(("desa", "string"), ("laki_laki", "integer"), ("perempuan", "integer"), ("jumlah", "integer"))
    baris = [
        {"desa": f"D{n}", "laki_laki": v, "perempuan": 10, "jumlah": v + 10} for n, v in enumerate(jumlah)
    ]
    for b, hilang in tekan_satu_satu(iter(baris), k, K):
        assert all(v is None or v == 0 or v >= K for n, v in b.items() if n != "desa")
        assert (b["laki_laki"] is None) == (b["perempuan"] is None) == bool(hilang)
