"""The benchmark of provisioning: honest arithmetic, equal results, and it runs."""

import pytest
from django.core.management import CommandError

from tenants.ukur import penyediaan


def test_rasio_adalah_median_dari_rasio_per_putaran():
    putaran = [
        {"kita": 100.0, "migrate": 1000.0, "clone": 500.0},
        {"kita": 200.0, "migrate": 2400.0, "clone": 800.0},
        {"kita": 50.0, "migrate": 450.0, "clone": 300.0},
    ]
    hasil = penyediaan.simpulkan(putaran)
    assert hasil["ukur"] == "penyediaan"
    assert hasil["rasio"] == {"vs_migrate": 10.0, "vs_clone": 5.0}
    assert hasil["ukuran"]["kita"] == {"satuan": "ms", "n": 3, "median": 100.0, "min": 50.0, "maks": 200.0}


def test_hasil_yang_tidak_sama_bukan_pembanding():
    with pytest.raises(CommandError, match="tidak sama"):
        penyediaan._bandingkan_hasil({"kita": {"tabel": 29}, "migrate": {"tabel": 28}})
    penyediaan._bandingkan_hasil({"kita": {"tabel": 29}, "migrate": {"tabel": 29}})


@pytest.mark.nyata
def test_berjalan_sampai_selesai(monkeypatch):
    """One round on a server of its own, with every contestant's schema compared at the end."""
    monkeypatch.setattr(penyediaan, "AWAL", 1)
    laporan = []
    hasil = penyediaan.ukur(n=1, lapor=laporan.append)
    assert set(hasil["ukuran"]) == {"kita", "migrate", "clone"}
    assert all(u["n"] == 1 and u["median"] > 0 for u in hasil["ukuran"].values())
    assert hasil["rasio"]["vs_migrate"] > 1
    assert any("Putaran 1 dari 1" in baris for baris in laporan)
