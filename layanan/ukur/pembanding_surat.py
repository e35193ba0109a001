"""The same letter as HTML for WeasyPrint, signed by pyHanko: the peer of `spbe ukur dokumen`.

It gets what helps it: the style sheet is parsed once, its fonts are loaded once, and its certificate is issued
beforehand (ours makes a new key and certificate for every letter).
"""

import io
import logging
from html import escape
from typing import Any

from asn1crypto import cms, tsp
from asn1crypto import keys as asn1_kunci
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from layanan.dokumen.bersih import HURUF
from layanan.dokumen.cms import Pasangan, cap_waktu
from layanan.dokumen.format import tanggal_id
from layanan.dokumen.qr import qr_svg
from layanan.dokumen.susun import FOLDER_TEMPLAT

for _nama in ("fontTools", "weasyprint"):  # what they log would count against them
    logging.getLogger(_nama).setLevel(logging.ERROR)

STANDAR = "pdf/a-2a"
GAYA = """
@font-face { font-family: Surat; src: url(%(huruf)s/LiberationSans-Regular.ttf) }
@font-face { font-family: Surat; font-weight: 700; src: url(%(huruf)s/LiberationSans-Bold.ttf) }
@page { size: A4; margin: 13mm 20mm 23mm 25mm;
  @bottom-right { content: "Halaman " counter(page) " dari " counter(pages); font: 7pt Surat; color: #464646 } }
html { font: 11pt/1.35 Surat }
p { text-align: justify; text-indent: 12.5mm; margin: 0 0 .6em } p.lanjut { text-indent: 0 }
.kop { display: flex; align-items: center; border-bottom: 2.2pt solid; padding-bottom: 2mm; margin-bottom: 6mm }
.kop img { height: 25mm } .kop div { flex: 1; text-align: center; font-size: 9pt }
.kop b { display: block; font-size: 16.5pt } .kop span { display: block; font-size: 13pt }
h1 { font-size: 13pt; text-align: center; text-decoration: underline; margin: 0 } .nomor { text-align: center; margin: 2mm 0 6mm }
table { margin: 0 0 .6em 12.5mm; border-collapse: collapse } td { vertical-align: top; padding: 1px 0 }
td:first-child { width: 54mm } td:nth-child(2) { width: 3mm }
.ttd { margin-left: 81mm } .ttd table { margin-left: 0 } .ttd td:first-child { width: 27mm }
.qr { display: flex; align-items: center; font-size: 7.5pt } .qr img { width: 24mm; margin-right: 3mm }
.nama { font-weight: 700; text-decoration: underline }
.catatan { position: fixed; bottom: -17mm; font-size: 7pt; border-top: .4pt solid #8c8c8c; width: 130mm }
"""
CATATAN = (
    "Dokumen ini ditandatangani secara elektronik dengan sertifikat yang diterbitkan otoritas sertifikat Pemerintah Kabupaten. "
    "Sesuai Undang-Undang Nomor 11 Tahun 2008 tentang Informasi dan Transaksi Elektronik Pasal 5 ayat (1), dokumen elektronik "
    "dan/atau hasil cetaknya merupakan alat bukti hukum yang sah. Periksa keasliannya dengan memindai kode QR."
)
PENUTUP = "Demikian surat keterangan ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."


class StempelSama(TimeStamper):
    """Our own time stamp, so that both sides pay the same for it (pyHanko's own local one knows only RSA)."""

    def __init__(self, stempel: Pasangan) -> None:
        super().__init__()
        self._pasangan = stempel

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        return cms.ContentInfo.load(cap_waktu(message_digest, self._pasangan))

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        raise NotImplementedError("async_timestamp answers without a request")


class Pembanding:
    def __init__(self, milik: Pasangan, stempel: Pasangan, akar: Certificate) -> None:
        self._huruf = FontConfiguration()
        self._gaya = CSS(string=GAYA % {"huruf": HURUF.as_uri()}, font_config=self._huruf)
        toko = SimpleCertificateStore()
        toko.register(_sertifikat(akar))
        self._penanda = SimpleSigner(_sertifikat(milik.sertifikat), _kunci(milik), toko)
        self._stempel = StempelSama(stempel)

    def susun(self, data: dict[str, Any]) -> bytes:
        dokumen = HTML(string=html_surat(data), base_url=FOLDER_TEMPLAT.as_uri() + "/")
        pdf = dokumen.write_pdf(stylesheets=[self._gaya], font_config=self._huruf, pdf_variant=STANDAR)
        return bytes(pdf)

    def tandatangani(self, pdf: bytes, *, nama: str, alasan: str, lokasi: str) -> bytes:
        meta = PdfSignatureMetadata(
            field_name="TandaTangan", md_algorithm="sha256", name=nama, reason=alasan, location=lokasi, certify=True,
            subfilter=SigSeedSubFilter.PADES, docmdp_permissions=MDPPerm.NO_CHANGES,
        )  # fmt: skip
        penulis = PdfSigner(
            meta, self._penanda, timestamper=self._stempel, new_field_spec=SigFieldSpec("TandaTangan")
        )
        return bytes(penulis.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getbuffer())


def _sertifikat(sertifikat: Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(sertifikat.public_bytes(Encoding.DER))


def _kunci(milik: Pasangan) -> asn1_kunci.PrivateKeyInfo:
    der = milik.kunci.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return asn1_kunci.PrivateKeyInfo.load(der)


def _baris(pasangan: list[Any]) -> str:
    return "".join(f"<tr><td>{escape(a)}<td>:<td>{escape(b)}" for a, b in pasangan)


def _blok(b: dict[str, Any]) -> str:
    if "data" in b:
        return f"<table>{_baris(b['data'])}</table>"
    teks = str(b["paragraf"])
    return f"<p{' class=lanjut' if teks[:1].islower() else ''}>{escape(teks)}</p>"


def html_surat(data: dict[str, Any]) -> str:
    """`templat/keterangan.typ` in HTML: letterhead, title, blocks, signature with QR, note."""
    kop, penanda = data["kop"], data["penanda"]
    kontak = " ".join(
        f"{nama} {escape(kop[k])}"
        for nama, k in (("Telepon", "telepon"), ("Surel", "surel"), ("Laman", "laman"))
        if kop.get(k)
    )
    penandatangan = _baris(
        [("Nama", penanda["nama"]), ("NIP", penanda["nip"]), ("Jabatan", penanda["jabatan"])]
    )
    tempat = _baris([("Dikeluarkan di", data["tempat"]), ("pada tanggal", tanggal_id(data["tanggal"]))])
    return f"""<!doctype html><html lang=id><title>{escape(data["judul"])}</title>
<div class=kop><img src=lambang.svg alt="Lambang daerah"><div>
<span>{escape(kop["pemerintah"].upper())}</span><b>{escape(kop["nama"].upper())}</b>
{escape(kop["alamat"])}<br>{kontak}</div></div>
<h1>{escape(data["judul"].upper())}</h1><div class=nomor>Nomor: {escape(data["nomor"])}</div>
<p>Yang bertanda tangan di bawah ini:</p><table>{penandatangan}</table>
{"".join(_blok(b) for b in data["isi"])}<p>{PENUTUP}</p>
<div class=ttd><table>{tempat}</table>{escape(penanda["jabatan"].upper())},
<div class=qr><img src="data:image/svg+xml;utf8,{escape(_svg(data["qr"]))}" alt="Kode QR">
<span>Ditandatangani<br>secara elektronik</span></div>
<span class=nama>{escape(penanda["nama"])}</span><br>{escape(penanda["pangkat"])}<br>NIP {escape(penanda["nip"])}</div>
<div class=catatan>{CATATAN}</div></html>"""


def _svg(teks: str) -> str:
    return qr_svg(teks).replace("#", "%23").replace("\n", "")
