"""Spreadsheets: typed cells, nothing runs as a formula, title rows and a frozen header."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from inti.ui.lembar_kerja import (
    KolomLembar,
    Lembar,
    berkas_csv,
    buku_kerja,
    nilai_sel,
    respons_unduh,
    teks_aman,
)

KOLOM = [KolomLembar("Nama", 20), KolomLembar("=Angka", 10, "0.00"), KolomLembar("Hari"), KolomLembar("Saat")]
SAAT = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize("jahat", ["=1+1", "+1", "-1", "@a", "\tx", "\r=1", "\x00=1"])
def test_rumus_dilumpuhkan(jahat):
    assert teks_aman(jahat).startswith("'")
    assert nilai_sel(jahat).startswith("'")


def test_buku_kerja_bertipe():
    lembar = Lembar(
        "Re/gister", KOLOM, iter([["=A1", Decimal("1.5"), date(2026, 1, 2), SAAT]]), ["JUDUL", "Sub"]
    )
    satu = load_workbook(BytesIO(buku_kerja([lembar]))).active
    assert satu.title == "Re gister"
    assert satu.freeze_panes == "A5"
    assert [c.value for c in satu[4]] == ["Nama", "'=Angka", "Hari", "Saat"]
    nama, angka, hari, saat = satu[5]
    assert (nama.value, nama.data_type) == ("'=A1", "s")
    assert (angka.value, angka.number_format) == (1.5, "0.00")
    assert hari.is_date
    assert saat.value.tzinfo is None
    assert satu["A1"].font.bold


def test_csv():
    isi = berkas_csv(KOLOM, [["=A1", 1.5, date(2026, 1, 2), None]]).decode("utf-8-sig")
    assert isi.splitlines() == ["Nama;'=Angka;Hari;Saat", "'=A1;1,5;02-01-2026;"]


def test_respons():
    r = respons_unduh(b"x", nama="Rekap/November", akhiran="xlsx")
    assert r["Content-Disposition"] == 'attachment; filename="rekapnovember.xlsx"'
    assert r["Cache-Control"] == "private, no-store"
