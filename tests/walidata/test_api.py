"""/api/v1/data/: tokens with their scope, keyset pages under one ticket, files, the ordinary refusals."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from layanan.api.cakupan import Cakupan
from layanan.api.views.skema import skema
from tests.walidata.bantu import PEMBACA, PEMILIK, SAMAR, jejak, sebagai_superpengguna, terbit_orang

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]


@pytest.fixture
def izin(orang_tersandi):
    return terbit_orang("nomor", "nama", "umur", "nik")


def test_halaman_halaman_satu_tiket(aplikasi, izin):
    app = aplikasi()
    daftar = app().json()
    assert [(i["uuid"], i["keadaan"], i["pemilik_nama"]) for i in daftar] == [
        (izin, "berlaku", "Kecamatan Uji A")
    ]
    rinci = app(f"{izin}/").json()
    assert [k["nama"] for k in rinci["kolom"]] == ["nomor", "nama", "umur", "nik"]
    assert rinci["sehari"] == {"tiket": 0, "baris": None}
    h = app(f"{izin}/baris/", maksud="Sinkron", per=15).json()
    semua, tiket = h["hasil"], h["tiket"]
    while h["berikut"]:
        h = app(f"{izin}/baris/", sesudah=h["berikut"], per=15).json()
        semua += h["hasil"]
        assert h["tiket"] == tiket
    assert [b["nomor"] for b in semua] == list(range(1, 41))
    assert semua[0] == {"nomor": 1, "nama": "Orang 1", "umur": 21, "nik": "6310011708859900"}
    catatan = jejak()[1:]
    assert [c[0] for c in catatan] == ["buka", "tutup"], "satu pembacaan, satu tiket"
    assert catatan[0][2]["oleh"] == f"{app.orang.nama} (aplikasi SIAK)"
    assert catatan[0][2]["maksud"] == "Sinkron"
    assert catatan[1][2] == {"baris": 40}


def test_kolom_dan_saringan(aplikasi, izin):
    app = aplikasi()
    h = app(f"{izin}/baris/", maksud="x", kolom="umur", saring="umur:paling_sedikit:59").json()
    assert h["hasil"] == [{"umur": 59}, {"umur": 60}]
    assert h["berikut"] is None


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"maksud": " "},
        {"maksud": "x", "kolom": "nik_indeks"},
        {"maksud": "x", "kolom": 'nama" FROM gerbang.rahasia --'},
        {"maksud": "x", "saring": "nik_indeks:sama:x"},
        {"maksud": "x", "saring": "umur:sama:1 OR 1=1"},
        {"maksud": "x", "saring": "umur:OR:1"},
        {"maksud": "x", "saring": "umur"},
        {"maksud": "x", "saring": "nik:sama:x"},
        {"maksud": "x", "per": "0"},
        {"maksud": "x", "per": "100000000"},
        {"maksud": "x", "sesudah": "40; DROP TABLE x"},
        {"maksud": "x", "sesudah": "s1.1.Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFy"},
    ],
)
def test_masukan_salah_422_dalam_bentuk_biasa(aplikasi, izin, params):
    jawaban = aplikasi()(f"{izin}/baris/", **params)
    assert jawaban.status_code == 422
    assert jawaban["Content-Type"] == "application/problem+json"
    assert jawaban.json()["status"] == 422
    assert not [c for c in jejak() if c[0] == "tutup" and c[2]["baris"]], "tidak ada baris yang terbaca"


def test_siapa_yang_ditolak(aplikasi, izin):
    assert aplikasi(PEMBACA, "pengelola_data", Cakupan.KATALOG_BACA)().status_code == 403
    assert aplikasi(PEMBACA, "operator")().status_code == 403
    asing = aplikasi(PEMILIK)
    assert asing().json() == []
    assert asing(f"{izin}/baris/", maksud="x").status_code == 404
    assert jejak()[-1][:2] == ("tolak", PEMILIK)
    assert jejak()[-1][2]["oleh"] == f"{asing.orang.nama} (aplikasi SIAK)"
    app = aplikasi()
    kursor = app(f"{izin}/baris/", maksud="x", per=5).json()["berikut"]
    lain = aplikasi()
    assert lain(f"{izin}/baris/", sesudah=kursor).status_code == 422, "penanda token lain"
    sebagai_superpengguna(
        "UPDATE gerbang.izin SET dicabut_pada = now(), alasan_cabut = 'x', dicabut_oleh = 'y'"
    )
    tolak = app(f"{izin}/baris/", sesudah=kursor)
    assert (tolak.status_code, tolak.json()["detail"].split(". ")[0]) == (403, "Izin sudah dicabut")
    assert app(f"{izin}/unduh/", maksud="x").status_code == 403
    assert jejak()[-1][0] == "tolak"


def test_unduh_tiga_bentuk_dan_lanjut(aplikasi, izin):
    app = aplikasi()
    isi = b"".join(app(f"{izin}/unduh/", maksud="Arsip", bentuk="csv", mulai_sesudah="38")).decode()
    assert [b["nomor"] for b in csv.DictReader(io.StringIO(isi))] == ["39", "40"]
    baris = json.loads(b"".join(app(f"{izin}/unduh/", maksud="Arsip", bentuk="json")))
    assert baris[0]["nik"] == "6310011708859900"
    tabel = pq.read_table(io.BytesIO(b"".join(app(f"{izin}/unduh/", maksud="Arsip", bentuk="parquet"))))
    assert tabel.num_rows == 40
    assert jejak()[-1][2] == {"baris": 40}
    assert jejak()[-2][2]["maksud"] == "Arsip (unduhan PARQUET)"
    assert app(f"{izin}/unduh/", maksud="x", bentuk="exe").status_code == 422


def test_batas_menjadi_kalimat(aplikasi, orang_tersandi):
    izin = terbit_orang("nomor", SAMAR, maks_baris=10, maks_harian=2)
    app = aplikasi()
    assert app(f"{izin}/").json()["sehari"] == {"tiket": 0, "baris": 0}
    assert len(app(f"{izin}/baris/", maksud="x", per=8).json()["hasil"]) == 8
    penuh = app(f"{izin}/baris/", maksud="x", per=8)
    assert penuh.status_code == 403
    assert "Batas baris sehari" in penuh.json()["detail"]
    habis = app(f"{izin}/baris/", maksud="x")
    assert "Batas 2 pembacaan sehari" in habis.json()["detail"]


def test_openapi_memuat_alamatnya():
    jalur = [j for j in skema()["paths"] if j.startswith("/api/v1/data/")]
    assert len(jalur) == 4
    contoh = skema()["paths"]["/api/v1/data/{uuid}/baris/"]["get"]["responses"]["200"]["content"][
        "application/json"
    ]
    assert contoh["examples"]
