"""Reference data of a new instansi: complete, quick, and harmless when run again."""

import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inti.db import sebagai_pemilik
from layanan.acuan import daftar_layanan, isi_acuan
from layanan.dokumen.peta import PETA_TEMPLAT
from layanan.models import Layanan, Persyaratan, Seksi
from tests.layanan.bantu import ubah_standar


def jumlah():
    return Seksi.objects.count(), Layanan.objects.count(), Persyaratan.objects.count()


def test_kecamatan_punya_25_layanan(di_a):
    assert jumlah()[:2] == (7, 25)
    assert jumlah()[2] == sum(len(d["persyaratan"]) for d in daftar_layanan("kecamatan"))
    waris = Layanan.objects.get(kode="KEC-02")
    assert (waris.waktu, waris.tarif, waris.perlu_paraf, waris.perlu_ttd) == (
        "1 hari kerja",
        "Gratis",
        True,
        True,
    )


def test_jalur_menurut_penanda_tangan(di_a):
    """The secretary does not give the paraf on what the secretary signs; what others issue is not signed here."""
    sekcam = Layanan.objects.get(kode="KEC-16")
    assert (sekcam.penandatangan, sekcam.perlu_paraf) == (["koordinator", "penanggung_jawab"], False)
    dukcapil = Layanan.objects.get(kode="KEC-10")
    assert (dukcapil.perlu_ttd, dukcapil.perlu_paraf, dukcapil.penerbit_luar) == (False, False, "Disdukcapil")
    assert Layanan.objects.get(kode="KEC-22").perlu_paraf is False


def test_dijalankan_lagi_tidak_mengubah(di_a):
    ubah_standar("KEC-01", nama="Nama pilihan kami")
    sebelum = jumlah()
    with CaptureQueriesContext(connection) as c:
        isi_acuan(di_a)
    assert jumlah() == sebelum
    assert Layanan.objects.get(kode="KEC-01").nama == "Nama pilihan kami"
    assert len([q for q in c.captured_queries if "SAVEPOINT" not in q["sql"]]) <= 6


@pytest.mark.parametrize("jenis", ["kecamatan", "skpd"])
def test_setiap_layanan_lengkap(di_a, jenis):
    seksi = {
        "kecamatan": {"PEL", "TRT", "KMS", "TPM", "PMD", "UMP", "PKU"},
        "skpd": {"SKR", "UMP", "PKU", "BID"},
    }
    for d in daftar_layanan(jenis):
        assert d["seksi"] in seksi[jenis]
        assert d.get("templat", d["kode"]) in PETA_TEMPLAT
        assert d["persyaratan"]


def test_skpd_punya_bagiannya(di_a):
    with sebagai_pemilik(di_a.schema_name):  # the instansi itself cannot delete what was published
        Persyaratan.objects.all()._raw_delete("default")
        Layanan.objects.all()._raw_delete("default")
        Seksi.objects.all()._raw_delete("default")
    isi_acuan(dataclasses.replace(di_a, jenis="skpd"))
    assert set(Layanan.objects.values_list("kode", flat=True)) == {"SKPD-15", "SKPD-16", "SKPD-20", "SKPD-24"}
    assert "kecamatan" not in " ".join(Layanan.objects.values_list("nama", flat=True)).lower()
    assert set(Layanan.objects.values_list("luar_wilayah", flat=True)) == {True}
    assert Layanan.objects.get(kode="SKPD-15").templat == "KEC-15"
