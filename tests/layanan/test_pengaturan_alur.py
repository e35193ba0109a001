"""What the Administrator settles, and what happens when an applicant does not come back in time."""

import datetime as dt

import pytest
from django.core import mail

from inti.errors import TidakBerhak
from inti.tasks import jalankan_semua
from layanan.actions.pengaturan import simpan_alasan, ubah_pengaturan
from layanan.enums import Status
from layanan.models import AlasanTolak, PengaturanAlur, Permohonan
from layanan.waktu.jam import hari_ini
from layanan.waktu.perbaikan import periksa_batas_perbaikan
from tests.layanan.bantu import ajukan, buat_meja, langkah, potret

ALASAN = {
    "kode": "L99",
    "jenis": "lengkap",
    "nama": "Uji",
    "kalimat": "Kalimat uji.",
    "cara": "",
    "aktif": "on",
}


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


def test_pengaturan_lewat_layar(klien, instansi_a, orang, di):
    admin = klien(instansi_a, orang.admin)
    assert admin.get("/pengaturan/alur/").status_code == 200
    data = {"hari_perbaikan": 7, "hari_tenggang": 3, "klaim_menit": 60, "batal_otomatis": "on"}
    assert admin.post("/pengaturan/alur/", data).status_code == 302
    with di(instansi_a):
        atur = PengaturanAlur.kini()
        assert (atur.hari_perbaikan, atur.batal_otomatis, atur.distribusi_otomatis) == (7, True, False)
    assert admin.post("/pengaturan/alur/", data | {"hari_perbaikan": 0}).status_code == 422
    with di(instansi_a):
        assert PengaturanAlur.kini().hari_perbaikan == 7


def test_alasan_baru_dan_diubah(klien, instansi_a, orang, di):
    admin = klien(instansi_a, orang.admin)
    assert admin.post("/pengaturan/alur/alasan/baru/", ALASAN).status_code == 302
    assert admin.post("/pengaturan/alur/alasan/baru/", ALASAN).status_code == 422
    assert admin.post("/pengaturan/alur/alasan/baru/", ALASAN | {"kode": "a b"}).status_code == 422
    ubah = {k: v for k, v in ALASAN.items() if k != "aktif"} | {"kode": "L01", "jenis": "substansi"}
    assert admin.post("/pengaturan/alur/alasan/L99/", ubah).status_code == 302
    assert admin.get("/pengaturan/alur/alasan/X/").status_code == 404
    with di(instansi_a):
        baru = AlasanTolak.objects.get(kode="L99")
        assert (baru.jenis, baru.aktif) == ("lengkap", False), "code and kind stay"
        assert AlasanTolak.objects.filter(kode="L01").count() == 1


@pytest.mark.parametrize("peran", ["fo", "kasi", "sekcam", "camat"])
def test_hanya_administrator(klien, instansi_a, orang, di, peran):
    k = klien(instansi_a, orang.yang(peran))
    assert k.get("/pengaturan/alur/").status_code == 403
    assert k.post("/pengaturan/alur/alasan/baru/", ALASAN).status_code == 403
    with di(instansi_a):
        with pytest.raises(TidakBerhak):
            ubah_pengaturan(oleh=orang.yang(peran), nilai={"hari_perbaikan": 1})
        with pytest.raises(TidakBerhak):
            simpan_alasan(oleh=orang.yang(peran), nilai=ALASAN)
        assert not PengaturanAlur.objects.exists()
        assert not AlasanTolak.objects.filter(kode="L99").exists()


def lewat(meja, hari=1):
    p = langkah(ajukan(meja.fo, surel="siti@contoh.test"), "tolak", meja)
    Permohonan.objects.filter(pk=p.pk).update(batas_perbaikan=hari_ini() - dt.timedelta(days=hari))
    return Permohonan.objects.get(pk=p.pk)


def test_lewat_batas_diingatkan_sekali(meja):
    p, belum = lewat(meja), langkah(ajukan(meja.fo), "tolak", meja)
    assert periksa_batas_perbaikan() == (1, 0)
    assert periksa_batas_perbaikan() == (0, 0)
    p, belum = (Permohonan.objects.get(pk=x.pk) for x in (p, belum))
    assert (p.status, p.diingatkan_pada is not None, belum.diingatkan_pada) == (Status.DITOLAK, True, None)
    jalankan_semua()
    assert any("sudah lewat" in surat.body for surat in mail.outbox)
    p = langkah(p, "ajukan_kembali", meja)
    assert p.status == Status.DIAJUKAN, "a passed deadline never closes the door by itself"


def test_dibatalkan_hanya_bila_ditetapkan(meja):
    p = lewat(meja, 60)
    periksa_batas_perbaikan()
    lama = dt.datetime.now(dt.UTC) - dt.timedelta(days=30)
    Permohonan.objects.filter(pk=p.pk).update(diingatkan_pada=lama)
    sebelum = potret(p)
    assert periksa_batas_perbaikan() == (0, 0)
    assert potret(p) == sebelum
    ubah_pengaturan(oleh=meja.admin, nilai={"batal_otomatis": True})
    assert periksa_batas_perbaikan() == (0, 1)
    p = Permohonan.objects.get(pk=p.pk)
    assert (p.status, p.batal_oleh, p.batal_pada is not None) == (Status.DIBATALKAN, None, True)
    assert "batas waktunya" in p.riwayat.last().alasan
    assert periksa_batas_perbaikan() == (0, 0)
