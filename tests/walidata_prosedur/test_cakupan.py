"""Columns and row filters as strangers send them: a sentence, or conditions that hold nothing but values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inti.errors import MasukanSalah
from monitoring_center.walidata.prosedur.cakupan import OPERATOR, kolom_izin, saringan_sah

SKEMA: list[dict[str, Any]] = [
    {"name": "nama", "title": "Nama", "type": "string", "pribadi": "umum"},
    {
        "name": "nik",
        "title": "NIK",
        "type": "string",
        "pribadi": "umum",
        "tersandi": True,
        "indeks": "nik_indeks",
    },
    {"name": "sandi", "title": "Sandi", "type": "string", "tersandi": True},
    {"name": "jumlah", "title": "Jumlah", "type": "integer"},
    {"name": "nilai", "title": "Nilai", "type": "number"},
    {"name": "aktif", "title": "Aktif", "type": "boolean"},
    {"name": "hari", "title": "Hari", "type": "date"},
    {"name": "pada", "title": "Pada", "type": "datetime"},
]
ISI = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(),
    st.sampled_from(["1", "ya", "2026-01-01", "1,5", "' OR 1=1 --"])
)  # fmt: skip
SYARAT = st.fixed_dictionaries(
    {
        "kolom": st.one_of(st.sampled_from([k["name"] for k in SKEMA]), st.text(), st.none()),
        "op": st.one_of(st.sampled_from([*OPERATOR]), st.text(), st.none()),
        "nilai": st.one_of(ISI, st.lists(ISI), st.dictionaries(st.text(), ISI, max_size=2)),
    }
)


@given(st.one_of(st.lists(SYARAT, max_size=3), ISI, st.lists(st.one_of(ISI, st.lists(ISI)))))
def test_saringan_apa_pun(saringan: Any) -> None:
    try:
        hasil = saringan_sah(saringan, SKEMA)
    except MasukanSalah:
        return
    nama = {k["name"] for k in SKEMA if not k.get("tersandi")}
    for s in hasil:
        assert s["kolom"] in nama
        assert s["op"] in OPERATOR
        for n in s["nilai"] if isinstance(s["nilai"], list) else [s["nilai"]]:
            assert isinstance(n, str)
            assert "\x00" not in n


@pytest.mark.parametrize(
    ("kolom", "nilai", "jadi"),
    [
        ("jumlah", " 07 ", "7"),
        ("nilai", "1,5", "1.5"),
        ("aktif", "Ya", "true"),
        ("hari", "2026-11-23", "2026-11-23"),
        ("nama", 5, "5"),
    ],
)
def test_nilai_dibakukan(kolom: str, nilai: Any, jadi: str) -> None:
    assert saringan_sah([{"kolom": kolom, "op": "=", "nilai": nilai}], SKEMA)[0]["nilai"] == jadi


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [("nilai", "NaN"), ("nilai", "inf"), ("aktif", "mungkin"), ("hari", "23-11-2026"), ("nik", "1")],
)
def test_nilai_yang_ditolak(kolom: str, nilai: str) -> None:
    with pytest.raises(MasukanSalah):
        saringan_sah([{"kolom": kolom, "op": "=", "nilai": nilai}], SKEMA)


def test_kolom_tersandi_disamarkan_dari_indeksnya() -> None:
    assert kolom_izin({"nik": "samar"}, SKEMA, alasan_polos="") == [
        {"nama": "nik", "samar": True, "dasar": "nik_indeks"}
    ]
    with pytest.raises(MasukanSalah, match="tanpa indeks"):
        kolom_izin({"sandi": "samar"}, SKEMA, alasan_polos="")
