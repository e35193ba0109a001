"""The catalogue: what the public and the staff of other instansi see of it, and what not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inti.db import sebagai_pemilik
from inti.tasks import jalankan_semua
from monitoring_center.walidata.katalog import actions
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.katalog.terbuka import terbitkan_terbuka
from tests.conftest import di_situs
from tests.walidata_katalog.bantu import daftar, isi_baris, terbit


def url(nama, *args, situs="instansi"):
    return reverse(f"data:{nama}", args=args, urlconf=f"inti.urls.{situs}")


@pytest.fixture
def k_petugas(klien, instansi_a, petugas):
    return klien(instansi_a, petugas)


@pytest.fixture
def k_kepala(klien, instansi_a, kepala):
    return klien(instansi_a, kepala)


@pytest.fixture
def empat(petugas, kepala):
    """One dataset of each kind, with rows in the open one."""
    d = terbit(petugas, kepala)
    isi_baris(
        d,
        [
            {"tahun": 2025, "desa": "Batulicin", "jumlah": 12},
            {"tahun": 2025, "desa": "Sarigadung", "jumlah": 2},
        ],
    )
    terbitkan_terbuka(d)
    terbit(
        petugas,
        kepala,
        "kursus",
        nama="Peserta kursus menjahit",
        definisi="Peserta kursus yang lulus.",
        akses="terbatas",
    )
    terbit(
        petugas,
        kepala,
        "rawan",
        nama="Titik rawan kerusuhan",
        definisi="Tempat yang perlu dijaga.",
        akses="rahasia",
    )
    daftar(petugas, "rancangan", nama="Rancangan yang belum terbit", definisi="Belum selesai disusun.")
    return d


@pytest.mark.parametrize("situs", ["portal", "instansi"])
def test_publik_hanya_melihat_yang_terbit_dan_tidak_rahasia(situs, empat, klien, instansi_a):
    k = klien("portal" if situs == "portal" else instansi_a)
    html = k.get(url("publik", situs=situs)).content.decode()
    assert empat.nama in html
    assert "Peserta kursus" in html
    assert "rawan" not in html
    assert "Rancangan" not in html
    with di_situs(instansi_a):
        tersembunyi = list(Dataset.objects.filter(kode__in=["rawan", "rancangan"]))
    for d in tersembunyi:
        assert k.get(url("publik_satu", d.uuid, situs=situs)).status_code == 404
        for bentuk in ("csv", "xlsx", "json", "jsonld"):
            assert k.get(url("unduh", str(d.uuid), bentuk, situs=situs)).status_code == 404


def test_situs_instansi_lain_hanya_miliknya(empat, klien, instansi_b):
    k = klien(instansi_b)
    assert empat.nama not in k.get(url("publik")).content.decode()
    assert k.get(url("publik_satu", empat.uuid)).status_code == 404


def test_halaman_terbuka_dan_terbatas(empat, klien):
    k = klien("portal")
    html = k.get(url("publik_satu", empat.uuid, situs="portal")).content.decode()
    assert "Batulicin" in html
    assert "1 angka disembunyikan" in html
    d = k.get(url("publik", situs="portal") + "?akses=terbatas").context["daftar"][0]
    html = k.get(url("publik_satu", d.uuid, situs="portal")).content.decode()
    assert "masuk di situs instansi Anda" in html
    assert k.get(url("unduh", str(d.uuid), "csv", situs="portal")).status_code == 404


@pytest.mark.parametrize(
    ("cari", "ketemu"),
    [
        ("jembatan", 1),
        ("jembatn gantng", 1),
        ("penyeberangan", 2),
        ("menjahit", 1),
        ("kerusuhan", 0),
        ("zzzz", 0),
        ("'; DROP TABLE gerbang.dataset; --", 0),
        ("%", 0),
        ("jembatan OR 1=1", 1),
        ('"', 0),
        ("a" * 300, 0),
    ],
)
def test_pencarian(cari, ketemu, empat, klien):
    r = klien("portal").get(url("publik", situs="portal"), {"q": cari[:200]})
    assert r.status_code == 200
    assert len(r.context["daftar"]) == ketemu


@pytest.mark.parametrize(
    ("saringan", "jumlah"),
    [
        ({"bidang": "i"}, 2),
        ({"bidang": "a"}, 0),
        ({"instansi": "i_uji_a"}, 2),
        ({"instansi": "i_uji_b"}, 0),
        ({"periode": "tahunan"}, 2),
        ({"akses": "terbatas"}, 1),
        ({"akses": "rahasia"}, 0),
        ({"akses": "' OR 1=1 --"}, 2),
        ({"hal": "999"}, 2),
        ({"hal": "x"}, 2),
    ],
)
def test_saringan(saringan, jumlah, empat, klien):
    assert len(klien("portal").get(url("publik", situs="portal"), saringan).context["daftar"]) == jumlah


def test_katalog_pegawai_di_semua_situs(empat, klien, instansi_b, buat_orang):
    orang = {
        "b": (instansi_b, buat_orang("pengelola_data", di=instansi_b)),
        "m": ("monitoring", buat_orang("sekda", di="monitoring")),
        "d": ("diskominfo", buat_orang("diskominfo", di="diskominfo")),
    }
    for situs, (tempat, siapa) in orang.items():
        nama = {"b": "instansi", "m": "monitoring", "d": "diskominfo"}[situs]
        k = klien(tempat, siapa)
        html = k.get(url("katalog", situs=nama)).content.decode()
        assert empat.nama in html
        assert "Titik rawan" in html, "metadata data rahasia terlihat pegawai"
        assert "Rancangan" not in html
        assert k.get(url("katalog_satu", empat.uuid, situs=nama)).status_code == 200
        assert k.get(url("katalog", situs=nama) + "?q=jembatan&ekspor=csv").status_code == 200


def kueri_dataset(k, jalur):
    """Statements of one request that touch the catalogue; the menu of other rooms has its own."""
    with CaptureQueriesContext(connection) as isi:
        assert k.get(jalur).status_code == 200
    return [q["sql"] for q in isi if "gerbang" in q["sql"]]


def test_jumlah_kueri(empat, klien, k_petugas):
    """The same with three datasets and with a hundred."""
    harap = {
        (klien("portal"), url("publik", situs="portal")): 2,  # count, page
        (
            klien("portal"),
            url("publik_satu", empat.uuid, situs="portal"),
        ): 3,  # dataset, public copy, first rows
        (k_petugas, url("beranda")): 2,
        (k_petugas, url("katalog")): 2,
        (k_petugas, url("rincian", empat.uuid)): 4,  # dataset, used columns, findings, similar ones
    }
    for banyak in (0, 100):
        with sebagai_pemilik(), connection.cursor() as k:
            k.execute(
                "INSERT INTO gerbang.dataset (pemilik, kode, jenis, nama, definisi, kolom, sumber, dibuat_oleh)"
                " SELECT 'i_uji_a', 'd' || n, 'sektoral', 'Statistik ' || n, 'Arti ' || md5(n::text), '[]', 'ds_d', 'x'"
                " FROM generate_series(1, %s) n",
                [banyak],
            )
        for (k, jalur), jumlah in harap.items():
            k.get(jalur)  # names of the instansi are in the cache from here on
            sql = [
                q
                for q in kueri_dataset(k, jalur)
                if "izin" not in q and "permohonan" not in q and "perintah" not in q
            ]
            assert len(sql) == jumlah, (jalur, sql)


def test_persetujuan_lalu_salinan_terbuka_di_portal(k_petugas, k_kepala, petugas, klien):
    d = actions.ajukan(dataset=daftar(petugas), oleh=petugas)
    isi_baris(d, [{"tahun": 2025, "desa": "Batulicin", "jumlah": 12}])
    k_kepala.post(url("setujui", d.uuid))
    jalankan_semua()
    assert "Batulicin" in klien("portal").get(url("publik_satu", d.uuid, situs="portal")).content.decode()
