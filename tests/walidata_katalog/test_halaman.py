"""The pages of walidata, head, Diskominfo and the public: who sees what, and what is refused."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inti.db import sebagai_pemilik
from inti.tasks import jalankan_semua
from monitoring_center.walidata.katalog import actions
from monitoring_center.walidata.katalog.models import Dataset, Keadaan, Temuan
from monitoring_center.walidata.katalog.terbuka import terbitkan_terbuka
from tests.conftest import di_situs
from tests.walidata_katalog.bantu import ISIAN, KOLOM, daftar, isi_baris, potret, terbit


def url(nama, *args, situs="instansi"):
    return reverse(f"data:{nama}", args=args, urlconf=f"inti.urls.{situs}")


@pytest.fixture
def k_petugas(klien, instansi_a, petugas):
    return klien(instansi_a, petugas)


@pytest.fixture
def k_kepala(klien, instansi_a, kepala):
    return klien(instansi_a, kepala)


def isian_formulir(kolom=KOLOM, **lain):
    data = {k: v for k, v in ISIAN.items() if k != "kolom"} | {
        "kode": "jembatan_gantung",
        "klasifikasi": "desa",
        "cakupan": "wilayah",
        "k_minimum": 5,
        "kolom-TOTAL_FORMS": len(kolom),
        "kolom-INITIAL_FORMS": 0,
    }
    for n, k in enumerate(kolom):
        b = k.get("constraints", {})
        data |= {f"kolom-{n}-{x}": k.get(x, "") for x in ("name", "title", "type")}
        data[f"kolom-{n}-pribadi"] = k.get("pribadi") or "bukan"
        data |= {
            f"kolom-{n}-ORDER": n + 1,
            f"kolom-{n}-minimum": b.get("minimum", ""),
            f"kolom-{n}-cacah": "unknown",
        }
        if b.get("required"):
            data[f"kolom-{n}-required"] = "on"
    return data | lain


def test_dari_kosong_sampai_terbit(k_petugas, k_kepala):
    html = k_petugas.get(url("beranda")).content.decode()
    assert "Belum ada dataset" in html
    r = k_petugas.post(url("baru"), isian_formulir())
    assert r.status_code == 302, r.content.decode()
    d = Dataset.objects.get()
    assert (d.keadaan, d.kolom, d.klasifikasi) == (Keadaan.KONSEP, KOLOM, ["desa"])
    html = k_petugas.get(url("rincian", d.uuid)).content.decode()
    assert "Ajukan kepada pimpinan" in html
    assert k_petugas.post(url("ajukan", d.uuid)).status_code == 302
    assert "Putuskan berikutnya" in k_kepala.get(url("beranda")).content.decode()
    assert "Setujui penerbitan" in k_kepala.get(url("rincian", d.uuid)).content.decode()
    assert k_kepala.post(url("setujui", d.uuid)).status_code == 302
    assert potret(d)["keadaan"] == Keadaan.TERBIT


def test_indikator_mengisi_semuanya_termasuk_kolom(k_petugas):
    assert "Persentase balita stunting" in k_petugas.get(url("pilih")).content.decode()
    html = k_petugas.get(url("pilih") + "?q=jalan").content.decode()
    assert "jalan kabupaten" in html
    assert "stunting" not in html
    r = k_petugas.get(url("baru") + "?indikator=KES-01")
    form = r.context["form"]
    assert form["nama"].value().startswith("Persentase balita stunting")
    assert [f["name"].value() for f in r.context["rangkaian"] if f["name"].value()] == [
        "tahun",
        "bulan",
        "kode_wilayah",
        "kecamatan",
        "desa",
        "jenis_kelamin",
        "kelompok_umur_bulan",
        "pembilang",
        "penyebut",
        "nilai",
    ]
    assert k_petugas.get(url("baru") + "?indikator=XXX-99").status_code == 404


def test_formulir_salah_422_dan_isian_tetap(k_petugas):
    r = k_petugas.post(
        url("baru"), isian_formulir(nama="", definisi="Tetap ada", **{"kolom-0-name": "Bukan Nama"})
    )
    assert r.status_code == 422
    assert "Tetap ada" in r.content.decode()
    r = k_petugas.post(url("baru"), isian_formulir(**{"kolom-0-name": "Bukan Nama"}))
    assert r.status_code == 422
    assert "Bukan Nama" in r.content.decode()
    r = k_petugas.post(url("baru"), isian_formulir(**{"kolom-2-minimum": "banyak"}))
    assert r.status_code == 422
    assert not Dataset.objects.exists()


def test_adopsi_data_aplikasi(k_petugas):
    r = k_petugas.post(url("adopsi", "rekap_layanan"))
    assert r.status_code == 302
    d = Dataset.objects.get()
    assert (d.jenis, d.sumber, d.keadaan) == ("sistem", "ds_rekap_layanan", Keadaan.KONSEP)
    html = k_petugas.get(url("ubah", d.uuid)).content.decode()
    assert "ditetapkan oleh aplikasinya" in html
    assert k_petugas.post(url("adopsi", "tidak-ada")).status_code == 422


def test_perubahan_yang_terbit_dan_penolakannya(k_petugas, k_kepala, petugas, kepala):
    d = terbit(petugas, kepala)
    r = k_petugas.post(url("ubah", d.uuid), isian_formulir(satuan="buah"))
    assert r.status_code == 302
    html = k_kepala.get(url("rincian", d.uuid)).content.decode()
    assert "Perubahan yang diusulkan" in html
    assert "buah" in html
    assert k_kepala.post(url("tolak", d.uuid), {"alasan": ""}).status_code == 422
    assert potret(d)["usulan"] is not None
    assert k_kepala.post(url("tolak", d.uuid), {"alasan": "Tetap unit."}).status_code == 302
    assert "Tetap unit." in k_petugas.get(url("rincian", d.uuid)).content.decode()


@pytest.mark.parametrize(
    "nama", ["ajukan", "batalkan", "setujui", "tolak", "tarik", "kembali", "ubah", "adopsi", "serupa", "baru"]
)
def test_tanpa_hak_ditolak(nama, klien, instansi_a, petugas, buat_orang):
    d = daftar(petugas)
    fo = klien(instansi_a, buat_orang("operator"))
    args = {"adopsi": ["rekap_layanan"], "serupa": [], "baru": []}.get(nama, [d.uuid])
    sebelum = potret(d)
    assert fo.post(url(nama, *args), {"alasan": "x"}).status_code == 403
    assert klien(instansi_a).post(url(nama, *args)).status_code == 302, "tamu diminta masuk"
    assert potret(d) == sebelum


@pytest.mark.parametrize("nama", ["rincian", "ubah", "ajukan", "setujui", "tarik"])
def test_uuid_instansi_lain_404(nama, petugas, kepala, klien, instansi_b, buat_orang):
    d = terbit(petugas, kepala)
    orang = (
        buat_orang("pengelola_data", di=instansi_b)
        if nama != "setujui"
        else buat_orang("penanggung_jawab", di=instansi_b)
    )
    k = klien(instansi_b, orang)
    sebelum = potret(d)
    cara = k.get if nama == "rincian" else k.post
    assert cara(url(nama, d.uuid), {"alasan": "x"}).status_code == 404
    assert cara(url(nama, uuid4()), {"alasan": "x"}).status_code == 404
    assert potret(d) == sebelum


def test_xss_dalam_metadata(k_petugas, petugas, kepala, klien):
    jahat = "<script>alert(1)</script>"
    kolom = [{"name": "a", "title": jahat, "type": "string", "description": jahat}]
    d = terbit(
        petugas,
        kepala,
        nama=jahat,
        konsep=jahat,
        definisi=jahat,
        kontak=jahat,
        klasifikasi=[jahat],
        kolom=kolom,
    )
    isi_baris(d, [{"a": jahat}])
    terbitkan_terbuka(d)
    alamat = [
        (k_petugas, url("rincian", d.uuid)),
        (k_petugas, url("ubah", d.uuid)),
        (k_petugas, url("beranda")),
        (k_petugas, url("katalog")),
        (k_petugas, url("katalog_satu", d.uuid)),
        (klien("portal"), url("publik", situs="portal")),
        (klien("portal"), url("publik_satu", d.uuid, situs="portal")),
    ]
    for k, jalur in alamat:
        html = k.get(jalur).content.decode()
        assert jahat not in html, jalur
        assert "&lt;script&gt;alert(1)" in html, jalur
    jsonld = klien("portal").get(url("unduh", str(d.uuid), "jsonld", situs="portal"))
    assert jsonld["Content-Type"] == "application/ld+json"


def test_ekspor_daftar(k_petugas, petugas, kepala, klien, instansi_b, buat_orang):
    d = terbit(petugas, kepala, nama="=1+1 jembatan gantung")
    isi = k_petugas.get(url("beranda") + "?ekspor=csv").content.decode("utf-8-sig")
    assert "'=1+1 jembatan" in isi
    assert "Belum ada data" in isi
    with di_situs(instansi_b):
        daftar(buat_orang("pengelola_data"), "sama")
    dinas = klien("diskominfo", buat_orang("diskominfo", di="diskominfo"))
    isi = dinas.get(url("temuan", situs="diskominfo") + "?ekspor=csv").content.decode("utf-8-sig")
    assert d.nama in isi


# -- duplicates -------------------------------------------------------------------------------------------------


def test_temuan_dari_pendaftaran_sampai_putusan(petugas, kepala, klien, instansi_b, buat_orang):
    asli = terbit(petugas, kepala)
    petugas_b = buat_orang("pengelola_data", di=instansi_b)
    kb = klien(instansi_b, petugas_b)
    potongan = kb.post(url("serupa"), {"nama": asli.nama, "definisi": asli.definisi}).content.decode()
    assert asli.nama in potongan
    assert "Kecamatan Uji A" in potongan
    r = kb.post(url("baru"), isian_formulir(kode="jembatan"), follow=True)
    html = r.content.decode()
    assert "tertahan" in html
    assert "Diduga ganda" in html
    with di_situs(instansi_b):
        d = Dataset.objects.get(kode="jembatan")
        t = Temuan.objects.get()
    dinas = klien("diskominfo", buat_orang("diskominfo", di="diskominfo"))
    assert asli.nama in dinas.get(url("temuan", situs="diskominfo")).content.decode()
    html = dinas.get(url("satu_temuan", t.uuid, situs="diskominfo")).content.decode()
    assert html.count(asli.definisi) >= 2, "berdampingan"
    jalur = url("putus_temuan", t.uuid, situs="diskominfo")
    assert dinas.post(jalur, {"putusan": "ganda", "alasan": ""}).status_code == 422
    assert dinas.post(jalur, {"putusan": "ganda", "alasan": "Pakai data Uji A."}).status_code == 302
    assert dinas.post(jalur, {"putusan": "berbeda", "alasan": "x"}).status_code == 409
    html = kb.get(url("rincian", d.uuid)).content.decode()
    assert "Pakai data Uji A." in html
    with di_situs(instansi_b):
        assert potret(d)["keadaan"] == Keadaan.TERTAHAN


def test_halaman_temuan_hanya_diskominfo(klien, buat_orang):
    assert klien("diskominfo").get(url("temuan", situs="diskominfo")).status_code == 302
    orang = buat_orang("sekda", di="monitoring")
    assert klien("monitoring", orang).get("/data/temuan/").status_code == 404


# -- the public catalogue -----------------------------------------------------------------------------------------


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
    assert "1 angka tidak ditampilkan" in html
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
