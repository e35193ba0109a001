"""Registering an instansi: what is wrong or taken is named by its field, and then nothing was written."""

import pytest
from django.db import IntegrityError, transaction

from inti.db import sebagai_pemilik
from inti.errors import MasukanSalah, TidakBerhak
from tenants.actions import daftar as modul_daftar
from tenants.actions import daftarkan_instansi
from tenants.enums import SLUG_TERLARANG
from tenants.models import Instansi
from tests.tenants.bantu import isian, jejak, keadaan_semua


def _tolak(**lain) -> dict[str, str]:
    sebelum = keadaan_semua()
    with sebagai_pemilik(), pytest.raises(MasukanSalah) as galat:
        daftarkan_instansi(oleh=None, **isian(**lain))
    assert keadaan_semua() == sebelum
    return galat.value.bidang


def test_instansi_terdaftar_sebagai_draf_dengan_domain_dan_jejak(db, di, pengelola):
    data = isian(kop={"pemerintah": "PEMERINTAH KABUPATEN", "lain": "dibuang"})
    with di("diskominfo"):
        i = daftarkan_instansi(oleh=pengelola, **data)
        i = Instansi.objects.get(pk=i.pk)
        assert (i.status, i.schema_name) == ("draf", "i_" + data["slug"].replace("-", "_"))
        assert [(d.domain, d.is_primary) for d in i.domains.all()] == [
            (f"{data['slug']}.kab.localhost", True)
        ]
    assert i.kop == {
        "pemerintah": "PEMERINTAH KABUPATEN",
        "nama": data["nama"],
        "alamat": "",
        "telepon": "",
        "surel": "",
        "laman": "",
    }
    baris = jejak("instansi.daftarkan")[-1]
    assert (baris.oleh_nama, baris.objek_id) == (pengelola.nama, str(i.uuid))
    assert data["nama"] in baris.kalimat()


def test_domain_lain_menjadi_utama_dan_alamat_singkat_tetap_ada(db):
    with sebagai_pemilik():
        i = daftarkan_instansi(oleh=None, **isian(slug="alamat-dua", domain="Kantor-Dua.KAB.localhost."))
        domain = {d.domain: d.is_primary for d in i.domains.all()}
    assert domain == {"kantor-dua.kab.localhost": True, "alamat-dua.kab.localhost": False}


@pytest.mark.parametrize(
    "slug", ["", "a", "1abc", "-abc", "abc-", "ab--cd", "a_b", "ab.cd", "a" * 32, "über", "a b", "i';--"]
)
def test_slug_tidak_sah(db, slug):
    assert "slug" in _tolak(slug=slug)


@pytest.mark.parametrize("slug", [*SLUG_TERLARANG, "WWW"])
def test_slug_milik_sistem(db, slug):
    assert "dipakai oleh sistem" in _tolak(slug=slug)["slug"]


def test_slug_kode_dan_domain_yang_terpakai_disebut_pemiliknya(db):
    lama = isian(domain="kantor-lama.kab.localhost")
    with sebagai_pemilik():
        daftarkan_instansi(oleh=None, **lama)
    assert _tolak(slug=lama["slug"])["slug"] == f"Alamat “{lama['slug']}” sudah dipakai {lama['nama']}."
    assert _tolak(kode=lama["kode"]) == {"kode": f"Kode {lama['kode']} sudah dipakai {lama['nama']}."}
    assert "sudah dipakai" in _tolak(domain="kantor-lama.kab.localhost")["domain"]
    assert "sudah dipakai" in _tolak(domain=f"{lama['slug']}.kab.localhost")["domain"]
    assert "sudah dipakai" in _tolak(slug="kantor-lama")["domain"]


@pytest.mark.parametrize(
    "domain",
    [
        "https://a.kab.localhost",
        "a b.kab.localhost",
        "kab.localhost",
        "lain.go.id",
        "kab.localhost.jahat.id",
        "diskominfo.kab.localhost",
        "monitoring.kab.localhost",
        "-a.kab.localhost",
        "a..kab.localhost",
    ],
)
def test_domain_tidak_sah_atau_di_luar_kabupaten(db, domain):
    assert set(_tolak(domain=domain)) == {"domain"}


@pytest.mark.parametrize(
    ("bidang", "nilai"),
    [
        ("nama", "ab"),
        ("nama", "x" * 151),
        ("jenis", "desa"),
        ("kode", ""),
        ("kode", "kode dengan spasi"),
        ("kode_wilayah", "63.10"),
        ("kode_wilayah", "tidak"),
        ("zona_waktu", "Europe/Paris"),
        ("domain_email", "bukan domain"),
    ],
)
def test_isian_salah_disebut_bidangnya(db, bidang, nilai):
    assert set(_tolak(**{bidang: nilai})) == {bidang}


def test_beberapa_kesalahan_disebut_sekaligus(db):
    assert set(_tolak(slug="www", nama="", kode="?")) == {"slug", "nama", "kode"}


def test_skpd_boleh_memakai_kode_wilayah_kabupaten(db):
    with sebagai_pemilik():
        assert daftarkan_instansi(oleh=None, **isian(jenis="skpd", kode_wilayah="63.10")).pk


def test_orang_tanpa_hak_ditolak(db, di, buat_orang):
    orang = buat_orang("sekda", di="monitoring")
    sebelum = keadaan_semua()
    with di("monitoring"), pytest.raises(TidakBerhak):
        daftarkan_instansi(oleh=orang, **isian())
    assert keadaan_semua() == sebelum


def test_pendaftar_serentak_diputuskan_basis_data(db, monkeypatch):
    """The check found the slug free; meanwhile somebody else took it."""
    lama = isian()
    with sebagai_pemilik():
        daftarkan_instansi(oleh=None, **lama)
    monkeypatch.setattr(modul_daftar, "_periksa_terpakai", _kosong_lalu(modul_daftar._periksa_terpakai))
    sebelum = keadaan_semua()
    with sebagai_pemilik(), pytest.raises(MasukanSalah) as galat:
        daftarkan_instansi(oleh=None, **isian(slug=lama["slug"]))
    assert "slug" in galat.value.bidang
    assert keadaan_semua() == sebelum


def _kosong_lalu(asli):
    jawaban = iter([{}])

    def periksa(*args):
        try:
            return next(jawaban)
        except StopIteration:
            return asli(*args)

    return periksa


@pytest.mark.parametrize(
    "ubah",
    [
        {"slug": "Huruf-Besar", "schema_name": "i_Huruf_Besar"},
        {"slug": "diskominfo", "schema_name": "i_diskominfo"},
        {"schema_name": "public"},
        {"schema_name": "i_uji_b"},
        {"status": "lain"},
        {"jenis": "desa"},
        {"kode_wilayah": "63.10"},
        {"status": "ditangguhkan"},
        {"status": "arsip"},
        {"ditangguhkan_sampai": "2030-01-01"},
        {"kode": "99.99.02"},
    ],
)
def test_basis_data_menolak_baris_yang_tidak_boleh_ada(instansi_a, ubah):
    with sebagai_pemilik(), pytest.raises(IntegrityError), transaction.atomic():
        Instansi.objects.filter(schema_name="i_uji_a").update(**ubah)
