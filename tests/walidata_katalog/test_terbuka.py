"""Open data: the owner's public copy. The portal reads it, and nothing behind it."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from inti.tasks import jalankan_semua
from monitoring_center.walidata.katalog import actions
from monitoring_center.walidata.katalog.models import BarisTerbuka, Terbitan
from monitoring_center.walidata.katalog.terbuka import terbitkan_terbuka
from tests.conftest import di_situs
from tests.walidata_katalog.bantu import isi_baris, terbit

ISI = [
    {"tahun": 2025, "desa": "Batulicin", "jumlah": 12},
    {"tahun": 2025, "desa": "Sarigadung", "jumlah": 3},
    {"tahun": 2025, "desa": "Jumlah", "jumlah": 15},
]


@pytest.fixture
def terbuka(petugas, kepala):
    d = terbit(petugas, kepala)
    isi_baris(d, ISI)
    terbitkan_terbuka(d)
    return d


def test_salinan_publik_sudah_ditekan(terbuka):
    with di_situs("portal"):
        t = Terbitan.objects.get()
        assert (t.baris, t.ditekan, t.k_minimum) == (3, 2, 5)
        assert [b.isi["jumlah"] for b in BarisTerbuka.objects.all()] == [None, None, 15]
        for tabel in ("i_uji_a.walidata_dataset_baris", "i_uji_a.ds_jembatan_gantung"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as k:
                k.execute(f"SELECT * FROM {tabel}")


def test_persetujuan_menitipkan_penerbitan(petugas, kepala):
    d = terbit(petugas, kepala)
    isi_baris(d, ISI)
    assert not Terbitan.objects.exists()
    jalankan_semua()
    assert Terbitan.objects.get(pk=d.pk).baris == 3


def test_diulang_sama_saja(terbuka):
    assert terbitkan_terbuka(terbuka) == 3
    assert BarisTerbuka.objects.count() == 3


@pytest.mark.parametrize("akses", ["terbatas", "rahasia"])
def test_yang_tidak_terbuka_tidak_disalin(akses, petugas, kepala):
    d = terbit(petugas, kepala, akses=akses)
    isi_baris(d, ISI)
    assert terbitkan_terbuka(d) == 0
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as k:
        k.execute(
            "INSERT INTO gerbang.terbitan (dataset_id, kolom, k_minimum) VALUES (%s, '[]', 5)",
            [d.pk],
        )
    with (
        pytest.raises(DatabaseError, match="Bukan dataset terbuka"),
        transaction.atomic(),
        connection.cursor() as k,
    ):
        k.execute("SELECT gerbang.baris_terbuka(%s, 10)", [d.uuid])


def test_ditarik_hilang_dari_portal(terbuka, kepala):
    actions.tarik(dataset=terbuka, oleh=kepala, alasan="Keliru.")
    with di_situs("portal"):
        assert not BarisTerbuka.objects.exists()
    assert not Terbitan.objects.exists()


def test_menjadi_terbatas_menutup_salinannya(terbuka, petugas, kepala):
    d = actions.ubah(dataset=terbuka, oleh=petugas, akses="terbatas")
    with di_situs("portal"):
        assert BarisTerbuka.objects.count() == 3, "usulan belum mengubah apa-apa"
    actions.setujui(dataset=d, oleh=kepala)
    with di_situs("portal"):
        assert not BarisTerbuka.objects.exists(), "tertutup seketika oleh basis data, sebelum tugas berjalan"
    jalankan_semua()
    assert not Terbitan.objects.exists()


def test_instansi_lain_tidak_menulis_salinan(terbuka, instansi_b):
    with di_situs(instansi_b):
        assert BarisTerbuka.objects.count() == 3
        with connection.cursor() as k:
            k.execute("DELETE FROM gerbang.data_terbuka")
            assert k.rowcount == 0
        for sql in (
            "INSERT INTO gerbang.data_terbuka VALUES (%s, 9, '{}')",
            "INSERT INTO gerbang.terbitan (dataset_id, pemilik, kolom, k_minimum) VALUES (%s, 'i_uji_a', '[]', 5)",
            "SELECT gerbang.baris_terbuka((SELECT uuid FROM gerbang.dataset WHERE id = %s), 10)",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as k:
                k.execute(sql, [terbuka.pk])


def test_portal_tidak_menulis(terbuka):
    with di_situs("portal"):
        for sql in (
            "DELETE FROM gerbang.data_terbuka",
            "UPDATE gerbang.terbitan SET baris = 0",
            "UPDATE gerbang.dataset SET nama = 'x'",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as k:
                k.execute(sql)


def test_yang_besar_disalin_satu_satu(terbuka, monkeypatch):
    from monitoring_center.walidata.katalog import terbuka as modul

    monkeypatch.setattr(modul, "SEKALIGUS", 2)
    monkeypatch.setattr(modul, "POTONG", 2)
    assert terbitkan_terbuka(terbuka) == 3
    t = Terbitan.objects.get()
    assert (t.baris, t.ditekan) == (3, 2)
    assert "Baris jumlah dan total tidak ditampilkan" in t.catatan
    assert [b.isi["jumlah"] for b in BarisTerbuka.objects.all()] == [12, None, None]
    assert [b.isi.get("_ditekan") for b in BarisTerbuka.objects.all()] == [None, ["jumlah"], ["jumlah"]]


def test_unduhan_besar_tanpa_excel(terbuka, klien, monkeypatch):
    from monitoring_center.walidata.katalog import dcat

    monkeypatch.setattr(dcat, "MAKS_XLSX", 2)
    portal = klien("portal")
    assert portal.get(f"/katalog/{terbuka.uuid}.xlsx").status_code == 404
    assert portal.get(f"/katalog/{terbuka.uuid}.csv").getvalue().count(b"\r\n") == 4
    isi = json.loads(portal.get(f"/katalog/{terbuka.uuid}.json").getvalue())
    assert [set(b) for b in isi["data"]] == [{"tahun", "desa", "jumlah"}] * 3, "tanpa catatan dalam"


def test_pratinjau_menyebut_mengapa(terbuka, klien):
    halaman = klien("portal").get(f"/katalog/{terbuka.uuid}/").content.decode()
    assert halaman.count(">&lt;5</span>") == 2
    assert "2 angka disembunyikan agar tidak seorang pun dapat dikenali" in halaman


def test_data_aplikasi_disegarkan_setiap_hari(petugas, kepala):
    """Its rows change without anybody uploading: the public copy follows by the daily task."""
    from monitoring_center.walidata.katalog.tasks import segarkan_terbuka

    d = actions.adopsi_sistem(kode="layanan_bulanan", oleh=petugas)
    d = actions.setujui(dataset=actions.ajukan(dataset=d, oleh=petugas), oleh=kepala)
    jalankan_semua()
    pertama = Terbitan.objects.get(pk=d.pk).pada
    segarkan_terbuka()
    t = Terbitan.objects.get(pk=d.pk)
    assert t.pada > pertama
    assert [k["name"] for k in t.kolom][:2] == ["bulan", "seksi"]
    with di_situs("diskominfo"):
        segarkan_terbuka()  # on a public host there is nothing to do
