"""The pages of an outage, and the notice that everybody reads while it lasts."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from layanan.enums import Status
from layanan.gangguan import actions
from layanan.gangguan.akses_berkas import boleh_baca
from layanan.gangguan.models import Gangguan, Impor, Susulan
from layanan.models import NomorSurat, Permohonan
from tests.gangguan.conftest import kasus, nyatakan
from tests.gangguan.test_lembar import baris, isi_lembar
from tests.layanan.bantu import buat_meja, nik_baru, unggahan


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def sekcam(klien, instansi_a, orang):
    return klien(instansi_a, orang.sekcam)


@pytest.fixture
def g(di, instansi_a, orang):
    with di(instansi_a):
        hasil = nyatakan(orang)
        actions.pesan(gangguan=hasil, surat=3, registrasi=3, oleh=orang.sekcam)
        return hasil


def waktu(pada) -> str:
    return timezone.localtime(pada).strftime("%Y-%m-%dT%H:%M")


def test_nyatakan_lalu_semua_orang_membaca(klien, instansi_a, orang, sekcam, di):
    warga, fo = klien(instansi_a), klien(instansi_a, orang.fo)
    assert "terganggu" not in warga.get("/").content.decode()
    assert sekcam.get("/gangguan/nyatakan/").status_code == 200
    kurang = sekcam.post("/gangguan/nyatakan/", {"sebab": "listrik"})
    assert kurang.status_code == 422
    data = {
        "sebab": "listrik", "uraian": "Padam", "mulai": waktu(timezone.now() - timedelta(hours=2)), "nomor_ba": "BA/7",
        "penanggung_jawab": str(orang.sekcam.uuid),
    }  # fmt: skip
    jawaban = sekcam.post("/gangguan/nyatakan/", data)
    assert jawaban.status_code == 302, jawaban.content.decode()[:2000]
    assert "Layanan daring sedang terganggu" in warga.get("/").content.decode()
    assert "Layanan manual berlaku" in fo.get("/meja/").content.decode()
    assert sekcam.post("/gangguan/nyatakan/", data).status_code == 409
    with di(instansi_a):
        g = Gangguan.objects.get()
    pulih = {"selesai": waktu(timezone.now() - timedelta(minutes=1)), "tindakan": "Genset"}
    assert sekcam.post(f"/gangguan/{g.uuid}/pulih/", {"tindakan": ""}).status_code == 422
    assert sekcam.post(f"/gangguan/{g.uuid}/pulih/", pulih).status_code == 302
    assert "terganggu" not in warga.get("/").content.decode()


def test_hanya_pengelola(klien, instansi_a, orang, g):
    for siapa in (orang.fo, orang.kasi, orang.camat):
        assert klien(instansi_a, siapa).get("/gangguan/").status_code == 403
        assert klien(instansi_a, siapa).post(f"/gangguan/{g.uuid}/blok/", {"surat": 1}).status_code == 403
    assert klien(instansi_a).get("/gangguan/").status_code == 302
    assert klien(instansi_a, orang.admin).get("/gangguan/").status_code == 200


def test_cetakan(sekcam, g):
    for jalur in ("cetak/nomor.pdf", "cetak/register.pdf", "cetak/laporan.pdf", "formulir/KEC-01.pdf"):
        jawaban = sekcam.get(f"/gangguan/{g.uuid}/{jalur}")
        assert jawaban["Content-Type"] == "application/pdf", jalur
        assert jawaban.content.startswith(b"%PDF-")
    assert sekcam.get(f"/gangguan/{g.uuid}/cetak/lain.pdf").status_code == 404
    assert sekcam.get(f"/gangguan/{g.uuid}/formulir/KEC-99.pdf").status_code == 404
    lembar = sekcam.get(f"/gangguan/{g.uuid}/lembar.xlsx")
    assert load_workbook(io.BytesIO(lembar.content)).sheetnames[1] == "Kasus"


def test_kasus_di_layar(sekcam, g, di, instansi_a, orang):
    assert 'href="?layanan=KEC-01"' in sekcam.get(f"/gangguan/{g.uuid}/kasus/").content.decode()
    url = f"/gangguan/{g.uuid}/kasus/?layanan=KEC-01"
    assert sekcam.get(url).status_code == 200
    assert sekcam.post(url, {"nama": "Tetap Ada"}).status_code == 422
    with di(instansi_a):
        k = kasus(orang, g)
    data = {
        "registrasi": k.registrasi, "nama": "Siti Contoh", "nik": nik_baru(), "alamat": "RT 1", "keperluan": "Sekolah",
        "masuk_pada": waktu(k.masuk_pada), "petugas": str(orang.fo.uuid), "isian_tujuan": "pendidikan",
        "isian_nomor_surat_desa": "145/1", "isian_tanggal_surat_desa": "02-11-2026", "urut_surat": "1", "distempel_oleh": "FO",
    }  # fmt: skip
    for x in k.langkah:
        data |= {f"{x.nama}_pada": waktu(x.pada + timedelta(minutes=1)), f"{x.nama}_oleh": str(x.oleh.uuid)}
    salah = sekcam.post(url, data | {"validasi_oleh": str(orang.fo.uuid)})
    assert salah.status_code == 422
    jawaban = sekcam.post(url, data | {"formulir": unggahan("form.pdf")})
    assert jawaban.status_code == 302, jawaban.content.decode()[3000:9000]
    with di(instansi_a):
        s = Susulan.objects.select_related("permohonan").get()
    assert "Unggah pindaian" in sekcam.get(f"/gangguan/{g.uuid}/").content.decode()
    alamat = f"/gangguan/{g.uuid}/kasus/{s.permohonan.uuid}/"
    assert sekcam.get(alamat).status_code == 200
    with di(instansi_a):
        assert boleh_baca(orang.sekcam, s.formulir)
        assert boleh_baca(orang.fo, s.formulir), "sees the permohonan"
        assert not boleh_baca(orang.kasi_lain, s.formulir)
    assert sekcam.post(alamat, {}).status_code == 422
    assert sekcam.post(alamat, {"pindaian": unggahan("a.pdf")}).status_code == 302
    with di(instansi_a):
        assert Permohonan.objects.get().status == Status.SELESAI


def test_rekonsiliasi_dan_tutup(sekcam, g, di, instansi_a):
    halaman = f"/gangguan/{g.uuid}/"
    assert sekcam.post(f"{halaman}tutup/").status_code == 409
    kosong = sekcam.post(f"{halaman}nomor/", {"keadaan": "batal"})
    assert kosong.status_code == 422
    with di(instansi_a):
        semua = [str(n.uuid) for n in NomorSurat.objects.all()] + [f"r{r.pk}" for r in g.registrasi.all()]
    assert (
        sekcam.post(f"{halaman}nomor/", {"keadaan": "batal", "pilih": semua, "alasan": ""}).status_code == 422
    )
    assert (
        sekcam.post(
            f"{halaman}nomor/", {"keadaan": "batal", "pilih": semua, "alasan": "Tidak dipakai"}
        ).status_code
        == 302
    )
    sekcam.post(
        f"{halaman}pulih/", {"selesai": waktu(timezone.now() - timedelta(minutes=1)), "tindakan": "x"}
    )
    assert sekcam.post(f"{halaman}tutup/").status_code == 302
    with di(instansi_a):
        assert Gangguan.objects.get().ditutup_pada is not None
    assert sekcam.post(f"{halaman}blok/", {"surat": 1, "registrasi": 0}).status_code == 409


def test_impor_di_layar(sekcam, g, di, instansi_a, orang):
    rusak = sekcam.post(f"/gangguan/{g.uuid}/impor/", {"berkas": SimpleUploadedFile("a.xlsx", b"rusak")})
    assert rusak.status_code == 422
    assert "bukan lembar kerja" in rusak.content.decode()
    assert sekcam.post(f"/gangguan/{g.uuid}/impor/").status_code == 422
    with di(instansi_a):
        isi = isi_lembar(g, [baris(orang, g, 0), baris(orang, g, 1, nik="1")])
    jawaban = sekcam.post(f"/gangguan/{g.uuid}/impor/", {"berkas": SimpleUploadedFile("a.xlsx", isi)})
    assert jawaban.status_code == 302
    tinjau = sekcam.get(jawaban["Location"]).content.decode()
    assert "NIK terdiri atas 16 angka." in tinjau
    with di(instansi_a):
        assert not Permohonan.objects.exists()
    assert sekcam.post(jawaban["Location"], {"semua": "1"}).status_code == 302
    with di(instansi_a):
        assert Permohonan.objects.count() == Susulan.objects.count() == 1
        assert Impor.objects.get().masuk == 1
