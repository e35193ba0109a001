"""A claimed file is worked on by one person only; the claim ends by itself. And where the paper is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from inti.errors import Bentrok, TidakBerhak, TransisiTidakSah
from layanan import actions
from layanan.enums import Status
from layanan.models import Permohonan
from tests.layanan.bantu import ajukan, langkah, potret, sampai, semua_sesuai


@pytest.fixture
def kedua(meja, buat_orang):
    return buat_orang("pelaksana", seksi="KMS")


def test_berkas_yang_dipegang_tidak_dikerjakan_orang_lain(meja, kedua):
    p = actions.ambil(permohonan=sampai(Status.DIDISTRIBUSI, meja), oleh=meja.kasi)
    sebelum = potret(p)
    assert p not in Permohonan.objects.menunggu(kedua)
    assert p in Permohonan.objects.menunggu(meja.kasi)
    with pytest.raises(Bentrok, match=meja.kasi.nama):
        actions.ambil(permohonan=p, oleh=kedua)
    with pytest.raises(TransisiTidakSah):
        actions.validasi(permohonan=p, oleh=kedua, cara="cek_berkas")
    with pytest.raises(TidakBerhak):
        actions.lepas(permohonan=p, oleh=kedua)
    assert potret(p) == sebelum
    p = langkah(p, "validasi", meja)
    assert p.klaim_oleh is None


def test_klaim_berakhir_sendiri(meja, kedua):
    p = actions.ambil(permohonan=sampai(Status.DIDISTRIBUSI, meja), oleh=meja.kasi)
    Permohonan.objects.filter(pk=p.pk).update(klaim_sampai=timezone.now() - timedelta(minutes=1))
    assert p in Permohonan.objects.menunggu(kedua)
    assert actions.ambil(permohonan=p, oleh=kedua).klaim_oleh == kedua


def test_koordinator_melepas(meja, kedua):
    p = actions.ambil(permohonan=sampai(Status.DIDISTRIBUSI, meja), oleh=meja.kasi)
    actions.lepas(permohonan=p, oleh=meja.sekcam)
    assert p in Permohonan.objects.menunggu(kedua)
    with pytest.raises(TransisiTidakSah):
        actions.lepas(permohonan=p, oleh=meja.kasi)


def test_hanya_yang_ditunggu_mengambil(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    sebelum = potret(p)
    for orang in (meja.fo, meja.kasi_lain, meja.camat):
        with pytest.raises(TidakBerhak):
            actions.ambil(permohonan=p, oleh=orang)
    assert potret(p) == sebelum


def test_dua_petugas_loket(meja):
    p = actions.ambil(permohonan=ajukan(meja.fo), oleh=meja.fo2)
    sebelum = potret(p)
    with pytest.raises(TransisiTidakSah):
        actions.setujui(permohonan=p, oleh=meja.fo, nilai=semua_sesuai(p))
    assert potret(p) == sebelum


def test_klaim_berpasangan(meja):
    p = ajukan(meja.fo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Permohonan.objects.filter(pk=p.pk).update(klaim_oleh=meja.fo)


def test_posisi_berkas(meja):
    p = actions.terima_berkas(permohonan=sampai(Status.DIDISTRIBUSI, meja), oleh=meja.kasi)
    assert (p.posisi_berkas, p.posisi_oleh) == ("Kepala Seksi Kemasyarakatan", meja.kasi)
    tutup = sampai(Status.DIBATALKAN, meja)
    sebelum = potret(tutup)
    with pytest.raises(TransisiTidakSah):
        actions.terima_berkas(permohonan=tutup, oleh=meja.fo)
    assert potret(tutup) == sebelum


def test_lewat_peramban(klien, instansi_a, buat_orang, di):
    from tests.layanan.bantu import buat_meja

    orang = buat_meja(buat_orang, di=instansi_a)
    with di(instansi_a):
        p = sampai(Status.DIDISTRIBUSI, orang)
    kasi = klien(instansi_a, orang.kasi)
    url = f"/permohonan/{p.uuid}/berkas"
    assert kasi.get(f"{url}/ambil/").status_code == 405
    assert kasi.post(f"{url}/hilang/").status_code == 404
    assert kasi.post(f"{url}/ambil/").status_code == 302
    assert "Lepas berkas" in kasi.get(f"/permohonan/{p.uuid}/").content.decode()
    assert kasi.post(f"{url}/terima/").status_code == 302
    assert klien(instansi_a, orang.kasi_lain).post(f"{url}/ambil/").status_code == 404
    assert klien(instansi_a, orang.camat).post(f"{url}/ambil/").status_code == 409
