"""The same through the outbox, as the provisioning worker does it."""

import pytest

from inti.db import sebagai_pemilik
from inti.tasks import jalankan_semua
from inti.tugas.models import Tugas
from tenants import actions
from tenants.models import Instansi, Penyediaan
from tenants.penyediaan import PenyediaanGagal, pelaksana
from tenants.penyediaan.langkah import LANGKAH
from tests.tenants.bantu import ada_skema


def test_permintaan_diskominfo_dikerjakan_pekerja_penyediaan(draf, di, pengelola, segarkan):
    with di("diskominfo"):
        p = actions.minta_penyediaan(instansi=draf, oleh=pengelola)
        tugas = Tugas.objects.get()
        assert (tugas.antrean, tugas.argumen) == ("penyediaan", {"uuid": str(p.uuid)})
        assert not ada_skema(draf.schema_name)
        assert jalankan_semua() == 1
        assert Tugas.objects.get().status == "selesai"
    assert segarkan(p).keadaan == "selesai"
    assert segarkan(draf).status == "aktif"


def test_tugas_dua_kali_sama_dengan_satu_kali(draf, di, pengelola, segarkan):
    with di("diskominfo"):
        p = actions.minta_penyediaan(instansi=draf, oleh=pengelola)
        actions.minta_penyediaan(instansi=draf, oleh=pengelola)
        assert jalankan_semua() == 2
    assert segarkan(p).percobaan == 1


def test_pembatalan_diskominfo_dikerjakan_pekerja_penyediaan(draf, di, pengelola, segarkan):
    with di("diskominfo"):
        p = actions.minta_penyediaan(instansi=draf, oleh=pengelola)
        actions.minta_batal(penyediaan=p, oleh=pengelola)
        assert jalankan_semua() == 2
    assert segarkan(p).keadaan == "dibatalkan"
    with sebagai_pemilik():
        assert not Instansi.objects.filter(pk=draf.pk).exists()


def _rusak(monkeypatch, galat):
    def rusak(p):
        raise galat

    baru = tuple(type(b)(**(vars(b) | {"kerjakan": rusak})) if b.nama == "skema" else b for b in LANGKAH)
    monkeypatch.setattr(pelaksana, "LANGKAH", baru)


def test_gangguan_sementara_dicoba_lagi_oleh_kotak_tugas(draf, di, pengelola, segarkan, monkeypatch):
    with di("diskominfo"):
        p = actions.minta_penyediaan(instansi=draf, oleh=pengelola)
        with monkeypatch.context() as tambalan:
            _rusak(tambalan, OSError("cakram penuh"))
            with pytest.raises(PenyediaanGagal):
                jalankan_semua()
        tugas = Tugas.objects.get()
        assert (tugas.status, tugas.percobaan) == ("menunggu", 1)
        assert segarkan(p).keadaan == "gagal"
        Tugas.objects.update(mulai_pada=p.dibuat_pada)
        assert jalankan_semua() == 1
    assert segarkan(p).keadaan == "selesai"


def test_penolakan_menunggu_orang_dan_tidak_diulang(draf, di, pengelola, segarkan, monkeypatch):
    from inti.errors import Bentrok

    with di("diskominfo"):
        p = actions.minta_penyediaan(instansi=draf, oleh=pengelola)
        with monkeypatch.context() as tambalan:
            _rusak(tambalan, Bentrok("Skema sudah ada."))
            assert jalankan_semua() == 1
        assert Tugas.objects.get().status == "selesai"
    assert (segarkan(p).keadaan, segarkan(p).galat) == ("gagal", "Membuat skema dan tabel: Skema sudah ada.")


def test_tugas_pekerjaan_yang_tidak_ada_tidak_berbuat_apa_pun(db, di):
    from tenants.tasks import bongkar_penyediaan, jalankan_penyediaan

    with di("diskominfo"):
        for tugas in (jalankan_penyediaan, bongkar_penyediaan):
            tugas(uuid="00000000-0000-0000-0000-000000000000")
        assert not Penyediaan.objects.filter(keadaan="gagal").exists()
