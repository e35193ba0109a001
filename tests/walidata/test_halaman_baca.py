"""The pages of the gate: purpose, rows under a ticket, filter, download, the ledger of both sides."""

import csv
import io
import json
import re

import psycopg
import pyarrow.parquet as pq
import pytest

from tests.walidata.bantu import (
    PEMBACA,
    PEMILIK,
    SAMAR,
    jejak,
    satu,
    sebagai_superpengguna,
    terbit_orang,
)

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]


def isi(jawaban):
    assert jawaban.status_code in (200, 422), jawaban.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawaban.content.decode()))


@pytest.fixture
def izin(orang_tersandi):
    return terbit_orang("nomor", "nama", "umur", SAMAR)


def test_perjalanan_membaca(masuk, izin):
    k = masuk(PEMBACA, "pengelola_data")
    alamat = f"/gerbang/{izin}/"
    assert "Orang" in isi(k.get("/gerbang/"))
    halaman = isi(k.get(alamat))
    assert "Mulai membaca" in halaman
    assert "Orang 1 " not in halaman, "tanpa tiket tidak ada baris"
    assert k.post(f"{alamat}buka/", {"maksud": " "}).status_code == 422
    assert len(jejak()) == 1, "maksud kosong tidak membuka apa pun"
    assert k.post(f"{alamat}buka/", {"maksud": "Pencocokan triwulan"}).status_code == 302
    halaman = isi(k.get(alamat))
    assert "Orang 1 " in halaman
    assert "6310011708859900" not in halaman
    assert jejak()[-1][2] | {"kolom": 0} == {
        "maksud": "Pencocokan triwulan",
        "oleh": f"{k.orang.nama} (halaman)",
        "kolom": 0,
    }
    # a filter, then done
    k.post(f"{alamat}saring/", {"kolom": "umur", "op": "paling_sedikit", "nilai": "59"})
    halaman = isi(k.get(alamat))
    assert "Orang 39" in halaman
    assert "Orang 38" not in halaman
    k.post(f"{alamat}saring/", {"hapus": "0"})
    assert "Orang 38" in isi(k.get(alamat))
    assert k.post(f"{alamat}selesai/").status_code == 302
    assert jejak()[-1] == ("tutup", PEMBACA, {"baris": 82})
    assert "Orang 1 " not in isi(k.get(alamat))
    # what the owner sees, and the reader
    pemilik = masuk(PEMILIK, "pengelola_data")
    halaman = isi(pemilik.get("/gerbang/jejak/"))
    for kata in ("Kecamatan Uji B", k.orang.nama, "Pencocokan triwulan", "82", "100.3/1"):
        assert kata in halaman, kata
    assert "Pencocokan triwulan" not in isi(pemilik.get("/gerbang/jejak/sendiri/"))
    assert "Kecamatan Uji A" in isi(k.get("/gerbang/jejak/sendiri/"))
    assert "Pencocokan triwulan" not in isi(k.get("/gerbang/jejak/")), "bukan data miliknya"
    ekspor = pemilik.get("/gerbang/jejak/?ekspor=csv").content.decode("utf-8-sig")
    assert "Pencocokan triwulan" in ekspor
    # Sekda sees the sums
    sekda = masuk("monitoring", "sekda")
    assert "Kecamatan Uji B" in isi(sekda.get("/gerbang/"))
    assert "Pencocokan triwulan" in isi(sekda.get("/gerbang/jejak/"))


def test_halaman_berikut_dan_sesi_orang_lain(masuk, izin, monkeypatch):
    monkeypatch.setattr("monitoring_center.walidata.gerbang.views.baca.PER_HALAMAN", 15)
    k, lain = masuk(PEMBACA, "pengelola_data"), masuk(PEMBACA, "pengelola_data")
    alamat = f"/gerbang/{izin}/"
    k.post(f"{alamat}buka/", {"maksud": "x"})
    assert "Orang 15" in isi(k.get(alamat))
    halaman = isi(k.get(f"{alamat}?hal=2"))
    assert "Orang 16" in halaman
    assert "Baris 16–30" in halaman
    assert "Orang 1 " in isi(k.get(f"{alamat}?hal=1"))
    assert "Baris 31–40" in isi(k.get(f"{alamat}?hal=999")), "tidak melampaui yang sudah dibuka"
    assert "Mulai membaca" in isi(lain.get(alamat)), "tiket rekan kerja bukan tiketnya"


def test_siapa_yang_boleh(masuk, izin):
    for peran, status in (("penanggung_jawab", 200), ("operator", 403)):
        k = masuk(PEMBACA, peran)
        assert k.get(f"/gerbang/{izin}/").status_code == status
        assert k.post(f"/gerbang/{izin}/buka/", {"maksud": "x"}).status_code == 403
    assert masuk(PEMBACA).get("/gerbang/").status_code == 302
    assert [p[0] for p in jejak()] == ["terbit"]
    asing = masuk(PEMILIK, "pengelola_data")
    assert asing.get(f"/gerbang/{izin}/").status_code == 404
    assert asing.post(f"/gerbang/{izin}/buka/", {"maksud": "Iseng"}).status_code == 403
    assert jejak()[-1][:2] == ("tolak", PEMILIK), "percobaannya tercatat"


def test_dicabut_di_tengah_pembacaan(masuk, izin):
    k = masuk(PEMBACA, "pengelola_data")
    k.post(f"/gerbang/{izin}/buka/", {"maksud": "x"})
    assert "Orang 1 " in isi(k.get(f"/gerbang/{izin}/"))
    sebagai_superpengguna(
        "UPDATE gerbang.izin SET dicabut_pada = now(), alasan_cabut = 'x', dicabut_oleh = 'y'"
    )
    halaman = isi(k.get(f"/gerbang/{izin}/"))
    assert "Izin sudah dicabut." in halaman
    assert "Orang 1 " not in halaman
    assert jejak()[-1][:2] == ("tolak", PEMBACA), "tercatat saat itu juga"
    assert jejak()[-1][2] | {"maksud": ""} == {
        "alasan": "Izin sudah dicabut.",
        "maksud": "",
        "oleh": f"{k.orang.nama} (halaman)",
    }
    jawaban = k.post(f"/gerbang/{izin}/buka/", {"maksud": "lagi"})
    assert jawaban.status_code == 403
    assert "dicabut" in jawaban.content.decode()
    assert jejak()[-1][0] == "tolak"


@pytest.mark.parametrize(
    "data",
    [
        {"kolom": "nik_indeks", "op": "sama", "nilai": "x"},
        {"kolom": "nama' OR true --", "op": "sama", "nilai": "x"},
        {"kolom": "nik", "op": "memuat", "nilai": "63"},
        {"kolom": "umur", "op": "OR", "nilai": "1"},
    ],
)
def test_saringan_menyusup_422_dan_tidak_dipakai(masuk, izin, data):
    k = masuk(PEMBACA, "pengelola_data")
    k.post(f"/gerbang/{izin}/buka/", {"maksud": "x"})
    assert k.post(f"/gerbang/{izin}/saring/", data).status_code == 422
    assert "Orang 40" in isi(k.get(f"/gerbang/{izin}/"))
    tolak = [p for p in jejak() if p[0] == "tolak"]
    assert len(tolak) == (data["kolom"] not in ("nik", "umur"))


def test_nilai_yang_tidak_cocok_422_lalu_dilepas(masuk, izin):
    k = masuk(PEMBACA, "pengelola_data")
    k.post(f"/gerbang/{izin}/buka/", {"maksud": "x"})
    k.post(f"/gerbang/{izin}/saring/", {"kolom": "umur", "op": "sama", "nilai": "tua"})
    jawaban = k.get(f"/gerbang/{izin}/")
    assert jawaban.status_code == 422
    assert "tidak cocok" in isi(jawaban)
    assert "Orang 40" in isi(k.get(f"/gerbang/{izin}/"))


def test_unduhan_tiga_bentuk_dan_rumus_dilumpuhkan(masuk, izin):
    satu(PEMILIK, "UPDATE orang_uji SET nama = '=HYPERLINK(1)' WHERE nomor = 2 RETURNING 1")
    k = masuk(PEMBACA, "pengelola_data")
    alamat = f"/gerbang/{izin}/"
    assert k.post(f"{alamat}unduh/", {"bentuk": "csv"}).status_code == 422, "tanpa tiket tidak ada unduhan"
    k.post(f"{alamat}buka/", {"maksud": "Arsip"})
    csv_ = k.post(f"{alamat}unduh/", {"bentuk": "csv"})
    baris = list(csv.DictReader(io.StringIO(b"".join(csv_).decode())))
    assert csv_["Content-Disposition"].startswith('attachment; filename="orang-')
    assert (len(baris), baris[0]["nama"], baris[1]["nama"]) == (40, "Orang 1", "'=HYPERLINK(1)")
    buka, tutup = jejak()[-2:]
    assert buka[2]["maksud"] == "Arsip (unduhan CSV)"
    assert tutup[2] == {"baris": 40}
    data = json.loads(b"".join(k.post(f"{alamat}unduh/", {"bentuk": "json"})))
    assert data[1] | {"nik": 0} == {"nomor": 2, "nama": "=HYPERLINK(1)", "umur": 22, "nik": 0}
    tabel = pq.read_table(io.BytesIO(b"".join(k.post(f"{alamat}unduh/", {"bentuk": "parquet"}))))
    assert tabel.num_rows == 40
    assert str(tabel.schema.field("nomor").type) == "int64"
    assert tabel.column("nik").to_pylist()[39] is None


def test_unduhan_yang_diputus_tetap_dilaporkan(masuk, izin, monkeypatch):
    monkeypatch.setattr("monitoring_center.walidata.gerbang.ekspor.POTONG", 10)
    k = masuk(PEMBACA, "pengelola_data")
    k.post(f"/gerbang/{izin}/buka/", {"maksud": "x"})
    jawaban = k.post(f"/gerbang/{izin}/unduh/", {"bentuk": "csv"})
    aliran = iter(jawaban)
    next(aliran)
    next(aliran)
    jawaban.close()
    assert jejak()[-1][0] == "tutup"
    assert jejak()[-1][2] == {"baris": 20}


def test_pencabutan_memutus_unduhan_dan_tiket_disambung(masuk, izin, monkeypatch):
    from monitoring_center.walidata.gerbang import ekspor
    from monitoring_center.walidata.gerbang.baca import DitolakGerbang

    monkeypatch.setattr(ekspor, "POTONG", 10)
    monkeypatch.setattr(ekspor, "UMUR_TIKET", -1)
    k = masuk(PEMBACA, "pengelola_data")
    k.post(f"/gerbang/{izin}/buka/", {"maksud": "x"})
    aliran = iter(k.post(f"/gerbang/{izin}/unduh/", {"bentuk": "csv"}))
    next(aliran)
    next(aliran)
    assert [p[2].get("maksud") for p in jejak() if p[0] == "buka"][-1] == "x (unduhan CSV) (lanjutan)"
    sebagai_superpengguna(
        "UPDATE gerbang.izin SET dicabut_pada = now(), alasan_cabut = 'x', dicabut_oleh = 'y'"
    )
    with pytest.raises(DitolakGerbang, match="dicabut"):
        list(aliran)
    assert jejak()[-1][0] == "tolak"


def test_tiket_habis_menawarkan_membaca_lagi(masuk, izin):
    k = masuk(PEMBACA, "pengelola_data")
    k.post(f"/gerbang/{izin}/buka/", {"maksud": "Pencocokan triwulan"})
    sebagai_superpengguna("UPDATE gerbang.tiket SET berakhir_pada = now()")
    jawaban = k.get(f"/gerbang/{izin}/")
    assert "Tiket baca sudah berakhir." in isi(jawaban)
    assert 'value="Pencocokan triwulan"' in jawaban.content.decode(), "maksudnya tidak perlu diketik ulang"
    assert "tolak" not in [p[0] for p in jejak()], "bukan penolakan: izinnya masih berlaku"


def test_pencabutan_di_tengah_unduhan_langsung_tercatat(masuk, izin, monkeypatch):
    monkeypatch.setattr("monitoring_center.walidata.gerbang.ekspor.POTONG", 10)
    k = masuk(PEMBACA, "pengelola_data")
    k.post(f"/gerbang/{izin}/buka/", {"maksud": "x"})
    aliran = iter(k.post(f"/gerbang/{izin}/unduh/", {"bentuk": "csv"}))
    next(aliran)
    sebagai_superpengguna(
        "UPDATE gerbang.izin SET dicabut_pada = now(), alasan_cabut = 'x', dicabut_oleh = 'y'"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="dicabut"):
        list(aliran)
    assert [p[0] for p in jejak()[-2:]] == ["tolak", "tutup"]
    assert jejak()[-1][2] == {"baris": 10}
