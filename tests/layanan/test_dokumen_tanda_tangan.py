"""Signing and checking: any change shows, nothing breaks the checker, OpenSSL agrees."""

import asyncio
import logging
import re
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from cryptography import x509
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader

from layanan.dokumen import cms, otoritas, sertifikat
from layanan.dokumen.galat import GalatTandaTangan
from layanan.dokumen.otoritas import OtoritasLokal
from layanan.dokumen.susun import susun_pdf
from layanan.dokumen.tanda_tangan import HasilPeriksa, Penanda, periksa
from tests.layanan.dokumen_contoh import surat_contoh

CAMAT = Penanda(
    "Drs. H. Rahmat Hidayat, M.Si", "Camat Batulicin", "Kecamatan Batulicin", "197005121995031004"
)


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> OtoritasLokal:
    return OtoritasLokal(tmp_path_factory.mktemp("ca") / "otoritas", b"sandi uji")


@pytest.fixture(scope="module")
def polos() -> bytes:
    return susun_pdf(*surat_contoh())


@pytest.fixture(scope="module")
def bertanda(ca: OtoritasLokal, polos: bytes) -> bytes:
    return ca.tandatangani(polos, penanda=CAMAT, alasan="Surat keterangan", lokasi="Batulicin")


def rentang(pdf: bytes) -> tuple[int, int]:
    """Start and end of the /Contents value, the only part outside the signed digest."""
    cocok = re.search(rb"/ByteRange\s*\[\s*\d+ (\d+) (\d+) \d+", pdf)
    assert cocok
    return int(cocok[1]), int(cocok[2])


def test_surat_sah(ca: OtoritasLokal, bertanda: bytes) -> None:
    hasil = periksa(bertanda, akar=ca.akar())
    assert hasil.sah
    assert hasil.penanda == CAMAT
    assert hasil.pada is not None
    assert abs(datetime.now(UTC) - hasil.pada) < timedelta(minutes=30)
    assert hasil.keterangan == "Dokumen utuh dan tanda tangan elektroniknya sah."


def test_isi_asli_tidak_disentuh(polos: bytes, bertanda: bytes) -> None:
    assert bertanda.startswith(polos)
    assert len(bertanda) - len(polos) < 16_000


def test_tanda_tangan_mengunci_dokumen(bertanda: bytes) -> None:
    sig = PdfFileReader(BytesIO(bertanda)).embedded_signatures[0]
    assert sig.field_name == "TandaTangan"
    assert sig.docmdp_level is not None
    assert sig.docmdp_level.name == "NO_CHANGES"
    assert sig.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert sig.sig_object["/Reason"] == "Surat keterangan"
    assert sig.sig_object["/Location"] == "Batulicin"


def test_tetap_pdf_a_setelah_ditandatangani(bertanda: bytes) -> None:
    pembaca = PdfReader(BytesIO(bertanda))
    xmp = pembaca.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="2"' in xmp
    assert pembaca.metadata is not None
    assert f'pdf:Producer="{pembaca.metadata.producer}"' in xmp


def test_akar_lain_tidak_tepercaya(bertanda: bytes, tmp_path: Path) -> None:
    lain = OtoritasLokal(tmp_path / "lain", b"x")
    for akar in ([], lain.akar()):
        hasil = periksa(bertanda, akar=akar)
        assert (hasil.ditandatangani, hasil.utuh, hasil.tepercaya) == (True, True, False)
        assert "tidak diterbitkan oleh otoritas yang dikenal" in hasil.keterangan
    assert (
        periksa(bertanda, akar=lain.akar() + list(OtoritasLokal(tmp_path / "lain", b"x").akar())).tepercaya
        is False
    )


def test_otoritas_tiruan_bernama_sama_ditolak(polos: bytes, ca: OtoritasLokal, tmp_path: Path) -> None:
    tiruan = OtoritasLokal(tmp_path / "tiruan", b"x").tandatangani(polos, penanda=CAMAT, alasan="", lokasi="")
    hasil = periksa(tiruan, akar=ca.akar())
    assert hasil.penanda == CAMAT, "the name is whatever the forger wrote,"
    assert not hasil.tepercaya, "so only this counts"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bagian=st.floats(0, 1, exclude_max=True), tambah=st.integers(1, 255))
@example(bagian=0.0, tambah=1)
def test_satu_bita_berubah_ketahuan(ca: OtoritasLokal, bertanda: bytes, bagian: float, tambah: int) -> None:
    letak = int(bagian * len(bertanda))
    awal, akhir = rentang(bertanda)
    if awal <= letak < akhir:
        letak = awal - 1
    rusak = bytearray(bertanda)
    rusak[letak] = (rusak[letak] + tambah) % 256
    hasil = periksa(bytes(rusak), akar=ca.akar())
    assert not hasil.utuh
    assert not hasil.tepercaya
    assert hasil.keterangan


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bagian=st.floats(0, 1, exclude_max=True), digit=st.sampled_from(b"0123456789ABCDEF"))
def test_amplop_diubah_tak_pernah_menipu(
    ca: OtoritasLokal, bertanda: bytes, bagian: float, digit: int
) -> None:
    """Outside the digest a change may be harmless, but never yields another signer or time."""
    awal, akhir = rentang(bertanda)
    rusak = bytearray(bertanda)
    rusak[awal + 1 + int(bagian * (akhir - awal - 2))] = digit
    hasil = periksa(bytes(rusak), akar=ca.akar())
    if hasil.sah:
        asli = periksa(bertanda, akar=ca.akar())
        assert (hasil.penanda, hasil.pada) == (asli.penanda, asli.pada)


def test_sisa_di_belakang_amplop_ketahuan(ca: OtoritasLokal, bertanda: bytes) -> None:
    _, akhir = rentang(bertanda)
    rusak = bertanda[: akhir - 9] + b"DEADBEEF" + bertanda[akhir - 1 :]
    assert len(rusak) == len(bertanda)
    assert not periksa(rusak, akar=ca.akar()).utuh


def _tambah_objek(pdf: bytes) -> bytes:
    penulis = IncrementalPdfFileWriter(BytesIO(pdf))
    penulis.root["/Uji"] = generic.pdf_string("tambahan")
    penulis.update_root()
    keluar = BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


def _ganti_isi_halaman(pdf: bytes) -> bytes:
    penulis = IncrementalPdfFileWriter(BytesIO(pdf))
    halaman = penulis.root["/Pages"]["/Kids"][0]
    halaman["/Contents"] = penulis.add_object(generic.StreamObject(stream_data=b"q Q"))
    penulis.mark_update(
        halaman.get_container_ref() if hasattr(halaman, "get_container_ref") else halaman.container_ref
    )
    keluar = BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


@pytest.mark.parametrize(
    "ubah",
    [
        lambda pdf: pdf + b"\n",
        lambda pdf: pdf + b"%% tambahan\n%%EOF\n",
        _tambah_objek,
        _ganti_isi_halaman,
    ],
    ids=["baris kosong", "komentar", "objek baru", "isi halaman diganti"],
)
def test_tambahan_setelah_ditandatangani_ketahuan(
    ca: OtoritasLokal, bertanda: bytes, ubah: Callable[[bytes], bytes]
) -> None:
    hasil = periksa(ubah(bertanda), akar=ca.akar())
    assert not hasil.utuh
    assert not hasil.tepercaya
    assert "TAMBAHAN" in hasil.keterangan or "rusak" in hasil.keterangan


@pytest.mark.parametrize(
    "pdf",
    [
        b"",
        b"bukan pdf",
        b"%PDF-",
        b"%PDF-1.7\n%%EOF",
        b"\x89PNG" + b"%PDF-1.7" * 3,
        b"%PDF-1.7\n" + b"<" * 5000,
        b"%PDF-1.7\nstartxref\n99999999999\n%%EOF",
    ],
)
def test_sampah_dijawab_bukan_galat(ca: OtoritasLokal, pdf: bytes) -> None:
    hasil = periksa(pdf, akar=ca.akar())
    assert hasil == HasilPeriksa(keterangan=hasil.keterangan)
    assert hasil.keterangan.endswith(".")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bagian=st.floats(0, 1, exclude_max=True))
def test_terpotong_dijawab(ca: OtoritasLokal, bertanda: bytes, bagian: float) -> None:
    assert not periksa(bertanda[: int(bagian * len(bertanda))], akar=ca.akar()).utuh


@given(sampah=st.binary(max_size=400))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sampah_acak_dijawab(ca: OtoritasLokal, sampah: bytes) -> None:
    assert not periksa(b"%PDF-1.7\n" + sampah, akar=ca.akar()).ditandatangani


def test_surat_tanpa_tanda_tangan(ca: OtoritasLokal, polos: bytes) -> None:
    assert periksa(polos, akar=ca.akar()).keterangan == "PDF ini tidak memuat tanda tangan elektronik."


def test_tidak_ditandatangani_dua_kali(ca: OtoritasLokal, bertanda: bytes) -> None:
    with pytest.raises(GalatTandaTangan, match="sudah ditandatangani"):
        ca.tandatangani(bertanda, penanda=CAMAT, alasan="", lokasi="")


@pytest.mark.parametrize("pdf", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF"])
def test_menolak_menandatangani_yang_bukan_pdf(ca: OtoritasLokal, pdf: bytes) -> None:
    with pytest.raises(GalatTandaTangan, match="bukan PDF"):
        ca.tandatangani(pdf, penanda=CAMAT, alasan="", lokasi="")


def test_nama_kosong_ditolak(ca: OtoritasLokal, polos: bytes) -> None:
    with pytest.raises(GalatTandaTangan, match="Nama penanda tangan"):
        ca.tandatangani(polos, penanda=Penanda(" ", "Camat", "x"), alasan="", lokasi="")


def test_nama_panjang_dan_aneh(ca: OtoritasLokal, polos: bytes) -> None:
    aneh = Penanda("Ñ" * 100, "", "Kecamatan “X”; CN=palsu", "1970 é-1\x00")
    hasil = periksa(ca.tandatangani(polos, penanda=aneh, alasan="(a) \\ b", lokasi="é"), akar=ca.akar())
    assert hasil.penanda == Penanda("Ñ" * 32, "", "Kecamatan “X”; CN=palsu", "1970 1")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nama=st.text(max_size=90),
    jabatan=st.text(max_size=90),
    nip=st.text(max_size=30),
    alasan=st.text(max_size=90),
)
# Its small letter is younger than the rules for comparing names:
@example(nama="Ⴀ", jabatan="Ⴀ", nip="", alasan="")
def test_teks_apa_pun_di_tanda_tangan(
    ca: OtoritasLokal, polos: bytes, nama: str, jabatan: str, nip: str, alasan: str
) -> None:
    penanda = Penanda("A" + nama, jabatan, jabatan, nip)
    assert periksa(ca.tandatangani(polos, penanda=penanda, alasan=alasan, lokasi=alasan), akar=ca.akar()).sah


def test_masih_sah_setelah_sertifikat_kedaluwarsa(
    polos: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate lasted one day; the time stamp proves that the signature is older than its end."""
    dulu = datetime.now(UTC) - timedelta(days=400)

    class Jam(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return dulu

    for modul in (sertifikat, cms, otoritas):
        monkeypatch.setattr(modul, "datetime", Jam)
    lama = OtoritasLokal(tmp_path / "lama", b"x")
    pdf = lama.tandatangani(polos, penanda=CAMAT, alasan="", lokasi="")
    monkeypatch.undo()
    hasil = periksa(pdf, akar=lama.akar())
    assert hasil.sah
    assert hasil.pada == dulu.replace(microsecond=0)


def test_tanpa_stempel_waktu_sertifikat_lewat_tidak_tepercaya(
    polos: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sertifikat, "UMUR_PENANDA", timedelta(minutes=-1))
    monkeypatch.setattr(
        otoritas, "tanda_tangan_cms", lambda sidik, milik, _: cms.tanda_tangan_cms(sidik, milik, None)
    )
    ca = OtoritasLokal(tmp_path / "ca", b"x")
    hasil = periksa(ca.tandatangani(polos, penanda=CAMAT, alasan="", lokasi=""), akar=ca.akar())
    assert (hasil.utuh, hasil.tepercaya) == (True, False)


def test_stempel_waktu_tiruan_tidak_tepercaya(
    polos: bytes, ca: OtoritasLokal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A genuine signature with somebody else's clock."""
    asing = OtoritasLokal(tmp_path / "asing", b"x")._pasangan_stempel()
    monkeypatch.setattr(ca, "_pasangan_stempel", lambda: asing)
    hasil = periksa(ca.tandatangani(polos, penanda=CAMAT, alasan="", lokasi=""), akar=ca.akar())
    assert (hasil.utuh, hasil.tepercaya) == (True, False)


def test_di_dalam_loop_dan_banyak_utas(ca: OtoritasLokal, polos: bytes) -> None:
    async def dalam_loop() -> HasilPeriksa:
        pdf = ca.tandatangani(polos, penanda=CAMAT, alasan="", lokasi="")
        return periksa(pdf, akar=ca.akar())

    assert asyncio.run(dalam_loop()).sah
    with ThreadPoolExecutor(6) as utas:
        pdf = list(
            utas.map(lambda i: ca.tandatangani(polos, penanda=CAMAT, alasan=str(i), lokasi=""), range(24))
        )
        assert all(h.sah for h in utas.map(lambda p: periksa(p, akar=ca.akar()), pdf))
    assert len(set(pdf)) == 24


def test_unggahan_palsu_tidak_memenuhi_catatan(
    ca: OtoritasLokal, bertanda: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        periksa(bertanda, akar=[])
        periksa(bertanda[:-4000], akar=ca.akar())
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL is the independent judge")
def test_openssl_setuju(ca: OtoritasLokal, bertanda: bytes, tmp_path: Path) -> None:
    awal, akhir = rentang(bertanda)
    amplop = bytes.fromhex(bertanda[awal + 1 : akhir - 1].decode())
    isi = asn1_cms.ContentInfo.load(amplop)
    info = isi["content"]["signer_infos"][0]
    for nama, bita in (
        ("amplop", isi.dump()),
        ("isi", bertanda[:awal] + bertanda[akhir:]),
        ("akar", ca.akar_pem()),
        ("tanda", info["signature"].native),
        ("cap", info["unsigned_attrs"][0]["values"][0].dump()),
    ):
        (tmp_path / nama).write_bytes(bita)

    def openssl(*argumen: str) -> str:
        hasil = subprocess.run(
            ["openssl", *argumen], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert hasil.returncode == 0, hasil.stderr
        return hasil.stdout + hasil.stderr

    assert "successful" in openssl(
        "cms",
        "-verify",
        "-inform",
        "DER",
        "-in",
        "amplop",
        "-content",
        "isi",
        "-CAfile",
        "akar",
        "-purpose",
        "any",
        "-binary",
        "-cades",
        "-out",
        "ulang",
    )
    assert "Verification: OK" in openssl(
        "ts", "-verify", "-in", "cap", "-token_in", "-data", "tanda", "-CAfile", "akar"
    )


def test_sertifikat_penanda(ca: OtoritasLokal, bertanda: bytes) -> None:
    der = PdfFileReader(BytesIO(bertanda)).embedded_signatures[0].signer_cert.dump()
    milik = x509.load_der_x509_certificate(der)
    assert milik.not_valid_after_utc - datetime.now(UTC) <= timedelta(days=1)
    milik.verify_directly_issued_by(ca.akar()[0])
    kegunaan = milik.extensions.get_extension_for_class(x509.KeyUsage).value
    assert kegunaan.content_commitment
    assert not kegunaan.key_cert_sign
