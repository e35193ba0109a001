"""`spbe ukur gerbang`: its small parts, without the million rows."""

import json

import pytest
from django.db import connection

from inti.db import sebagai_pemilik
from monitoring_center.walidata.gerbang import ukur_anak
from monitoring_center.walidata.gerbang.ukur.gerbang import simpulkan
from tests.walidata.bantu import PEMILIK, sebagai_superpengguna


def test_laporan_memakai_perbandingan_per_putaran():
    m = {
        "ms": {"gerbang": [10.0, 24.0, 11.0], "pemilik": [8.0, 20.0, 10.0]},
        "baris": 1000,
        "ekspor": {"csv": {"detik": 2.0, "mb": 1.0, "puncak_mb": 3.26}},
    }
    hasil = simpulkan(m)
    assert hasil["rasio"] == {"overhead_gerbang": 1.2}
    assert hasil["ukuran"]["ekspor csv"] == {"satuan": "baris/d", "n": 1000, "median": 500}
    assert hasil["ukuran"]["ekspor csv: puncak memori"]["median"] == 3.3


@pytest.mark.nyata
def test_bahannya_menjadi_izin_yang_berlaku(basis_nyata, monkeypatch):
    """Request, letters, recommendation and decision of the measurement pass the rules of today."""
    monkeypatch.setattr(ukur_anak, "PEMILIK", PEMILIK)
    monkeypatch.setattr(ukur_anak, "PEMBACA", "i_uji_b")
    sebagai_superpengguna(
        f"CREATE TABLE {PEMILIK}.data_ukur (id bigint PRIMARY KEY, nama text, desa text, nilai numeric)"
    )
    kolom = json.dumps([{"name": n, "title": n} for n in ukur_anak.KOLOM])
    with sebagai_pemilik(), connection.cursor() as k:
        for langkah in ukur_anak.TERBITKAN:
            k.execute(langkah, {"pemilik": PEMILIK, "kolom": kolom})
    assert ukur_anak._izin()
