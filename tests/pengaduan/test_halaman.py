"""Pages of the complaints: residents without an account, staff by right, register, number of queries."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from inti.berkas.akses import boleh_baca
from layanan.enums import Status
from layanan.pengaduan import actions
from layanan.pengaduan.models import Pengaduan
from tests.layanan.bantu import buat_meja, sampai, unggahan
from tests.pengaduan.bantu import terima

ISIAN = {
    "kategori": "pengaduan", "judul": "Antrean lama", "isi": "Menunggu tiga jam di loket dua tanpa dipanggil.",
    "kerahasiaan": "rahasia", "nama": "Budi Pelapor", "telepon": "0812-3456-7890",
}  # fmt: skip


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


def test_warga_melapor_dan_mengikuti(klien, instansi_a, orang, di):
    warga = klien(instansi_a)
    halaman = warga.get("/aduan/").content.decode()
    assert "https://www.lapor.go.id" in halaman
    assert halaman.count("<script") == 1
    jawaban = warga.post("/aduan/", ISIAN | {"lampiran": unggahan()})
    assert jawaban.status_code == 302
    with di(instansi_a):
        a = Pengaduan.objects.get()
        assert a.lampiran.count() == 1
    isi = warga.get(jawaban["Location"]).content.decode()
    assert a.kode_tampil in isi
    assert "Budi" not in isi
    assert warga.post("/aduan/ikuti/", {"kode": a.kode_tampil.lower()})["Location"] == f"/aduan/{a.kode}/"
    assert warga.post("/aduan/ikuti/", {"kode": "SALAH"}).status_code == 404
    assert warga.get("/aduan/SALAHSALAH12/").status_code == 404
    assert warga.post(f"/aduan/{a.kode}/", {"isi": "Tambahan: jam sembilan."}).status_code == 302
    assert "jam sembilan" in warga.get(f"/aduan/{a.kode}/").content.decode()
    with di(instansi_a):
        actions.bukan_wewenang(pengaduan=a, jawaban="Ini urusan PLN.", oleh=orang.admin)
    isi = warga.get(f"/aduan/{a.kode}/").content.decode()
    assert "Ini urusan PLN." in isi
    assert "Administrator" not in isi
    assert warga.post(f"/aduan/{a.kode}/", {"isi": "Lagi."}).status_code == 409


def test_dari_halaman_lacak(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = sampai(Status.DIDISTRIBUSI, orang)
    warga = klien(instansi_a)
    tautan = f"/aduan/?permohonan={p.kode_lacak}"
    assert f'href="{tautan}"' in warga.get(f"/lacak/{p.kode_lacak}/").content.decode()
    isi = warga.get(tautan).content.decode()
    assert p.nomor_registrasi in isi
    assert p.pemohon_nama not in isi
    warga.post("/aduan/", ISIAN | {"permohonan": p.kode_lacak})
    with di(instansi_a):
        a = Pengaduan.objects.get()
        assert (a.permohonan_id, a.kode_layanan) == (p.pk, "KEC-01")


@pytest.mark.parametrize("ubah", [{"isi": "x"}, {"nama": ""}, {"telepon": "12"}, {"kategori": ""}])
def test_formulir_salah_menyimpan_ketikan(klien, instansi_a, di, ubah):
    jawaban = klien(instansi_a).post("/aduan/", ISIAN | ubah)
    assert jawaban.status_code == 422
    assert "Antrean lama" in jawaban.content.decode()
    with di(instansi_a):
        assert not Pengaduan.objects.exists()


def test_berkas_berbahaya_ditolak(klien, instansi_a, di):
    jahat = unggahan("foto.png", b"MZ\x90\x00")
    jawaban = klien(instansi_a).post("/aduan/", ISIAN | {"lampiran": jahat})
    assert jawaban.status_code == 422
    with di(instansi_a):
        assert not Pengaduan.objects.exists()


def test_loket_mencatat(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = sampai(Status.DIAJUKAN, orang)
    fo = klien(instansi_a, orang.fo)
    assert fo.get("/pengaduan/baru/").status_code == 200
    data = ISIAN | {"saluran": "telepon", "nomor_registrasi": "REG-1"}
    assert fo.post("/pengaduan/baru/", data).status_code == 422
    assert fo.post("/pengaduan/baru/", data | {"nomor_registrasi": p.nomor_registrasi}).status_code == 302
    with di(instansi_a):
        a = Pengaduan.objects.get()
        assert (a.saluran, a.permohonan_id, a.petugas_input) == ("telepon", p.pk, orang.fo)
    assert klien(instansi_a, orang.camat).get("/pengaduan/baru/").status_code == 403


def test_halaman_kerja(klien, instansi_a, orang, di):
    with di(instansi_a):
        a = terima()
    admin = klien(instansi_a, orang.admin)
    url = f"/pengaduan/{a.uuid}/"
    isi = admin.get(url).content.decode()
    assert "Budi Pelapor" in isi
    assert "Jawab dan tutup" not in isi
    assert admin.post(f"{url}verifikasi/", {"kategori": ""}).status_code == 422
    assert admin.post(f"{url}tutup/", {"jawaban": "Ya"}).status_code == 409
    assert admin.post(f"{url}hapus/", {}).status_code == 404
    assert admin.get(f"{url}verifikasi/").status_code == 405
    with di(instansi_a):
        assert Pengaduan.objects.get().status == "diterima"
    assert admin.post(f"{url}verifikasi/", {"kategori": "pengaduan"}).status_code == 302
    assert admin.post(f"{url}tutup/", {"jawaban": "Sudah kami perbaiki."}).status_code == 302
    camat = klien(instansi_a, orang.camat).get(url).content.decode()
    assert "Sudah kami perbaiki." in camat
    assert "Tidak ada langkah untuk Anda" in camat
    assert "Budi Pelapor" not in camat, "confidential: only those who manage complaints read the name"
    for peran in ("fo", "kasi"):
        assert klien(instansi_a, orang.yang(peran)).get(url).status_code == 404


def test_lampiran_hanya_bagi_yang_melihat(klien, instansi_a, orang, di):
    klien(instansi_a).post("/aduan/", ISIAN | {"lampiran": unggahan()})
    with di(instansi_a):
        berkas = Pengaduan.objects.get().lampiran.get().berkas
        for peran, boleh in (("admin", True), ("sekcam", True), ("fo", False), ("kasi", False)):
            assert boleh_baca(orang.yang(peran), berkas) == boleh, peran


def test_daftar_tanpa_n_plus_1(klien, instansi_a, orang, di):
    def jumlah():
        with CaptureQueriesContext(connection) as q:
            assert admin.get("/pengaduan/").status_code == 200
        return len(q)

    admin = klien(instansi_a, orang.admin)
    with di(instansi_a):
        terima()
    jumlah()  # fills the caches of the site
    sedikit = jumlah()
    with di(instansi_a):
        for _ in range(12):
            terima()
    assert jumlah() == sedikit


def test_register_dan_ekspor_lapor(klien, instansi_a, orang, di):
    with di(instansi_a):
        terima(judul="=cmd|calc")
        actions.catat_lapor(pengaduan=terima(), nomor="55", oleh=orang.admin)
    admin = klien(instansi_a, orang.admin)
    baris = list(
        load_workbook(BytesIO(admin.get("/pengaduan/register.xlsx").content)).active.iter_rows(
            min_row=6, values_only=True
        )
    )
    assert len(baris) == 2
    assert {b[8] for b in baris} == {"'=cmd|calc", "Antrean terlalu lama"}
    lapor = load_workbook(BytesIO(admin.get("/pengaduan/sp4n-lapor.xlsx").content)).active
    isi = list(lapor.iter_rows(min_row=5, values_only=True))
    assert [b[1] for b in isi] == ["'=cmd|calc"], "what has a ticket is left out"
    assert isi[0][8:10] == ("Ya", "Budi Pelapor")
    camat = klien(instansi_a, orang.camat)
    assert "Budi" not in camat.get("/pengaduan/register.csv").content.decode("utf-8-sig")
    assert camat.get("/pengaduan/sp4n-lapor.xlsx").status_code == 403
    assert klien(instansi_a, orang.fo).get("/pengaduan/register.csv").status_code == 403
