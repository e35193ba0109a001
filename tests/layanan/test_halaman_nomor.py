"""Buku nomor on the screen: every number with its state, export, pattern with preview, blocks, voids."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from layanan.enums import Status
from layanan.models import BlokNomor, FormatNomor, NomorSurat
from layanan.surat import nomor
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import sampai


@pytest.fixture
def surat(meja):
    return sampai(Status.DITANDATANGANI, meja).dokumen.get()


@pytest.fixture
def blok(meja, surat):
    return nomor.pesan_blok(
        buku=nomor.SURAT, tahun=hari_ini().year, jumlah=2, alasan="=HYPERLINK(1)", oleh=meja.admin
    )


def isi(jawaban) -> str:
    return jawaban.content.decode()


def test_buku_menampilkan_setiap_nomor(meja, blok, surat, klien, di_a):
    halaman = isi(klien(di_a, meja.camat).get("/nomor/"))
    assert surat.nomor in halaman
    assert "(nomor 2)" in halaman
    assert "Dipesan" in halaman
    assert "(nomor 2)" not in isi(klien(di_a, meja.camat).get("/nomor/?keadaan=terpakai"))


def test_jumlah_kueri_tetap(meja, blok, klien, di_a, django_assert_max_num_queries):
    camat = klien(di_a, meja.camat)
    camat.get("/nomor/")
    with django_assert_max_num_queries(11) as sedikit:
        camat.get("/nomor/")
    nomor.pesan_blok(buku=nomor.SURAT, tahun=hari_ini().year, jumlah=30, alasan="uji", oleh=meja.admin)
    with django_assert_max_num_queries(11) as banyak:
        camat.get("/nomor/")
    assert len(banyak) == len(sedikit)


def test_ekspor_tanpa_rumus(meja, blok, surat, klien, di_a):
    jawaban = klien(di_a, meja.admin).get("/nomor/?ekspor=xlsx")
    lembar = load_workbook(BytesIO(jawaban.content)).active
    sel = [s.value for baris in lembar.iter_rows() for s in baris if s.value is not None]
    assert surat.nomor in sel
    assert not any(str(s).startswith("=") for s in sel)
    csv = isi(klien(di_a, meja.admin).get("/nomor/?ekspor=csv"))
    assert surat.nomor in csv
    assert ";=HYPERLINK" not in csv


@pytest.mark.parametrize(
    ("siapa", "alamat", "harap"),
    [
        ("fo", "/nomor/", 403),
        ("kasi", "/nomor/", 403),
        ("sekcam", "/nomor/", 200),
        ("admin", "/nomor/", 200),
        ("camat", "/nomor/format/", 403),
        ("admin", "/nomor/format/", 200),
        ("camat", "/nomor/blok/", 403),
        ("sekcam", "/nomor/blok/", 200),
        ("fo", "/nomor/blok/", 403),
    ],
)
def test_siapa_boleh_membuka(meja, klien, di_a, siapa, alamat, harap):
    assert klien(di_a, getattr(meja, siapa)).get(alamat).status_code == harap
    if harap == 403:
        assert klien(di_a, getattr(meja, siapa)).post(alamat, {}).status_code in (403, 405)


def test_nomor_dijelaskan_dari_halamannya(meja, blok, klien, di_a):
    n = NomorSurat.objects.filter(blok=blok).order_by("urut").first()
    alamat = f"/nomor/{n.uuid}/"
    assert "Jelaskan nomor ini" not in isi(klien(di_a, meja.camat).get(alamat))
    assert klien(di_a, meja.camat).post(alamat, {"ke": "batal", "alasan": "x"}).status_code == 403
    admin = klien(di_a, meja.admin)
    assert admin.post(alamat, {"ke": "batal", "alasan": ""}).status_code == 422
    n.refresh_from_db()
    assert n.keadaan == "dipesan"
    assert admin.post(alamat, {"ke": "hilang", "alasan": "Lembar hilang"}).status_code == 302
    n.refresh_from_db()
    assert (n.keadaan, n.alasan, n.diubah_oleh) == ("hilang", "Lembar hilang", meja.admin)


def test_blok_dari_halaman(meja, surat, klien, di_a):
    sekcam = klien(di_a, meja.sekcam)
    isian = {"buku": nomor.SURAT, "tahun": hari_ini().year, "jumlah": "3", "alasan": "Listrik padam"}
    assert sekcam.post("/nomor/blok/", isian | {"jumlah": "999"}).status_code == 422
    assert not BlokNomor.objects.exists()
    assert sekcam.post("/nomor/blok/", isian).status_code == 302
    assert BlokNomor.objects.get().jumlah == 3


def test_format_dengan_contoh(meja, klien, di_a):
    admin = klien(di_a, meja.admin)
    contoh = isi(admin.post("/nomor/format/contoh/", {"pola": "{urut:3}/{tahun}", "cakupan": "satu"}))
    assert f"001/{hari_ini().year}" in contoh
    salah = isi(admin.post("/nomor/format/contoh/", {"pola": "{urut}<b>", "cakupan": "satu"}))
    assert "nada-bahaya" in salah
    assert "<b>" not in salah
    baru = {
        "pola": "{urut}/{unit}/{tahun}",
        "cakupan": "satu",
        "unit": "KEC",
        "mulai": f"{hari_ini():%d-%m-%Y}",
    }
    assert admin.post("/nomor/format/", baru | {"pola": "{urut}"}).status_code == 422
    assert not FormatNomor.objects.exists()
    assert admin.post("/nomor/format/", baru).status_code == 302
    assert FormatNomor.objects.get().dibuat_oleh == meja.admin
    assert klien(di_a, meja.camat).post("/nomor/format/contoh/", baru).status_code == 403
