"""A file is what its name says, and only that; everything else is refused and leaves nothing."""

import io
import struct
import zipfile

import pytest
from PIL import Image

from inti.audit.models import Jejak
from inti.berkas.actions import BerkasDitolak, rapikan_nama, simpan_berkas
from inti.berkas.jenis import (
    CSV,
    DOCX,
    JENIS_DATA,
    JENIS_DOKUMEN,
    JENIS_PINDAIAN,
    PDF,
    PNG,
    SEMUA_JENIS,
    sebut,
)
from inti.berkas.models import Berkas
from inti.berkas.simpanan import letak
from tests.berkas.conftest import PDF as ISI_PDF
from tests.berkas.conftest import gambar, office, unggahan

SEMUA = frozenset(SEMUA_JENIS)
DOC = office("word/document.xml")
EXE = b"MZ\x90\x00\x03" + b"\0" * 200


@pytest.mark.parametrize(
    ("nama", "isi", "konten"),
    [
        ("surat.pdf", ISI_PDF, "application/pdf"),
        ("SURAT.PDF", ISI_PDF + b"\r\n\0\0", "application/pdf"),
        ("ktp.jpg", gambar("JPEG"), "image/jpeg"),
        ("ktp.jpeg", gambar("JPEG") + b"\0SEFTtrailer", "image/jpeg"),
        ("ktp.png", gambar("PNG"), "image/png"),
        ("ktp.webp", gambar("WEBP"), "image/webp"),
        ("surat.docx", DOC, DOCX.konten),
        (
            "data.xlsx",
            office("xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("data.csv", "nama;jumlah\nSiti;1\n".encode("utf-8-sig"), "text/csv"),
        ("lama.csv", "nama;kota\nR\xe9;x\n".encode("cp1252"), "text/csv"),
    ],
)
def test_berkas_baik_diterima(di_a, buat_orang, di_disk, nama, isi, konten):
    orang = buat_orang("operator")
    berkas = simpan_berkas(unggahan=unggahan(nama, isi), oleh=orang, diizinkan=SEMUA)
    assert (berkas.nama, berkas.jenis_konten, berkas.ukuran) == (nama, konten, len(isi))
    assert berkas.bita() == isi
    assert (berkas.diunggah_oleh, berkas.pribadi, len(berkas.sha256)) == (orang, True, 64)
    jalur = letak(berkas.uuid)
    assert di_disk() == [f"i_uji_a/{berkas.uuid.hex[:2]}/{berkas.uuid}"]
    assert jalur.stat().st_mode & 0o777 == 0o600
    assert jalur.parent.stat().st_mode & 0o777 == 0o700
    assert Jejak.objects.get(kode="berkas.disimpan").rinci == {"ukuran": len(isi), "sha256": berkas.sha256}


def _png_polyglot_zip():
    return gambar("PNG") + DOC


def _zip_bom():
    return office("word/document.xml", {"word/besar.xml": b"0" * 20_000_000})


def _zip_besar():
    keluar = io.BytesIO(office("word/document.xml"))
    with zipfile.ZipFile(keluar, "a", zipfile.ZIP_DEFLATED) as arsip:
        for n in range(6):
            arsip.writestr(f"word/{n}.xml", (b"%d" % n + bytes(range(256)) * 80) * 900)
    return keluar.getvalue()


def _zip_bersandi():
    isi = bytearray(DOC)
    for tanda, geser in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        posisi = isi.find(tanda)
        while posisi >= 0:
            isi[posisi + geser] |= 1
            posisi = isi.find(tanda, posisi + 1)
    return bytes(isi)


def _zip_rusak():
    return DOC[:60] + b"\xff" + DOC[61:]


def _bom_gambar():
    """A PNG of 60,000 × 60,000 pixels that weighs a few hundred bytes."""
    isi = bytearray(gambar("PNG", (10, 10)))
    posisi = isi.find(b"IHDR") + 4
    struct.pack_into(">II", isi, posisi, 60_000, 60_000)
    import zlib

    struct.pack_into(">I", isi, posisi + 13, zlib.crc32(bytes(isi[posisi - 4 : posisi + 13])))
    return bytes(isi)


def _gambar_bergerak():
    keluar = io.BytesIO()
    bingkai = [Image.new("RGB", (20, 20), w) for w in ("red", "blue", "green")]
    bingkai[0].save(keluar, "WEBP", save_all=True, append_images=bingkai[1:], duration=100)
    return keluar.getvalue()


DITOLAK = [
    ("kosong.pdf", b"", "kosong"),
    ("virus.exe", EXE, "tidak diterima"),
    ("tanpa_akhiran", ISI_PDF, "tidak diterima"),
    ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "tidak diterima"),
    ("halaman.html", b"<html></html>", "tidak diterima"),
    ("surat.pdf.exe", ISI_PDF, "tidak diterima"),
    ("virus.pdf", EXE, "bukan PDF"),
    ("virus.jpg", EXE, "bukan JPEG"),
    ("virus.csv", EXE, "bukan CSV"),
    ("virus.docx", EXE, "bukan Word"),
    ("html.png", b"<html><script>alert(1)</script></html>", "disisipkan"),
    ("svg.png", b"<?xml version='1.0'?><svg onload='alert(1)'/>", "disisipkan"),
    ("surat.png", ISI_PDF, "bukan PNG"),
    ("foto.pdf", gambar("JPEG"), "bukan PDF"),
    ("foto.png", gambar("JPEG"), "bukan PNG"),
    ("foto.jpg", gambar("PNG"), "bukan JPEG"),
    ("gif.png", b"GIF89a" + b"\0" * 50, "bukan PNG"),
    ("arsip.docx", office("isi.txt"), "bukan Word"),
    ("buku.docx", office("xl/workbook.xml"), "bukan Word"),
    ("surat.xlsx", DOC, "bukan Excel"),
    ("polyglot.png", _png_polyglot_zip(), "disisipkan"),
    ("polyglot.jpg", gambar("JPEG") + DOC, "disisipkan"),
    ("polyglot.pdf", ISI_PDF + DOC, "disisipkan"),
    ("html.jpg", gambar("JPEG") + b"<script>alert(1)</script>", "disisipkan"),
    ("html.pdf", b"%PDF-1.4\n<html><script>alert(1)</script>\n%%EOF", "disisipkan"),
    ("php.jpg", gambar("JPEG") + b"<?php system('id');", "disisipkan"),
    ("awalan.docx", EXE + DOC, "bukan Word"),
    ("terpotong.pdf", ISI_PDF[:40], "terpotong"),
    (
        "skrip.pdf",
        ISI_PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"),
        "berisi program",
    ),
    ("jalankan.pdf", ISI_PDF.replace(b"/Catalog", b"/Catalog /A << /S /Launch >>"), "berisi program"),
    ("rusak.jpg", gambar("JPEG", (400, 400))[:2000], "rusak"),
    ("rusak.png", gambar("PNG", (400, 400))[:2000], "rusak"),
    ("rusak.webp", gambar("WEBP", (400, 400))[:2000], "rusak"),
    ("bom.png", _bom_gambar(), "terlalu luas"),
    ("panjang.jpg", gambar("JPEG", (12_001, 4)), "terlalu luas"),
    ("bergerak.webp", _gambar_bergerak(), "bergerak"),
    ("bom.docx", _zip_bom(), "mengembang"),
    ("besar.docx", _zip_besar(), "mengembang"),
    ("bersandi.docx", _zip_bersandi(), "bersandi"),
    ("rusak.docx", _zip_rusak(), "rusak"),
    ("makro.docx", office("word/document.xml", {"word/vbaProject.bin": b"x"}), "makro"),
    ("keluar.docx", office("word/document.xml", {"../../etc/passwd": b"x"}), "disisipkan"),
    ("html.csv", b"<html><script>alert(1)</script>", "bukan CSV"),
    ("nol.csv", b"a;b\0c", "bukan CSV"),
]


@pytest.mark.parametrize(("nama", "isi", "sebab"), DITOLAK, ids=[d[0] for d in DITOLAK])
def test_berkas_berbahaya_ditolak_dengan_sebabnya(di_a, di_disk, nama, isi, sebab):
    with pytest.raises(BerkasDitolak, match=sebab) as galat:
        simpan_berkas(unggahan=unggahan(nama, isi), oleh=None, diizinkan=SEMUA)
    assert galat.value.status == 422
    assert (Berkas.objects.count(), Jejak.objects.filter(kode="berkas.disimpan").count(), di_disk()) == (
        0,
        0,
        [],
    )


def test_terlalu_besar_ditolak(di_a, di_disk, settings):
    settings.SPBE_UNGGAH_MAKS = len(ISI_PDF) - 1
    with pytest.raises(BerkasDitolak, match="terlalu besar"):
        simpan_berkas(unggahan=unggahan("a.pdf", ISI_PDF), oleh=None)
    bohong = unggahan("a.pdf", ISI_PDF)
    bohong.size = 1  # a client that lies about the size
    with pytest.raises(BerkasDitolak, match="terlalu besar"):
        simpan_berkas(unggahan=bohong, oleh=None)
    assert (Berkas.objects.count(), di_disk()) == (0, [])
    assert simpan_berkas(
        unggahan=unggahan("a.pdf", ISI_PDF), oleh=None, maks_bita=len(ISI_PDF)
    ).ukuran == len(ISI_PDF)


def test_hanya_jenis_yang_diminta(di_a, di_disk):
    with pytest.raises(BerkasDitolak, match="PDF, JPEG, PNG, atau WebP"):
        simpan_berkas(unggahan=unggahan("a.docx", DOC), oleh=None, diizinkan=JENIS_PINDAIAN)
    with pytest.raises(BerkasDitolak, match="Excel"):
        simpan_berkas(unggahan=unggahan("a.pdf", ISI_PDF), oleh=None, diizinkan=JENIS_DATA)
    assert di_disk() == []
    assert JENIS_PINDAIAN < JENIS_DOKUMEN
    assert (sebut(frozenset({CSV})), sebut(frozenset({PNG, PDF}))) == ("CSV", "PDF, atau PNG")


@pytest.mark.parametrize(
    ("nama", "rapi"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\ktp.pdf", "ktp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("kartu\u202efdp.exe.pdf", "kartufdp.exe.pdf"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("...", "berkas"),
        ("", "berkas"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_nama_dirapikan(nama, rapi):
    assert rapikan_nama(nama) == rapi
