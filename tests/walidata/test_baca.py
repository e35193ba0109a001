"""The Python reader of the gate: pages, refusals in words, rows reported, encrypted columns, limits of volume."""

import ast
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import transaction

from inti.errors import MasukanSalah
from monitoring_center.walidata.gerbang import baca
from monitoring_center.walidata.gerbang.models import Izin, JejakAkses
from tests.walidata.bantu import (
    PEMBACA,
    PEMILIK,
    SAMAR,
    jejak,
    mohon,
    putuskan,
    rekomendasikan,
    sambung,
    satu,
    sebagai_superpengguna,
    tampilan,
    terbit_orang,
    terbitkan_dataset,
)

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]


def izin(uuid):
    return Izin.objects.get(uuid=uuid)


def test_halaman_demi_halaman_dan_jumlahnya_dilaporkan(orang_tersandi, di_pembaca):
    i = izin(terbit_orang("nomor", "nama"))
    with baca.bacaan(i, maksud="Pencocokan", oleh="Budi") as b:
        h = b.halaman(batas=15)
        semua = h.baris
        while h.berikut:
            h = b.halaman(batas=15, sesudah=h.berikut)
            semua += h.baris
    assert [n for n, _ in semua] == list(range(1, 41))
    assert [k.judul for k in b.kolom] == ["Nomor", "Nama"]
    buka, tutup = jejak()[-2:]
    assert buka[2] | {"kolom": None} == {"maksud": "Pencocokan", "oleh": "Budi", "kolom": None}
    assert tutup[2] == {"baris": 40}


def test_jumlah_dilaporkan_juga_bila_pembacaan_terputus(orang_tersandi, di_pembaca):
    i = izin(terbit_orang("nomor"))
    with pytest.raises(ZeroDivisionError), baca.bacaan(i, maksud="x", oleh="Budi") as b:
        assert len(b.halaman(batas=7).baris) / 0
    assert jejak()[-1][0] == "tutup"
    assert jejak()[-1][2] == {"baris": 7}


def test_kolom_tersandi_dibuka_dengan_kunci_pemilik(orang_tersandi, di_pembaca):
    i = izin(terbit_orang("nomor", "nik"))
    with baca.bacaan(i, maksud="x", oleh="Budi") as b:
        baris = b.halaman().baris
    assert baris[0] == (1, "6310011708859900")
    assert baris[39] == (40, "")
    with closing(sambung(PEMBACA)) as k:
        k.execute("SELECT gerbang.buka(%s, 'psql')", [str(i.uuid)])
        assert k.execute(f"SELECT nik FROM {tampilan(str(i.uuid))}").fetchone()[0].startswith("s1."), (
            "psql: tetap tersandi"
        )


def test_samar_dari_indeks_buta_sama_dalam_izin_berbeda_antarizin(orang_tersandi, di_pembaca):
    hasil = []
    for _ in range(2):
        i = izin(terbit_orang("nomor", SAMAR))
        with baca.bacaan(i, maksud="x", oleh="Budi") as b:
            hasil.append(dict(b.halaman().baris))
    for h in hasil:
        assert h[1] == h[21], "NIK yang sama, sidik yang sama"
        assert len(set(h.values()) - {None}) == 20
        assert h[40] is None, "tanpa NIK bukan orang yang sama"
    assert not set(hasil[0].values()) & set(hasil[1].values()) - {None}
    indeks = satu(PEMILIK, "SELECT nik_indeks FROM orang_uji WHERE nomor = 1")
    assert indeks not in hasil[0].values()


@pytest.mark.parametrize("dasar", [None, "umur", "nik"])
def test_sandi_tidak_pernah_disamarkan(orang_tersandi, dasar):
    """Ciphertext differs each time, so its hash would say nothing; and no other column is a basis for it."""
    terbitkan_dataset("orang", sumber="orang_uji", kunci="nomor")
    permohonan = mohon(["nik"], dataset="orang")
    kolom = {"nama": "nik", "samar": True} | ({"dasar": dasar} if dasar else {})
    rekomendasikan(permohonan, [kolom], sumber="orang_uji", kunci="nomor")
    with pytest.raises(psycopg.Error, match="indeks butanya"):
        putuskan(permohonan)
    assert jejak() == []


def test_penyaji_gerbang_hanya_mendapat_kolom_dasar(orang_tersandi):
    terbit_orang("nomor", SAMAR)
    punya = satu(
        PEMILIK,
        "SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute WHERE attrelid = 'orang_uji'::regclass"
        " AND attnum > 0 AND has_column_privilege('spbe_gerbang', attrelid, attnum, 'SELECT')",
    )
    assert punya == ["nik_indeks", "nomor"]


def test_saringan_dalam_kolom_izin(orang_tersandi, di_pembaca):
    i = izin(terbit_orang("nomor", "nama", "umur", SAMAR))
    with baca.bacaan(i, maksud="x", oleh="Budi") as b:
        s = [baca.Saring("umur", "paling_sedikit", "58"), baca.Saring("nama", "memuat", "orang 3")]
        assert [x[0] for x in b.halaman(saringan=s).baris] == [38, 39]
        assert b.halaman(saringan=[baca.Saring("nama", "memuat", "%")]).baris == []
        sidik = b.halaman(batas=1).baris[0][3]
        assert [x[0] for x in b.halaman(saringan=[baca.Saring("nik", "sama", sidik)]).baris] == [1, 21]


@pytest.mark.parametrize(
    "s",
    [
        baca.Saring("nik_indeks", "sama", "x"),
        baca.Saring("nama; DROP TABLE x", "sama", "x"),
        baca.Saring("nama", "= '' OR true --", "x"),
        baca.Saring("nik", "memuat", "63"),
        baca.Saring("umur", "sama", "abc"),
        baca.Saring("umur", "sama", "1 OR true"),
    ],
)
def test_saringan_di_luar_izin_ditolak(orang_tersandi, di_pembaca, s):
    i = izin(terbit_orang("nomor", "nama", "umur", SAMAR))
    with pytest.raises(MasukanSalah), baca.bacaan(i, maksud="x", oleh="Budi") as b:
        b.halaman(saringan=[s])
    assert jejak()[-1][2] == {"baris": 0}


@pytest.mark.parametrize("nilai", ["' OR '1'='1", "x'; DELETE FROM gerbang.jejak; --", "\\", "%s", "{}"])
def test_nilai_saringan_dan_maksud_hanyalah_teks(orang_tersandi, di_pembaca, nilai):
    i = izin(terbit_orang("nomor", "nama"))
    with baca.bacaan(i, maksud=nilai, oleh=nilai) as b:
        assert b.halaman(saringan=[baca.Saring("nama", "sama", nilai)]).baris == []
        assert b.halaman(saringan=[baca.Saring("nama", "memuat", nilai)]).baris == []
    assert jejak()[-2][2]["maksud"] == nilai


def test_kolom_di_luar_izin_ditolak_dan_tercatat(orang_tersandi, di_pembaca):
    i = izin(terbit_orang("nomor", "nama"))
    with pytest.raises(baca.DitolakGerbang), baca.bacaan(i, maksud="x", oleh="Budi", kolom=["nomor", "umur"]):
        raise AssertionError
    assert jejak()[-1][0] == "tolak"
    assert jejak()[-1][2] == {"alasan": "Kolom di luar izin: umur", "maksud": "", "oleh": "Budi"}


def test_penolakan_gerbang_menjadi_kalimat(orang_tersandi, di_pembaca):
    uuid = terbit_orang("nomor")
    i = izin(uuid)
    with baca.bacaan(i, maksud="x", oleh="Budi") as b:
        assert b.halaman(batas=1).baris
        sebagai_superpengguna(
            "UPDATE gerbang.izin SET dicabut_pada = now(), alasan_cabut = 'x', dicabut_oleh = 'y'"
        )
        with pytest.raises(baca.DitolakGerbang, match="dicabut"):
            b.halaman(batas=1)
    with pytest.raises(baca.DitolakGerbang, match="dicabut"):
        baca.buka(i.uuid, "x", "Budi")
    assert [p[0] for p in jejak()[-3:]] == ["tolak", "tutup", "tolak"]
    assert jejak()[-3][2]["oleh"] == "Budi"


def test_tiket_tidak_dibuka_di_dalam_transaksi(orang_tersandi, di_pembaca):
    i = izin(terbit_orang("nomor"))
    with pytest.raises(RuntimeError, match="di luar transaksi"), transaction.atomic():
        baca.buka(i.uuid, "x", "Budi")
    assert [p[0] for p in jejak()] == ["terbit"]


# -- volume ------------------------------------------------------------------------------------------------------------


def test_batas_baris_dihitung_basis_data_bukan_pelapor(orang_tersandi):
    """psql reads, rolls back, never reports: the rows count all the same, and the first one too many is an error."""
    uuid = terbit_orang("nomor", maks_baris=50)
    nama = tampilan(uuid)
    with closing(sambung(PEMBACA)) as k:
        k.execute("SELECT gerbang.buka(%s, 'psql')", [uuid])
        with k.transaction(force_rollback=True):
            assert len(k.execute(f"SELECT * FROM {nama}").fetchall()) == 40
        with pytest.raises(psycopg.errors.ProgramLimitExceeded, match="Batas baris"):
            k.execute(f"SELECT * FROM {nama} ORDER BY nomor").fetchall()
        tiket, alasan = k.execute("SELECT * FROM gerbang.buka(%s, 'lagi')", [uuid]).fetchone()
    assert (tiket, alasan) == (None, "Batas 50 baris sehari sudah tercapai.")
    assert satu(PEMBACA, "SELECT baris FROM gerbang.pemakaian(%s)", uuid) >= 50


def test_halaman_dihitung_sebesar_halamannya(orang_tersandi, di_pembaca):
    """Also where the planner sorts all rows for a page."""
    i = izin(terbit_orang("nomor", "umur", maks_baris=30))
    with baca.bacaan(i, maksud="x", oleh="Budi") as b:
        b.halaman(batas=8)
        b.halaman(batas=8, sesudah="8")
        b.halaman(saringan=[baca.Saring("umur", "lebih", "58")])
    assert jejak()[-1][2] == {"baris": 18, "terhitung": 18}


def test_batas_baris_tidak_terpotong_diam_diam_dan_pulih_setelah_sehari(orang_tersandi):
    uuid = terbit_orang("nomor", maks_baris=40)
    nama = tampilan(uuid)
    with closing(sambung(PEMBACA)) as k:
        tiket = k.execute("SELECT tiket FROM gerbang.buka(%s, 'x')", [uuid]).fetchone()[0]
        assert len(k.execute(f"SELECT * FROM {nama}").fetchall()) == 40, "tepat sampai batasnya"
        k.execute("SELECT gerbang.tutup(%s, 3)", [tiket])
        assert jejak()[-1][2] == {"baris": 3, "terhitung": 40}, "laporan dan hitungan berdampingan"
        assert k.execute("SELECT tiket FROM gerbang.buka(%s, 'x')", [uuid]).fetchone()[0] is None
        sebagai_superpengguna("UPDATE gerbang.tiket SET dibuka_pada = dibuka_pada - interval '25 hours'")
        assert k.execute("SELECT tiket FROM gerbang.buka(%s, 'x')", [uuid]).fetchone()[0]
        assert len(k.execute(f"SELECT * FROM {nama} LIMIT 40").fetchall()) == 40


@pytest.mark.parametrize("perintah", ["SELECT setval('gerbang.baris_1', 1)", "SELECT * FROM gerbang.baris_1"])
def test_hitungan_tidak_dapat_diturunkan(orang_tersandi, perintah):
    terbit_orang("nomor", maks_baris=40)
    for login in (PEMBACA, PEMILIK):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            satu(login, perintah)


def test_tiket_yang_ditinggalkan_ditutup_pusat_dengan_yang_diketahui(orang_tersandi, di_pembaca):
    i = izin(terbit_orang("nomor", maks_baris=100))
    tiket = baca.buka(i.uuid, "x", "Budi")
    assert baca.lapor(tiket, 5)
    satu(PEMBACA, f"SELECT count(*) FROM {tampilan(str(i.uuid))}")
    assert satu("spbe_monitoring", "SELECT gerbang.bereskan()") == 0, "masih terbuka"
    sebagai_superpengguna("UPDATE gerbang.tiket SET berakhir_pada = now() - interval '2 minutes'")
    assert satu("spbe_monitoring", "SELECT gerbang.bereskan()") == 1
    assert jejak(PEMBACA)[-1] == ("tutup", PEMBACA, {"sendiri": False, "baris": 5, "terhitung": 40})
    assert not baca.tutup(tiket, 1)


# -- who may open what -----------------------------------------------------------------------------------------------


def test_izin_yang_tidak_ada_atau_milik_orang_lain_tercatat(orang_tersandi, di_pembaca):
    uuid = terbit_orang("nomor")
    asing = "00000000-0000-4000-8000-000000000000"
    for login, tujuan in ((PEMBACA, asing), (PEMILIK, uuid)):
        assert satu(login, "SELECT alasan FROM gerbang.buka(%s, 'x')", tujuan) == (
            "Izin ini tidak ada atau bukan milik login Anda."
        )
    assert JejakAkses.objects.filter(izin_id=0, peristiwa="tolak").count() == 1
    assert [p[:2] for p in jejak(PEMILIK)][-1] == ("tolak", PEMILIK)


def test_hanya_pembaca_gerbang_membuka_sandi_skema_lain():
    """`buka_sandi(..., skema=…)` opens another instansi's data: nobody but the gate's reader may say it."""
    akar = Path(__file__).resolve().parents[2]
    pemakai = set()
    for paket in ("platform/inti", "tenants", "layanan", "spbe", "monitoring_center"):
        for berkas in (akar / paket).rglob("*.py"):
            for simpul in ast.walk(ast.parse(berkas.read_text(encoding="utf-8"))):
                if (
                    isinstance(simpul, ast.Call)
                    and getattr(simpul.func, "id", getattr(simpul.func, "attr", "")) == "buka_sandi"
                    and (len(simpul.args) > 1 or any(x.arg in ("skema", None) for x in simpul.keywords))
                ):
                    pemakai.add(str(berkas.relative_to(akar)))
    assert pemakai == {"monitoring_center/walidata/gerbang/baca.py"}
