"""Uploads that are refused: every error by row, unreadable files, bombs. Nothing in force changes."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inti.berkas.models import Berkas
from inti.berkas.periksa import BerkasDitolak
from inti.dataset import Kolom
from inti.errors import TransisiTidakSah
from monitoring_center.walidata.dataset import actions
from monitoring_center.walidata.dataset.models import Baris, Galat, Versi
from monitoring_center.walidata.katalog.models import Dataset
from tests.walidata_dataset.bantu import KOLOM, berkas_csv, berkas_xlsx, buat_dataset, galat, kirim
from tests.walidata_dataset.test_sumber import baca


def test_setiap_kesalahan_disebut_dan_tidak_ada_yang_berubah(dataset: Dataset, pengelola: Any) -> None:
    actions.berlakukan(versi=kirim(dataset, pengelola), oleh=pengelola)
    sebelum = baca()
    v = kirim(
        dataset,
        pengelola,
        berkas_csv([
            ("", "1", "01-03-2025"),
            ("a", "-5", "31-02-2025"),
            ("=1+1", "seribu", ""),
            ("b", "1", "", "lebih"),
            ("c", "2", "01-01-2025"),
        ]),
    )  # fmt: skip
    assert galat(v) == [
        (2, "desa", "required"),
        (3, "jumlah", "minimum"),
        (3, "tanggal", "tipe"),
        (4, "desa", "rumus"),
        (4, "jumlah", "tipe"),
        (5, "", "sel"),
    ]
    assert (v.keadaan, v.galat) == ("ditolak", 6)
    assert v.ringkasan == {"required": 1, "minimum": 1, "tipe": 2, "rumus": 1, "sel": 1}
    assert not Baris.objects.filter(versi=v).exists()
    assert baca() == sebelum
    with pytest.raises(TransisiTidakSah):
        actions.berlakukan(versi=v, oleh=pengelola)
    pesan = Galat.objects.get(versi=v, baris=3, kolom="tanggal").pesan
    assert pesan == "Bukan tanggal. Tulis hari-bulan-tahun, misalnya 31-12-2025. Tertulis “31-02-2025”."


def test_nilai_ganda_menunjuk_baris_pertama(pengelola: Any) -> None:
    d = buat_dataset(kolom=[Kolom("kode", "Kode", batasan={"unique": True}), KOLOM[1]])
    v = kirim(d, pengelola, berkas_csv([("a", "1"), ("b", "x"), ("a", "2"), ("b", "3")], ("kode", "jumlah")))
    assert galat(v) == [(3, "jumlah", "tipe"), (4, "kode", "unik"), (5, "kode", "unik")]
    assert Galat.objects.get(baris=4).pesan == "Nilai “Kode” sama dengan baris 2. Hanya boleh sekali."
    assert v.galat == 3
    actions.berlakukan(
        versi=kirim(d, pengelola, berkas_csv([("a", "1"), ("b", "2")], ("kode", "jumlah"))), oleh=pengelola
    )
    baru = kirim(d, pengelola, berkas_csv([("b", "9"), ("c", "3")], ("kode", "jumlah")))
    assert {k: baru.beda[k] for k in ("tambah", "hapus", "ubah", "tetap")} == {
        "tambah": 1,
        "hapus": 1,
        "ubah": 1,
        "tetap": 0,
    }


@pytest.mark.parametrize(
    ("berkas", "kata"),
    [
        (berkas_csv([("a", "b")], ("x", "y")), "Judul kolom tidak ditemukan"),
        (berkas_csv([("1", "")], ("jumlah", "tanggal")), "Kolom wajib tidak ada: “Desa”"),
        (berkas_csv([("a", "b")], ("desa", "Desa")), "ada dua kali"),
        (berkas_csv([]), "tidak memuat satu baris"),
        (
            SimpleUploadedFile("d.csv", ("desa;jumlah\na;1\n" + 'b;"' + "x" * 140_000).encode()),
            "Baris 3 tidak terbaca",
        ),
        (SimpleUploadedFile("d.csv", b"desa;jumlah\n" + b"x" * 140_000), "Baris 2 tidak terbaca"),
    ],
    ids=["tanpa_judul", "wajib_hilang", "judul_ganda", "kosong", "kutip", "sel_raksasa"],
)
def test_berkas_yang_tidak_dapat_dibaca_ditolak_dengan_alasan(
    dataset: Dataset, pengelola: Any, berkas: Any, kata: str
) -> None:
    berkas.seek(0)
    v = kirim(dataset, pengelola, berkas)
    assert v.keadaan == "ditolak"
    assert kata in v.alasan
    assert Baris.objects.count() == 0


@pytest.mark.parametrize(
    "berkas",
    [
        SimpleUploadedFile("../../etc/passwd", b"desa\na\n"),
        SimpleUploadedFile("d.csv", b"desa;jumlah\na\x00b;1\n"),
        SimpleUploadedFile("d.csv", "desa;jumlah\na;1\n".encode("utf-16")),
        SimpleUploadedFile("d.xlsx", b"desa;jumlah\na;1\n"),
        SimpleUploadedFile("d.xlsx", berkas_xlsx([]).read()[:-40]),
        SimpleUploadedFile("d.csv", b""),
        SimpleUploadedFile("d.exe", b"MZ"),
    ],
    ids=["jalur", "nul", "utf16", "bukan_xlsx", "xlsx_terpotong", "kosong", "program"],
)
def test_berkas_yang_bukan_tabel_tidak_disimpan(dataset: Dataset, pengelola: Any, berkas: Any) -> None:
    berkas.seek(0)
    with pytest.raises(BerkasDitolak):
        kirim(dataset, pengelola, berkas)
    assert (Versi.objects.count(), Berkas.objects.count()) == (0, 0)


def test_bom_zip_ditolak(dataset: Dataset, pengelola: Any) -> None:
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", "<Types/>")
        arsip.writestr("xl/workbook.xml", "<workbook/>")
        arsip.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    with pytest.raises(BerkasDitolak, match="mengembang terlalu besar"):
        kirim(dataset, pengelola, SimpleUploadedFile("d.xlsx", hasil.getvalue()))
    assert (Versi.objects.count(), Berkas.objects.count()) == (0, 0)


def test_excel_yang_rusak_di_dalam_ditolak_dengan_kalimat(dataset: Dataset, pengelola: Any) -> None:
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", "<Types/>")
        arsip.writestr("xl/workbook.xml", "bukan xml")
    v = kirim(dataset, pengelola, SimpleUploadedFile("d.xlsx", hasil.getvalue()))
    assert (v.keadaan, v.alasan) == (
        "ditolak",
        "Berkas Excel ini rusak. Simpan ulang dari aplikasinya, lalu unggah lagi.",
    )
