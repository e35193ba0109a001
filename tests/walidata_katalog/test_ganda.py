"""The duplicate ban (Perbup Tanah Bumbu 25/2019 Ps 11(3)): stopped by the database, ruled by Diskominfo, no way around it."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from inti.audit.models import Jejak
from inti.db import sebagai_pemilik
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from monitoring_center.walidata.katalog import actions
from monitoring_center.walidata.katalog.models import Dataset, Keadaan, Temuan
from monitoring_center.walidata.katalog.serupa import cari_serupa
from monitoring_center.walidata.katalog.temuan import putuskan
from tests.conftest import di_situs
from tests.walidata_katalog.bantu import KOLOM, daftar, potret, terbit

LAIN = {
    "nama": "Luas panen padi sawah",
    "konsep": "Luas panen",
    "satuan": "hektare",
    "definisi": "Luas sawah yang dipanen dalam satu bulan, dalam hektare.",
    "kolom": [KOLOM[0], {"name": "luas", "title": "Luas panen", "type": "number"}],
}
PARAFRASE = {
    "nama": "Data jembatan gantung per desa",
    "definisi": "Jumlah jembatan gantung yang dapat dilalui pejalan kaki pada akhir tahun.",
}


@pytest.fixture
def petugas_b(instansi_b, buat_orang):
    return buat_orang("pengelola_data", di=instansi_b)


@pytest.fixture
def kepala_b(instansi_b, buat_orang):
    return buat_orang("penanggung_jawab", di=instansi_b)


@pytest.fixture
def dinas(buat_orang):
    return buat_orang("diskominfo", di="diskominfo")


def tulis(sql, *nilai):
    with transaction.atomic(), connection.cursor() as k:
        k.execute(sql, nilai)
        return k.rowcount


def ganda(petugas, petugas_b, instansi_b, **lain):
    """A draft at A, and its paraphrase at B, which is stopped."""
    asli = daftar(petugas)
    with di_situs(instansi_b):
        return asli, daftar(petugas_b, "jembatan", **(PARAFRASE | lain))


def putus(dinas, putusan, alasan="Wilayahnya tidak sama."):
    with di_situs("diskominfo"):
        return putuskan(temuan=Temuan.objects.terbuka().get(), putusan=putusan, alasan=alasan, oleh=dinas)


def test_paraphrase_tertahan_dan_menjadi_temuan(petugas, petugas_b, instansi_b):
    asli, d = ganda(petugas, petugas_b, instansi_b)
    assert d.keadaan == Keadaan.TERTAHAN
    with di_situs(instansi_b):
        t = Temuan.objects.get()
        assert (t.nama, t.nama_pembanding, t.pemilik_pembanding, t.putusan) == (
            d.nama,
            asli.nama,
            "i_uji_a",
            "",
        )
        assert t.rinci.keys() == {"nama", "definisi", "kolom"}
        assert not Dataset.objects.filter(pk=asli.pk).exists(), "konsep walidata lain tidak terbaca"
    assert not Temuan.objects.exists(), "pemilik data asli tidak membaca isian orang lain"
    assert potret(asli)["keadaan"] == Keadaan.KONSEP, "yang lebih dulu terdaftar tidak terganggu"


def test_yang_tertahan_tidak_dapat_diajukan(petugas, petugas_b, instansi_b):
    _, d = ganda(petugas, petugas_b, instansi_b)
    with di_situs(instansi_b):
        with pytest.raises(Bentrok):
            actions.ajukan(dataset=d, oleh=petugas_b)
        for sql in (
            "UPDATE gerbang.dataset SET keadaan = 'diajukan', pengaju = gen_random_uuid(), diajukan_oleh = 'x'"
            " WHERE kode = 'jembatan'",
            "UPDATE gerbang.temuan SET putusan = 'berbeda', alasan = 'x', diputus_oleh = 'x', diputus_pada = now()",
            "DELETE FROM gerbang.temuan",
            "SELECT gerbang.putus_temuan((SELECT uuid FROM gerbang.temuan), 'berbeda', 'x', 'x')",
            "DELETE FROM gerbang.dataset_kata",
        ):
            with pytest.raises(DatabaseError):
                tulis(sql)
        tulis("UPDATE gerbang.dataset SET keadaan = 'konsep' WHERE kode = 'jembatan'")
        assert potret(d)["keadaan"] == Keadaan.TERTAHAN, "diperiksa lagi, tetap tertahan"
        assert Temuan.objects.terbuka().count() == 1


def test_sql_mentah_pun_tertahan(petugas, petugas_b, instansi_b):
    """A login that writes the table itself, without any of our Python."""
    asli = daftar(petugas)
    with di_situs(instansi_b):
        tulis(
            "INSERT INTO gerbang.dataset (kode, jenis, nama, definisi, kolom, sumber, dibuat_oleh)"
            " SELECT 'curang', 'sektoral', %s, %s, %s::jsonb, 'ds_curang', 'x'",
            asli.nama, asli.definisi, "[]",
        )  # fmt: skip
        assert Dataset.objects.get(kode="curang").keadaan == Keadaan.TERTAHAN


def test_berganti_nama_setelah_terbit_tidak_lolos(petugas, kepala, petugas_b, kepala_b, instansi_b):
    """An innocent dataset is approved, then becomes a copy."""
    asli = daftar(petugas)
    with di_situs(instansi_b):
        d = terbit(petugas_b, kepala_b, "padi", **LAIN)
        assert d.keadaan == Keadaan.TERBIT
        d = actions.ubah(dataset=d, oleh=petugas_b, nama=asli.nama, definisi=asli.definisi, kolom=asli.kolom)
        assert Temuan.objects.terbuka().get().usulan
        sebelum = potret(d)
        with pytest.raises(Bentrok, match="Ps 11 ayat 3"):
            actions.setujui(dataset=d, oleh=kepala_b)
        assert potret(d) == sebelum
        d = actions.batalkan(dataset=d, oleh=petugas_b)
        assert not Temuan.objects.terbuka().exists()
        assert d.nama == LAIN["nama"]


def test_konsep_yang_diubah_menjadi_salinan_tertahan_lalu_bebas_lagi(petugas, petugas_b, instansi_b):
    asli = daftar(petugas)
    with di_situs(instansi_b):
        d = daftar(petugas_b, "padi", **LAIN)
        d = actions.ubah(dataset=d, oleh=petugas_b, nama=asli.nama, definisi=asli.definisi, kolom=asli.kolom)
        assert d.keadaan == Keadaan.TERTAHAN
        d = actions.ubah(dataset=d, oleh=petugas_b, **LAIN)
        assert d.keadaan == Keadaan.KONSEP
        assert Temuan.objects.get().putusan == "selesai"


def test_diputus_berbeda_maka_pendaftaran_lanjut(petugas, petugas_b, kepala_b, instansi_b, dinas):
    _, d = ganda(petugas, petugas_b, instansi_b)
    t = putus(dinas, "berbeda")
    assert (t.putusan, t.alasan, t.diputus_oleh) == ("berbeda", "Wilayahnya tidak sama.", dinas.nama)
    with di_situs("diskominfo"):
        assert Jejak.objects.filter(kode="temuan.putuskan").count() == 1
    with di_situs(instansi_b):
        d = Dataset.objects.get(pk=d.pk)
        assert d.keadaan == Keadaan.KONSEP
        d = actions.setujui(dataset=actions.ajukan(dataset=d, oleh=petugas_b), oleh=kepala_b)
        assert d.keadaan == Keadaan.TERBIT


def test_putusan_berbeda_tidak_menutupi_yang_lebih_mirip(petugas, petugas_b, instansi_b, dinas):
    asli, d = ganda(petugas, petugas_b, instansi_b)
    putus(dinas, "berbeda")
    with di_situs(instansi_b):
        d = actions.ubah(dataset=d, oleh=petugas_b, nama=asli.nama, definisi=asli.definisi)
        assert d.keadaan == Keadaan.TERTAHAN
    actions.ubah(dataset=asli, oleh=petugas, klasifikasi=["kecamatan"])
    assert potret(asli)["keadaan"] == Keadaan.KONSEP


def test_diputus_ganda_tetap_tertahan_tanpa_temuan_kedua(petugas, petugas_b, instansi_b, dinas):
    _, d = ganda(petugas, petugas_b, instansi_b)
    putus(dinas, "ganda", "Pakailah data Kecamatan Uji A.")
    with di_situs(instansi_b):
        assert potret(d)["keadaan"] == Keadaan.TERTAHAN
        d = actions.ubah(dataset=d, oleh=petugas_b, klasifikasi=["kecamatan"])
        tulis("UPDATE gerbang.dataset SET keadaan = 'konsep' WHERE kode = 'jembatan'")
        assert potret(d)["keadaan"] == Keadaan.TERTAHAN
        assert Temuan.objects.count() == 1
        d = actions.tarik(dataset=d, oleh=petugas_b, alasan="Memakai data Uji A.")
        assert d.keadaan == Keadaan.DITARIK
        d = actions.daftarkan_kembali(dataset=d, oleh=petugas_b)
        assert d.keadaan == Keadaan.TERTAHAN


@pytest.mark.parametrize(
    ("putusan", "alasan"), [("berbeda", " "), ("mungkin", "x"), ("", "x"), ("selesai", "x")]
)
def test_putusan_tanpa_alasan_atau_asing(putusan, alasan, petugas, petugas_b, instansi_b, dinas):
    _, d = ganda(petugas, petugas_b, instansi_b)
    with pytest.raises(MasukanSalah):
        putus(dinas, putusan, alasan)
    with di_situs(instansi_b):
        assert potret(d)["keadaan"] == Keadaan.TERTAHAN
        assert Temuan.objects.get().putusan == ""


def test_sekali_putus_dan_hanya_diskominfo(petugas, petugas_b, instansi_b, dinas, buat_orang):
    ganda(petugas, petugas_b, instansi_b)
    with di_situs("diskominfo"):
        t = Temuan.objects.get()
    with di_situs(instansi_b), pytest.raises(TidakBerhak):
        putuskan(temuan=t, putusan="berbeda", alasan="x", oleh=petugas_b)
    putus(dinas, "ganda")
    with di_situs("diskominfo"), pytest.raises(Bentrok):
        putuskan(temuan=t, putusan="berbeda", alasan="x", oleh=dinas)


def test_diskominfo_melihat_metadata_temuan_saja(petugas, petugas_b, instansi_b):
    asli, d = ganda(petugas, petugas_b, instansi_b)
    lain = daftar(petugas, "padi", **LAIN)
    with di_situs("diskominfo"):
        assert set(Dataset.objects.values_list("pk", flat=True)) == {asli.pk, d.pk}
        assert not Dataset.objects.filter(pk=lain.pk).exists()
    for login in ("portal", "monitoring"):
        with di_situs(login):
            assert not Dataset.objects.exists()
            with pytest.raises(DatabaseError), transaction.atomic():
                Temuan.objects.count()


def test_serupa_saat_mendaftar_hanya_nama_bila_belum_terbit(petugas, kepala, petugas_b, instansi_b):
    daftar(petugas)
    isi = {"nama": PARAFRASE["nama"], "definisi": PARAFRASE["definisi"]}
    with di_situs(instansi_b):
        (s,) = cari_serupa(isi)
        assert (s.uuid, s.pemilik, s.terbit, s.ganda) == (None, "i_uji_a", False, s.skor >= 0.65)
    d = actions.setujui(dataset=actions.ajukan(dataset=Dataset.objects.get(), oleh=petugas), oleh=kepala)
    with di_situs(instansi_b):
        (s,) = cari_serupa(isi)
        assert (s.uuid, s.terbit) == (d.uuid, True)
    assert cari_serupa(isi) == [], "milik sendiri bukan data walidata lain"


def test_data_aplikasi_yang_sama_bukan_ganda(petugas, petugas_b, instansi_b, monkeypatch):
    """Each instansi's app keeps its own rows; a sektoral copy of them elsewhere is a duplicate."""
    from inti.dataset import DatasetSistem, Kolom

    d = DatasetSistem(
        "uji_layanan", "Permohonan surat keterangan usaha", "Layanan", "Setiap permohonan surat keterangan usaha yang masuk.",
        (Kolom("nomor_urut", "Nomor urut", "integer"), Kolom("usaha", "Jenis usaha")), "SELECT 1", "nomor_urut",
    )  # fmt: skip
    monkeypatch.setattr(actions, "_siapkan_sumber", lambda dataset: None)
    monkeypatch.setattr(actions, "daftar_sistem", lambda: {d.kode: d})
    assert actions.adopsi_sistem(kode=d.kode, oleh=petugas).keadaan == Keadaan.KONSEP
    with di_situs(instansi_b):
        assert actions.adopsi_sistem(kode=d.kode, oleh=petugas_b).keadaan == Keadaan.KONSEP
        salinan = daftar(petugas_b, "salinan", nama=d.nama, definisi=d.definisi)
        assert salinan.keadaan == Keadaan.TERTAHAN


def test_dua_kecamatan_mencatat_wilayahnya_sendiri(petugas, petugas_b, instansi_b):
    with sebagai_pemilik():
        tulis("UPDATE public.tenants_instansi SET kode_wilayah = '63.10.02' WHERE schema_name = 'i_uji_b'")
    _, d = ganda(petugas, petugas_b, instansi_b)
    assert d.keadaan == Keadaan.KONSEP
    with di_situs(instansi_b):
        d = actions.ubah(dataset=d, oleh=petugas_b, cakupan="kabupaten")
        assert d.keadaan == Keadaan.TERTAHAN, "sekabupaten: sama dengan milik kecamatan lain"


def test_cakupan_wilayah_hanya_kecamatan(petugas):
    with sebagai_pemilik():
        tulis("UPDATE public.tenants_instansi SET jenis = 'skpd' WHERE schema_name = 'i_uji_a'")
    with pytest.raises(IntegrityError, match="hanya untuk kecamatan"):
        tulis(
            "INSERT INTO gerbang.dataset (kode, jenis, nama, sumber, dibuat_oleh, cakupan)"
            " VALUES ('x', 'sektoral', 'X', 'ds_x', 'x', 'wilayah')"
        )


def test_indikator_nasional_yang_sama(petugas, petugas_b, instansi_b):
    daftar(petugas, indikator="KES-01")
    with di_situs(instansi_b):
        assert daftar(petugas_b, "lain", indikator="KES-01", **LAIN).keadaan == Keadaan.TERTAHAN


def test_seratus_dataset_dibandingkan_cepat(petugas, petugas_b, instansi_b):
    import time

    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(
            "INSERT INTO gerbang.dataset (pemilik, kode, jenis, nama, definisi, kolom, sumber, dibuat_oleh)"
            " SELECT 'i_uji_a', 'd' || n, 'sektoral', 'Statistik ' || md5(n::text), 'Arti ' || md5(n::text), '[]', 'ds_d', 'x'"
            " FROM generate_series(1, 100) n"
        )
    with di_situs(instansi_b):
        awal = time.perf_counter()
        assert daftar(petugas_b).keadaan == Keadaan.KONSEP
        assert time.perf_counter() - awal < 1, "satu detik pun sudah terlalu lama di meja kerja"


@pytest.mark.parametrize("situs", ["a", "portal", "monitoring", "diskominfo"])
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT kemiripan.similarity('a', 'b')",
        "SELECT * FROM gerbang.dataset_kata",
        "SELECT * FROM gerbang.dataset_cari",
        "SELECT gerbang.kata('data')",
        "SELECT * FROM gerbang.pembanding(NULL::gerbang.dataset, 0)",
        "ALTER TABLE gerbang.dataset DISABLE TRIGGER ALL",
        "CREATE FUNCTION gerbang.ambang_ganda() RETURNS numeric LANGUAGE sql AS 'SELECT 2'",
    ],
)
def test_bagian_dalam_tertutup_bagi_setiap_login(situs, sql, instansi_a):
    with di_situs(instansi_a if situs == "a" else situs), pytest.raises(DatabaseError):
        tulis(sql)


def test_diskominfo_tidak_mengubah_dataset(petugas, petugas_b, instansi_b):
    ganda(petugas, petugas_b, instansi_b)
    with di_situs("diskominfo"):
        for sql in (
            "UPDATE gerbang.dataset SET keadaan = 'konsep'",
            "UPDATE gerbang.temuan SET putusan = 'berbeda'",
            "DELETE FROM gerbang.temuan",
        ):
            with pytest.raises(DatabaseError):
                tulis(sql)


@pytest.mark.nyata
def test_dua_yang_mendaftar_serentak_tidak_lolos_berdua(basis_nyata):
    """Real logins and committed data: neither sees the other's row before it commits."""
    import threading

    import psycopg

    from inti.db.login import parameter

    sql = (
        "INSERT INTO gerbang.dataset (kode, jenis, nama, definisi, kolom, sumber, dibuat_oleh) VALUES"
        " ('sama', 'sektoral', 'Jumlah jembatan gantung', 'Jembatan gantung yang masih dapat dilalui.', '[]', 'ds_sama', 'x')"
        " RETURNING keadaan"
    )
    with (
        psycopg.connect(**parameter("i_uji_a")) as a,
        psycopg.connect(**parameter("i_uji_b"), autocommit=True) as b,
    ):
        pertama = a.execute(sql).fetchone()
        hasil = []
        utas = threading.Thread(target=lambda: hasil.append(b.execute(sql).fetchone()))
        utas.start()
        utas.join(0.5)
        assert not hasil, "yang kedua menunggu yang pertama selesai"
        a.commit()
        utas.join(10)
    assert [pertama[0], hasil[0][0]] == ["konsep", "tertahan"]


SINONIM = {
    "nama": "Titian warga di atas sungai",
    "definisi": "Banyaknya tempat menyeberang yang digantung pada kabel baja dan terpelihara.",
    "kolom": LAIN["kolom"],
}


@pytest.mark.parametrize(
    ("milik", "baru", "tertahan"),
    [
        ({}, {}, True),  # the same concept, measure and unit
        ({}, {"konsep": "PRASARANA  penyeberangan."}, True),
        ({}, {"satuan": "meter"}, False),
        ({}, {"konsep": "Titian"}, False),
        ({"kode_referensi": "SDI-07.12"}, {"kode_referensi": "sdi 07 12", "konsep": "Titian"}, True),
        ({"kode_referensi": "Kode wilayah"}, {"kode_referensi": "Kode wilayah", "konsep": "Titian"}, False),
        ({"indikator": "PKJ-01"}, {"indikator": "PKJ-01", "konsep": "Titian"}, True),
        ({"indikator": "PKJ-01"}, {"indikator": "PKJ-02"}, False),
    ],
)
def test_sinonim_dihentikan(milik, baru, tertahan, petugas, kepala, petugas_b, instansi_b, di):
    """Other words for the same data of Satu Data: stopped, and a finding opens (Ps 11(3))."""
    terbit(petugas, kepala, **milik)
    with di(instansi_b):
        d = daftar(petugas_b, "titian", **(SINONIM | baru))
        assert (d.keadaan == Keadaan.TERTAHAN) is tertahan
        assert Temuan.objects.filter(dataset=d).count() == tertahan
        if tertahan:
            d = actions.ubah(
                dataset=d, oleh=petugas_b, konsep="Titian", satuan="meter", kode_referensi="", indikator=""
            )
            assert d.keadaan == Keadaan.KONSEP
