from inti.db import sebagai_pemilik
from tenants import wilayah
from tenants.actions import daftarkan_instansi
from tenants.demo import instansi_demo
from tenants.models import Instansi


def test_dua_belas_kecamatan_dan_enam_skpd_dapat_didaftarkan(db):
    semua = instansi_demo()
    assert [sum(i["jenis"] == j for i in semua) for j in ("kecamatan", "skpd")] == [12, 6]
    with sebagai_pemilik():
        for isian in semua:
            daftarkan_instansi(oleh=None, **isian)
        assert Instansi.objects.filter(status="draf").count() == 18
        batulicin = Instansi.objects.get(slug="batulicin")
    assert (batulicin.kode_wilayah, batulicin.nama) == ("63.10.01", "Kecamatan Batulicin")
    assert batulicin.domain_email == "batulicin.tanahbumbukab.go.id"
    assert batulicin.kop["pemerintah"] == "PEMERINTAH KABUPATEN TANAH BUMBU"
    assert all(batulicin.kop.values())
    assert {"kusan-hilir", "sungai-loban", "teluk-kepayang", "disdukcapil"} <= {i["slug"] for i in semua}


def test_desa_per_kecamatan():
    assert [w.nama for w in wilayah.desa_di("63.10.10")][:2] == ["Giri Mulya", "Kuranji"]
    assert {w.tingkat for w in wilayah.desa_di("63.10.01")} == {"desa", "kelurahan"}
    assert wilayah.desa_di("63.10") == []
    assert wilayah.desa_di("00.00.00") == []
    assert sum(len(wilayah.desa_di(k.kode)) for k in wilayah.kecamatan_di("63.10")) == 157


def test_kode_wilayah_lengkap_sampai_provinsi():
    kode = {w.kode for w in wilayah.semua()}
    assert all(w.induk in kode for w in wilayah.semua() if w.induk)
    assert wilayah.cari("63.10").nama == "Kabupaten Tanah Bumbu"
    assert wilayah.cari("99") is None
