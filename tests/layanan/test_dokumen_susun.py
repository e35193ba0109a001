"""Letters: all 25 services print, the data stays plain text, and a bad template says where it is wrong."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from layanan.dokumen.bersih import bersihkan, cakupan, tak_tercetak
from layanan.dokumen.galat import GalatTemplat
from layanan.dokumen.peta import PETA_TEMPLAT
from layanan.dokumen.susun import FOLDER_TEMPLAT, TEMPLAT, periksa_sumber, susun_pdf, susun_png
from tests.layanan.dokumen_contoh import penolakan, semua_surat, surat, surat_contoh, tanda_terima, teks_pdf

SEMUA = semua_surat()
JAHAT = (
    '#eval("1+1") #import "@preview/cetz:0.3.0" #panic("x") $x^2$ *tebal* _miring_ \\ "kutip" '
    "'petik' `kode` "
    "<label> @acuan // komentar /* blok */ [isi] {blok} ~ --- ... = Judul - butir + satu / Kata: arti "
    "#sys.inputs"
)


def tanpa_spasi(teks: str) -> str:
    return "".join(teks.split())


@pytest.mark.parametrize("nama", list(SEMUA))
def test_setiap_layanan_tercetak_sebagai_pdf_a(nama: str) -> None:
    templat, data = SEMUA[nama]
    pdf = susun_pdf(templat, data)
    xmp = PdfReader(BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2" in xmp
    assert "<pdfaid:conformance>A" in xmp
    assert "<pdfuaid:part>1" in xmp
    teks = teks_pdf(pdf)
    assert tanpa_spasi("KECAMATAN BATULICIN") in teks
    assert "Halaman1dari" in teks


def test_semua_25_layanan_punya_templat() -> None:
    assert list(PETA_TEMPLAT) == [f"KEC-{i:02d}" for i in range(1, 26)]
    assert {resep.templat for resep in PETA_TEMPLAT.values()} | {
        "bukti_serah",
        "tanda_terima",
        "penolakan",
        "laporan",
    } == set(TEMPLAT)


@pytest.mark.parametrize(
    ("kertas", "lebar_mm", "tinggi_mm"), [("A4", 210, 297), ("F4", 215, 330), ("A5", 148, 210)]
)
def test_ukuran_kertas(kertas: str, lebar_mm: int, tinggi_mm: int) -> None:
    templat, data = tanda_terima()
    halaman = PdfReader(BytesIO(susun_pdf(templat, data, kertas=kertas))).pages
    assert len(halaman) == 1
    assert [round(float(x) / 72 * 25.4) for x in halaman[0].mediabox[2:]] == [lebar_mm, tinggi_mm]


def test_isi_surat_lengkap() -> None:
    teks = teks_pdf(
        susun_pdf(
            *surat(
                "KEC-03",
                bidang=[{"nama": "n", "label": "Nama usaha (bila ada)", "tipe": "teks"}],
                isian={"n": "Warung Acil Imah"},
            )
        )
    )
    for potongan in (
        "SURAT KETERANGAN DOMISILI USAHA",
        "Nomor: 500.3.2/0042/KEC-BTL/XI/2026",
        "6310041708909917",
        "Kotabaru, 17 Agustus 1990",
        "Nama usaha:Warung Acil Imah",
        "23 November 2026",
        "CAMAT BATULICIN,",
        "NIP 19700512 199503 1 004",
        "berlaku 3 bulan",
    ):
        assert tanpa_spasi(potongan) in teks


@pytest.mark.parametrize(
    ("penanda", "tercetak"),
    [
        ({"sifat": "Plt.", "jabatan": "Camat Batulicin"}, "Plt. CAMAT BATULICIN,"),
        (
            {"jabatan": "Sekretaris Kecamatan", "atas_nama": ["Camat Batulicin"]},
            "a.n. CAMAT BATULICIN SEKRETARIS KECAMATAN,",
        ),
        (
            {"jabatan": "Kepala Seksi Pelayanan", "atas_nama": ["Camat Batulicin", "Sekretaris Kecamatan"]},
            "a.n. CAMAT BATULICIN SEKRETARIS KECAMATAN, u.b. KEPALA SEKSI PELAYANAN,",
        ),
    ],
)
def test_bentuk_penanda_tangan(penanda: dict[str, object], tercetak: str) -> None:
    templat, data = surat("KEC-16", penanda=penanda | {"nama": "Hj. Mariani, S.E.", "nip": "1"})
    assert tanpa_spasi(tercetak) in teks_pdf(susun_pdf(templat, data))


def test_catatan_elektronik_hanya_bila_ada_qr() -> None:
    templat, data = surat_contoh()
    assert "InformasidanTransaksiElektronik" in teks_pdf(susun_pdf(templat, data))
    for ganti in ({"qr": ""}, {"mode": "basah"}):
        assert "TransaksiElektronik" not in teks_pdf(susun_pdf(templat, data | ganti))


def test_konsep_diberi_tanda() -> None:
    templat, data = surat_contoh()
    assert susun_png(templat, data | {"konsep": True}) != susun_png(templat, data)


def test_data_jahat_tercetak_sebagai_teks() -> None:
    templat, data = surat_contoh()
    for kunci in ("judul", "nomor", "tempat", "penutup"):
        data[kunci] = JAHAT
    data["penanda"] = {"nama": JAHAT, "jabatan": JAHAT, "nip": JAHAT, "pangkat": JAHAT}
    data["isi"] = [
        {"paragraf": JAHAT},
        {"data": [[JAHAT, JAHAT]]},
        {"butir": [JAHAT]},
        {"tabel": {"judul": JAHAT, "kolom": [JAHAT], "baris": [[JAHAT], []]}},
    ]
    data["tembusan"] = [JAHAT] * 6
    data["lampiran"] = [{"judul": JAHAT, "isi": [{"paragraf": JAHAT}]}]
    assert teks_pdf(susun_pdf(templat, data)).count(tanpa_spasi(JAHAT)) >= 12


def test_teks_panjang_emoji_dan_arab() -> None:
    templat, data = surat_contoh()
    data["isi"] = [
        {"paragraf": "A" * 10_000},
        {"paragraf": "kata " * 2_000},
        {"paragraf": "السلام عليكم 😀 你好 שלום"},
        {"data": [["B" * 300, "C" * 300]]},
    ]
    pdf = susun_pdf(templat, data)
    teks = teks_pdf(pdf)
    assert teks.count("A") >= 10_000
    assert teks.count("B") >= 300
    assert "😀" in teks
    assert "�" in teks, "characters without a glyph are shown as such, not dropped"
    assert len(PdfReader(BytesIO(pdf)).pages) >= 5


def test_karakter_pembalik_arah_dibuang() -> None:
    assert bersihkan("Rp1.000\N{RIGHT-TO-LEFT OVERRIDE}000.9pR\x00\x1b") == "Rp1.000000.9pR"
    assert bersihkan("\ud800a\r\nb") == "�a\nb"


def test_cakupan_huruf_terbaca() -> None:
    assert {ord(h) for h in "Aaéñ€“”–…²م😀"} <= cakupan()
    assert ord("你") not in cakupan()


def test_yang_dianggap_tercetak_sungguh_tercetak() -> None:
    """Every character that passes, in every form a letter gives it: as typed, in capitals, bold, in the heading."""
    semua = [h for h in map(chr, sorted(cakupan())) if h.strip() and bersihkan(h) == h]
    assert len(semua) > 5000
    templat, data = surat_contoh()
    for i in range(0, len(semua), 1500):
        potong = [f"x{h}x" for h in semua[i : i + 1500]]
        data["isi"] = [{"tabel": {"kolom": ["Huruf"], "baris": [[t] for t in potong]}}]
        data["judul"] = " ".join(potong)
        susun_pdf(templat, data)


def test_yang_tidak_tercetak_disebut() -> None:
    assert tak_tercetak("Siti 你好你 ʇ\ue000") == "你好ʇ\ue000"
    assert tak_tercetak("José Ñ – “ok” 😀 ß") == ""


@settings(max_examples=60, deadline=None)
@given(teks=st.text(max_size=120))
@example(teks="ʇ")  # its capital U+A7B1 is in no font here
@example(teks="ɤ\u019b\uef00")
def test_teks_apa_pun_tidak_menggagalkan_surat(teks: str) -> None:
    templat, data = surat_contoh()
    data["isi"] = [
        {"paragraf": teks},
        {"data": [[teks, teks]]},
        {"tabel": {"kolom": [teks], "baris": [[teks]]}},
    ]
    data["judul"] = data["nomor"] = teks
    assert susun_pdf(templat, data).startswith(b"%PDF-1.7")


def test_nilai_python_diterima() -> None:
    templat, data = surat_contoh()
    data["tanggal"] = date(2026, 1, 2)
    data["isi"] = [{"data": [["a", Decimal("1.50")], ["b", 10**30], ["c", None], ["d", 7]]}]
    teks = teks_pdf(susun_pdf(templat, data))
    assert "2Januari2026" in teks
    assert "1.50" in teks
    assert "1" + "0" * 30 in teks


def test_nilai_yang_tak_bisa_dicetak_ditolak() -> None:
    templat, data = surat_contoh()
    with pytest.raises(GalatTemplat, match="bertipe object"):
        susun_pdf(templat, data | {"isi": [{"paragraf": object()}]})


def test_data_sama_menghasilkan_bita_sama() -> None:
    templat, data = surat_contoh()
    saat = datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert susun_pdf(templat, data, pada=saat) == susun_pdf(templat, data, pada=saat)


def test_banyak_utas() -> None:
    saat = datetime(2026, 11, 23, 1, tzinfo=UTC)
    contoh = [surat_contoh(i) for i in range(6)]
    satu = [susun_pdf(t, d, pada=saat) for t, d in contoh]
    with ThreadPoolExecutor(4) as utas:
        assert list(utas.map(lambda c: susun_pdf(*c, pada=saat), contoh * 3)) == satu * 3


def test_hanya_huruf_bawaan() -> None:
    pdf = susun_pdf(*surat_contoh())
    assert {f.split(b"+")[1] for f in re.findall(rb"/BaseFont\s*/([\w+-]+)", pdf)} <= {
        b"LiberationSans",
        b"LiberationSans-Bold",
        b"LiberationSans-Italic",
        b"DejaVuSans",
        b"LiberationSans-Identity-H",
        b"LiberationSans-Bold-Identity-H",
    }


def test_pratinjau_png() -> None:
    halaman = susun_png(*surat("KEC-25"), ppi=40)
    assert len(halaman) == 2
    assert all(h.startswith(b"\x89PNG") for h in halaman)


class TestTemplatSalah:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for nama in ("surat.typ", "lambang.svg"):
            (tmp_path / nama).write_bytes((FOLDER_TEMPLAT / nama).read_bytes())
        return tmp_path

    def susun(self, folder: Path, sumber: str, **data: object) -> bytes:
        (folder / "coba.typ").write_text(sumber, encoding="utf-8")
        return susun_pdf("coba", {"nomor": "1", **data}, folder=folder)

    def test_baris_dan_kalimat(self, folder: Path) -> None:
        with pytest.raises(GalatTemplat) as galat:
            self.susun(folder, "satu\ndua\n#let a = (1,\ntiga")
        assert galat.value.baris == 3
        assert galat.value.templat == "coba"
        assert galat.value.pesan.startswith("Templat “coba.typ” baris 3: tidak dapat disusun")

    def test_isian_hilang_disebut(self, folder: Path) -> None:
        with pytest.raises(GalatTemplat, match="baris 2: data surat tidak lengkap, isian “judul” tidak ada"):
            self.susun(folder, '#import "surat.typ": *\n#data.judul')

    @pytest.mark.parametrize(
        "sumber",
        [
            '#import "@preview/cetz:0.3.0": *',
            '#import ("@pre" + "view/cetz:0.3.0"): *',
            '#include "/etc/passwd"',
            '#read("../rahasia")',
            '#let x = "//" + eval("1")',
            "#plugin(bytes(()))",
            '#dictionary(std).at("ev" + "al")',
            '#import /* */ "@preview/cetz:0.3.0"',
            '#import\n"@preview/x:1.0.0"',
        ],
    )
    def test_pintu_keluar_ditolak_sebelum_dijalankan(self, folder: Path, sumber: str) -> None:
        with pytest.raises(GalatTemplat, match="tidak diizinkan") as galat:
            self.susun(folder, "baris satu\n" + sumber)
        assert galat.value.baris == 2

    def test_berkas_di_luar_folder_tidak_terbaca(self, folder: Path) -> None:
        (folder.parent / "rahasia.svg").write_text("<svg/>")
        with pytest.raises(GalatTemplat):
            self.susun(folder, '#image("../rahasia.svg")')
        with pytest.raises(GalatTemplat):
            self.susun(folder, '#image("/../rahasia.svg")')

    @pytest.mark.parametrize(
        "nama", ["../etc/passwd", "surat", "tidak_ada", "", "/etc/passwd", "keterangan.typ"]
    )
    def test_nama_templat_asing(self, nama: str) -> None:
        with pytest.raises(GalatTemplat, match="tidak ada"):
            susun_pdf(nama, {})

    def test_kertas_asing(self) -> None:
        with pytest.raises(GalatTemplat, match="Ukuran kertas"):
            susun_pdf("keterangan", {}, kertas="A3")


def test_templat_bawaan_lulus_pemeriksaan() -> None:
    for berkas in FOLDER_TEMPLAT.glob("*.typ"):
        periksa_sumber(berkas.stem, berkas.read_text(encoding="utf-8"))


def test_penolakan_menyebut_hak_pemohon() -> None:
    assert "nomorregistrasiyangsama" in teks_pdf(susun_pdf(*penolakan(final=False)))
    tetap = teks_pdf(susun_pdf(*penolakan(final=True)))
    assert "keberatan" in tetap
    assert "nomorregistrasiyangsama" not in tetap


def test_tanda_terima_menyamarkan_nik() -> None:
    teks = teks_pdf(susun_pdf(*tanda_terima()))
    assert "631004********17" in teks
    assert "6310041708909917" not in teks


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memori_tidak_tumbuh() -> None:
    """300 different letters in a fresh process: the compilers that stay warm must not keep every page."""
    naskah = (
        "from layanan.dokumen.contoh import surat_contoh\nfrom layanan.dokumen.susun import susun_pdf\n"
        "def rss(): return int(open('/proc/self/statm').read().split()[1]) * 4\n"
        "for i in range(100): susun_pdf(*surat_contoh(i))\nawal = rss()\n"
        "for i in range(100, 300): susun_pdf(*surat_contoh(i))\nprint(rss() - awal)"
    )
    hasil = subprocess.run(
        [sys.executable, "-c", naskah],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(p for p in sys.path if p)},
    )
    assert int(hasil.stdout) < 20_000, "kB"
