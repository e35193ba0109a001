"""The screens of retention and data subjects."""

import pytest

from layanan.arsip import actions
from layanan.arsip.models import JadwalRetensi, PermintaanData, UsulMusnah
from layanan.models import Permohonan
from tests.arsip.conftest import beri_dasar, tua
from tests.layanan.bantu import ajukan, buat_meja, nik_baru

HALAMAN = ["/arsip/", "/arsip/data-pribadi/"]


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


@pytest.mark.parametrize("alamat", HALAMAN)
def test_siapa_yang_boleh(klien, instansi_a, orang, alamat):
    for peran, status in (("fo", 403), ("kasi", 403), ("admin", 200), ("sekcam", 200), ("camat", 200)):
        assert klien(instansi_a, orang.yang(peran)).get(alamat).status_code == status, peran
    assert klien(instansi_a, orang.camat).get("/arsip/jadwal/").status_code == 403
    assert klien(instansi_a, orang.camat).get("/arsip/data-pribadi/salinan/").status_code == 403


def test_dari_usul_sampai_berita_acara(klien, instansi_a, orang, di, django_assert_max_num_queries):
    from inti.tasks import jalankan_semua

    with di(instansi_a):
        beri_dasar()
        p = tua(orang)
    admin, sekcam, camat = (klien(instansi_a, orang.yang(x)) for x in ("admin", "sekcam", "camat"))
    assert "1 berkas lewat masa simpannya" in admin.get("/arsip/").content.decode()
    assert admin.post("/arsip/usulkan/", {"alasan": ""}).status_code == 302
    with di(instansi_a):
        assert not UsulMusnah.objects.exists()
    alamat = admin.post("/arsip/usulkan/", {"alasan": "JRA 2026"})["Location"]
    isi = admin.get(alamat).content.decode()
    assert p.nomor_registrasi in isi
    assert "Setujui pemusnahan" not in isi
    assert admin.post(f"{alamat}setujui/").status_code == 403
    assert admin.post(f"{alamat}mulai/", {"konfirmasi_nomor": "1"}).status_code == 409
    assert sekcam.post(f"{alamat}setujui/").status_code == 302
    assert sekcam.post(f"{alamat}setujui/").status_code == 403
    assert "tiga orang yang berbeda" in sekcam.get(alamat).content.decode()
    assert camat.post(f"{alamat}setujui/").status_code == 302
    assert admin.post(f"{alamat}mulai/", {"konfirmasi_nomor": "7"}).status_code == 422
    assert admin.post(f"{alamat}mulai/", {"konfirmasi_nomor": "1"}).status_code == 302
    assert "Memusnahkan berkas" in admin.get(alamat).content.decode()
    assert admin.get(f"{alamat}kemajuan/").status_code == 200
    with di(instansi_a):
        jalankan_semua()
        u = UsulMusnah.objects.select_related("berita_acara").get()
        assert Permohonan.objects.get(pk=p.pk).pemohon_nik == ""
    pdf = camat.get(f"/berkas/{u.berita_acara.uuid}/")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert klien(instansi_a, orang.fo).get(f"/berkas/{u.berita_acara.uuid}/").status_code == 404
    assert klien(instansi_a, orang.fo).get(f"/permohonan/{p.uuid}/").status_code == 200, (
        "the file still opens"
    )


def test_jadwal_lewat_halaman(klien, instansi_a, orang, di):
    admin = klien(instansi_a, orang.admin)
    assert admin.get("/arsip/jadwal/?kode=400").status_code == 200
    isi = {"kode": "400.9", "aktif_tahun": "1", "inaktif_tahun": "2", "nasib": "musnah", "dasar": "Perbup 1"}
    assert admin.post("/arsip/jadwal/", isi | {"kode": "4x"}).status_code == 422
    assert admin.post("/arsip/jadwal/", isi | {"aktif_tahun": "0"}).status_code == 422
    assert admin.post("/arsip/jadwal/", isi).status_code == 302
    with di(instansi_a):
        assert JadwalRetensi.objects.get(kode="400.9").tahun == 3
    assert admin.post("/arsip/jadwal/hapus/", {"kode": "400.9"}).status_code == 302


def test_perbaikan_mengisi_formulir_berikutnya(klien, instansi_a, orang, di):
    nik = nik_baru()
    with di(instansi_a):
        ajukan(orang.fo, nik=nik)
    admin, camat, fo = (klien(instansi_a, orang.yang(x)) for x in ("admin", "camat", "fo"))
    isi = {"pemohon_nama": "Siti", "nik": nik, "cara_periksa": "ktp", "alamat": "Jalan Mawar 7"}
    assert admin.post("/arsip/data-pribadi/perbaikan/", isi | {"cara_periksa": ""}).status_code == 422
    assert admin.post("/arsip/data-pribadi/perbaikan/", isi | {"alamat": ""}).status_code == 422
    assert admin.post("/arsip/data-pribadi/perbaikan/", isi | {"nik": "123"}).status_code == 422
    with di(instansi_a):
        assert not PermintaanData.objects.exists()
    alamat = admin.post("/arsip/data-pribadi/perbaikan/", isi)["Location"]
    rincian = camat.get(alamat).content.decode()
    assert "RT 01 RW 02" in rincian
    assert "Jalan Mawar 7" in rincian
    assert nik not in rincian, "the NIK is shown masked"
    assert admin.post(f"{alamat}setujui/").status_code == 403
    assert camat.post(f"{alamat}setujui/").status_code == 302
    formulir = fo.post("/permohonan/baru/KEC-03/nik/", {"nik": nik}).content.decode()
    assert "Jalan Mawar 7" in formulir
    assert "RT 01 RW 02" not in formulir


def test_salinan_lewat_halaman(klien, instansi_a, orang, di):
    nik = nik_baru()
    with di(instansi_a):
        ajukan(orang.fo, nik=nik)
    admin = klien(instansi_a, orang.admin)
    isi = {"pemohon_nama": "Siti", "nik": nik, "cara_periksa": "ktp"}
    alamat = admin.post("/arsip/data-pribadi/salinan/", isi)["Location"]
    assert "Buat salinan" in admin.get(alamat).content.decode()
    assert admin.get(f"{alamat}salinan.zip").status_code == 405, "a GET never writes"
    zip_ = admin.post(f"{alamat}salinan.zip")
    assert zip_["Content-Type"] == "application/zip"
    assert b"".join(zip_.streaming_content)[:2] == b"PK"
    assert klien(instansi_a, orang.camat).post(f"{alamat}salinan.zip").status_code == 403
    daftar = admin.get("/arsip/data-pribadi/").content.decode()
    assert "Dipenuhi" in daftar
    assert nik not in daftar


def test_hitungan_menu_menunggu_yang_berhak(klien, instansi_a, orang, di):
    with di(instansi_a):
        beri_dasar()
        tua(orang)
        actions.usulkan(alasan="x", oleh=orang.admin)
        assert actions.menunggu_persetujuan(orang.sekcam).count() == 1
        assert actions.menunggu_persetujuan(orang.admin).count() == 0
        actions.setujui(usul=UsulMusnah.objects.get(), oleh=orang.sekcam)
        assert actions.menunggu_persetujuan(orang.sekcam).count() == 0
        assert actions.menunggu_persetujuan(orang.camat).count() == 1
