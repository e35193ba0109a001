"""Pages of a grant that does not show the dataset's key: a sealed mark, the cost of a page that does not grow."""

import csv
import io
import json
from contextlib import closing

import psycopg
import pytest

from inti.errors import MasukanSalah
from monitoring_center.walidata.gerbang import baca
from monitoring_center.walidata.gerbang.models import Izin
from tests.walidata.bantu import (
    PEMBACA,
    PEMILIK,
    buka,
    sambung,
    satu,
    sebagai_superpengguna,
    tampilan,
    terbit_orang,
    terbitkan,
    terbitkan_dataset,
)

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]


def test_halaman_mengikuti_penanda(orang_tersandi, di_pembaca):
    i = Izin.objects.get(uuid=terbit_orang("nama"))
    with baca.bacaan(i, maksud="x", oleh="Budi") as b:
        h = b.halaman(batas=15)
        semua = h.baris
        while h.berikut:
            h = b.halaman(batas=15, sesudah=h.berikut)
            semua += h.baris
        assert [n for (n,) in semua] == [f"Orang {n}" for n in range(1, 41)]
        saring = [baca.Saring("nama", "memuat", "3")]
        satu_ = b.halaman(batas=5, saringan=saring)
        dua = b.halaman(batas=20, saringan=saring, sesudah=satu_.berikut)
        assert len(satu_.baris + dua.baris) == 13
        assert b.halaman(batas=1).baris == [("Orang 1",)], "penanda tidak tertinggal pada sambungan"


def test_kunci_teks_dan_kunci_terkecil(orang_tersandi, di_pembaca):
    """A text key in byte order, also the empty one; a number at the end of its type."""
    satu(PEMILIK, "UPDATE orang_uji SET nomor = -9223372036854775808 WHERE nomor = 7 RETURNING 1")
    satu(PEMILIK, "UPDATE orang_uji SET nama = '' WHERE nomor = 9 RETURNING 1")
    for kunci in ("nomor", "nama"):
        i = Izin.objects.get(uuid=terbit_orang("umur", kunci=kunci))
        with baca.bacaan(i, maksud="x", oleh="Budi") as b:
            h = b.halaman(batas=9)
            semua = h.baris
            while h.berikut:
                h = b.halaman(batas=9, sesudah=h.berikut)
                semua += h.baris
        assert sorted(n for (n,) in semua) == [20 + n for n in range(1, 41)], kunci


def test_penanda_tidak_menyebut_kunci_dan_berbeda_antarizin(orang_tersandi):
    penanda = []
    for _ in range(2):
        izin = terbit_orang("umur", kunci="nama")
        buka(izin)
        with closing(sambung(PEMBACA)) as k:
            penanda.append([b[0] for b in k.execute(f"SELECT _kunci FROM {tampilan(izin)}").fetchall()])
    assert len(set(penanda[0])) == 40
    assert not set(penanda[0]) & set(penanda[1]), "dua penerima tidak dapat menggabungkan dengan penanda"
    assert all(b"Orang" not in bytes.fromhex(p) for p in penanda[0])


@pytest.mark.parametrize("penanda", ["5", "0" * 32, "' OR true --", "zz" * 16, "0" * 1601])
def test_penanda_karangan_ditolak(orang_tersandi, di_pembaca, penanda):
    i = Izin.objects.get(uuid=terbit_orang("nama"))
    with pytest.raises(MasukanSalah), baca.bacaan(i, maksud="x", oleh="Budi") as b:
        b.halaman(sesudah=penanda)


def test_penanda_izin_lain_ditolak(orang_tersandi, di_pembaca):
    satu_, dua = (Izin.objects.get(uuid=terbit_orang("nama")) for _ in range(2))
    with baca.bacaan(satu_, maksud="x", oleh="Budi") as b:
        berikut = b.halaman(batas=1).berikut
    with pytest.raises(MasukanSalah), baca.bacaan(dua, maksud="x", oleh="Budi") as b:
        b.halaman(sesudah=berikut)


def test_halaman_jauh_tidak_membaca_yang_di_depannya(basis_nyata):
    """As PostgreSQL itself counts: the page at the end touches no more rows of the source than the first one."""
    sebagai_superpengguna(
        f"CREATE TABLE {PEMILIK}.besar AS SELECT n::bigint AS urut, 'Nama ' || n AS nama FROM generate_series(1, 20000) n"
    )
    sebagai_superpengguna(f"ALTER TABLE {PEMILIK}.besar ADD PRIMARY KEY (urut)")
    sebagai_superpengguna(f"ANALYZE {PEMILIK}.besar")
    terbitkan_dataset("besar", sumber="besar", kunci="urut")
    izin = terbitkan(["nama"], dataset="besar", rekomendasi={"sumber": "besar", "kunci": "urut"})
    buka(izin)
    nama, baris = tampilan(izin), []
    with closing(sambung(PEMBACA)) as k, k.transaction():
        akhir = k.execute(f"SELECT _kunci FROM {nama} OFFSET 19800 LIMIT 1").fetchone()[0]
        for penanda in ("", akhir):
            k.execute("SELECT set_config('gerbang.sesudah', %s, true)", [penanda])
            rencana = k.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) SELECT nama, _kunci FROM {nama} LIMIT 100")
            baris.append(max(_terbaca(rencana.fetchone()[0][0]["Plan"])))
    assert max(baris) <= 101


def _terbaca(simpul):
    """Rows that scans of the owner's table gave or threw away."""
    if simpul.get("Relation Name") == "besar":
        yield simpul["Actual Rows"] + simpul.get("Rows Removed by Filter", 0)
    for anak in simpul.get("Plans", []):
        yield from _terbaca(anak)


def test_rahasia_izin_tidak_terbaca_lewat_fungsinya(orang_tersandi):
    terbit_orang("nama")
    for sql in (
        "SELECT gerbang.penanda(garam, 'x') FROM gerbang.rahasia",
        "SELECT gerbang.tampilan_sql(i, 0::regclass) FROM gerbang.izin i",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            satu(PEMBACA, sql)


def test_unduhan_dilanjutkan_dari_penandanya(aplikasi, orang_tersandi):
    izin = terbit_orang("nama", "umur")
    app = aplikasi()
    isi = b"".join(app(f"{izin}/unduh/", maksud="Arsip", penanda="true")).decode()
    baris = list(csv.DictReader(io.StringIO(isi)))
    assert list(baris[0]) == ["nama", "umur", "_kunci"]
    sisa = app(
        f"{izin}/unduh/", maksud="Arsip", bentuk="json", mulai_sesudah=baris[37]["_kunci"], penanda="true"
    )
    assert [(b["umur"], b["_kunci"]) for b in json.loads(b"".join(sisa))] == [
        (int(b["umur"]), b["_kunci"]) for b in baris[38:]
    ]
    tanpa = b"".join(app(f"{izin}/unduh/", maksud="x")).decode()
    assert tanpa.splitlines()[0] == "nama,umur"
    salah = app(f"{izin}/unduh/", maksud="Arsip", mulai_sesudah="38")
    assert salah.status_code == 422, "sebelum byte pertama"
