"""The pages of walidata, head and Diskominfo: who sees what, and what is refused."""

from uuid import uuid4

import pytest
from django.urls import reverse

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
