"""News of datasets: to those who must act, once, on their own site."""

import datetime as dt
from typing import Any

import pytest

from inti.notifikasi.models import Notifikasi, Surat
from monitoring_center.walidata.katalog import actions, kabar, tasks
from monitoring_center.walidata.katalog.models import Temuan
from monitoring_center.walidata.katalog.temuan import putuskan
from tests.conftest import di_situs
from tests.walidata_katalog.bantu import daftar, terbit


def judul(siapa: Any) -> list[str]:
    return list(Notifikasi.objects.filter(pengguna=siapa).order_by("pk").values_list("judul", flat=True))


def test_persetujuan_diminta_diberi_dan_ditolak(petugas: Any, kepala: Any, buat_orang: Any) -> None:
    rekan, lain = buat_orang("pengelola_data"), buat_orang("operator")
    d = actions.ajukan(dataset=daftar(petugas), oleh=petugas)
    assert judul(kepala) == ["Dataset menunggu persetujuan penerbitan"]
    assert judul(petugas) == [], "yang mengajukan sudah tahu"
    actions.tolak(dataset=d, oleh=kepala, alasan="Definisinya rahasia dapur.")
    actions.setujui(dataset=actions.ajukan(dataset=d, oleh=petugas), oleh=kepala)
    actions.ubah(dataset=d, oleh=petugas, satuan="jembatan")
    assert judul(petugas) == judul(rekan) == ["Dataset dikembalikan", "Dataset disetujui"]
    assert judul(kepala)[-1] == "Dataset menunggu persetujuan perubahan"
    assert judul(lain) == []
    assert not any("rahasia dapur" in s.isi_teks + s.subjek for s in Surat.objects.all())
    n = Notifikasi.objects.filter(pengguna=kepala).first()
    assert n is not None
    assert n.tautan == f"/data/{d.uuid}/"


def test_narahubung_bukan_kabar(petugas: Any, kepala: Any) -> None:
    d = terbit(petugas, kepala)
    sebelum = Notifikasi.objects.count()
    actions.ubah(dataset=d, oleh=petugas, kontak="Seksi lain")
    assert Notifikasi.objects.count() == sebelum


def test_dataset_rahasia_tidak_disebut(petugas: Any, kepala: Any) -> None:
    actions.ajukan(dataset=daftar(petugas, akses="rahasia"), oleh=petugas)
    assert not any("jembatan" in s.isi_teks for s in Surat.objects.all())


@pytest.fixture
def temuan(petugas: Any, kepala: Any, instansi_b: Any, di: Any, buat_orang: Any) -> Any:
    terbit(petugas, kepala)
    petugas_b = buat_orang("pengelola_data", di=instansi_b)
    with di(instansi_b):
        d = daftar(petugas_b, "jembatan_lain")
        assert d.keadaan == "tertahan"
    return petugas_b


def test_temuan_dan_putusannya(temuan: Any, instansi_b: Any, di: Any, buat_orang: Any) -> None:
    dinas = buat_orang("diskominfo", di="diskominfo")
    for _ in range(2):
        with di_situs("diskominfo"):
            assert tasks._ada_kabar() is (Notifikasi.objects.count() == 0)
            kabar.sampaikan_baru(kabar.peristiwa())
            assert judul(dinas) == ["Temuan data ganda menunggu putusan"]
    with di(instansi_b):
        kabar.sampaikan_baru(kabar.peristiwa())
    with di_situs("diskominfo"):
        putuskan(temuan=Temuan.objects.get(), putusan="ganda", alasan="Sama.", oleh=dinas)
        assert kabar.peristiwa() == []
    with di(instansi_b):
        for _ in range(2):
            kabar.sampaikan_baru(kabar.peristiwa())
        assert judul(temuan) == ["Dataset tertahan: diduga ganda", "Temuan data ganda diputus ganda"]


def test_pemilik_pembanding_tidak_dikabari(temuan: Any, petugas: Any) -> None:
    sebelum = judul(petugas)
    kabar.sampaikan_baru(kabar.peristiwa())
    assert judul(petugas) == sebelum


def test_periode_tanpa_data(petugas: Any, kepala: Any) -> None:
    d = terbit(petugas, kepala)  # yearly
    tahun = d.disetujui_pada.year
    tenggat = dt.date(tahun + 1, 1, 1) + dt.timedelta(days=35)
    assert kabar.terlambat(tenggat - dt.timedelta(days=1)) == [], "masih masa pengumpulan"
    (k,) = kabar.terlambat(tenggat)
    assert k.judul == f"Data {tahun} belum diisi"
    assert [kabar.sampaikan_baru([k]), kabar.sampaikan_baru([k])] == [1, 0]
    assert judul(petugas)[-1] == k.judul
    assert k.judul not in judul(kepala)
    assert kabar._belum_diisi(d, tenggat, {(d.uuid, dt.date(tahun, 1, 1))}) is None
    assert kabar.terlambat(dt.date(tahun + 2, 3, 1))[0].judul == f"Data {tahun + 1} belum diisi"


def test_yang_sewaktu_waktu_tidak_pernah_terlambat(petugas: Any, kepala: Any) -> None:
    terbit(petugas, kepala, periode="sewaktu")
    assert kabar.terlambat(dt.date(2099, 1, 1)) == []
