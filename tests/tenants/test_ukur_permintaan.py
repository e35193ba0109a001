"""`spbe ukur permintaan`: a small run has the promised figures, and a warm request of ours sends nothing for the instansi."""

from tenants.ukur.permintaan import PER_PUTARAN, PESERTA, ukur


def test_satu_putaran_memberi_semua_angka():
    laporan: list[str] = []
    hasil = ukur(n=1, lapor=laporan.append)
    assert hasil["ukur"] == "permintaan"
    assert list(hasil["ukuran"]) == list(PESERTA)
    for u in hasil["ukuran"].values():
        assert u["satuan"] == "ms"
        assert u["n"] == PER_PUTARAN
        assert 0 < u["min"] <= u["median"] <= u["p95"] <= u["maks"]
    rasio = hasil["rasio"]
    assert all(rasio[r] > 0 for r in ("overhead_vs_tunggal", "vs_django_tenants", "vs_django_tenants_limit"))
    assert rasio["pernyataan_tenant"] == 0
    assert rasio["pernyataan_kita"] == rasio["pernyataan_tunggal"] == 3
    assert (
        rasio["pernyataan_django_tenants"]
        > rasio["pernyataan_django_tenants_limit"]
        > rasio["pernyataan_kita"]
    )
    assert laporan
