"""Is this letter ours and unchanged? For the public page behind the QR, and for a PDF that somebody brings."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from ..dokumen.tanda_tangan import HasilPeriksa, periksa
from ..enums import CaraTtd, StatusDokumen
from ..models import Dokumen
from ..pemohon.lacak import samarkan_nama
from ..waktu.jam import hari_ini, tanggal_lokal
from .penanda import akar_tepercaya, baca_qr

PANJANG_SIDIK_QR = 32


@dataclass(frozen=True, slots=True)
class HasilSurat:
    """`keadaan`: asli, berakhir, dicabut, berubah, tidak_tercatat; for an uploaded file also bukan_surat,
    tanpa_tanda_tangan, asal_lain."""

    keadaan: str
    nomor: str = ""
    tanggal: date | None = None
    penanda: str = ""
    perihal: str = ""
    untuk: str = ""
    jabatan: str = ""
    berlaku_sampai: date | None = None
    dicabut_pada: date | None = None
    penerbit: str = ""
    keterangan: str = ""
    unggahan: bool = False


def periksa_surat(muatan: str, slug: str) -> HasilSurat:
    """Raises QrTidakSah when the payload was not signed by this instansi."""
    isi = baca_qr(muatan, slug)
    dokumen = surat_qr(isi)
    hasil = HasilSurat("tidak_tercatat", isi["nomor"], isi["tanggal"], isi["penanda"])
    return hasil if dokumen is None else _lengkapi(hasil, dokumen)


def surat_qr(isi: dict[str, object]) -> Dokumen | None:
    """The document that a verified payload names: same number and same fingerprint of its data."""
    dokumen = Dokumen.objects.select_related("permohonan", "berkas").filter(nomor=isi["nomor"]).first()
    return dokumen if dokumen and dokumen.sidik[:PANJANG_SIDIK_QR] == isi["sidik"] else None


def _lengkapi(hasil: HasilSurat, dokumen: Dokumen) -> HasilSurat:
    return replace(
        hasil,
        keadaan=_keadaan(dokumen),
        perihal=dokumen.perihal,
        untuk=samarkan_nama(dokumen.permohonan.pemohon_nama),
        jabatan=dokumen.penanda_jabatan,
        berlaku_sampai=dokumen.berlaku_sampai,
        dicabut_pada=tanggal_lokal(dokumen.dicabut_pada) if dokumen.dicabut_pada else None,
    )


def _keadaan(dokumen: Dokumen) -> str:
    """The stored bytes are checked every time: their digest, then their signature."""
    try:
        bita = dokumen.berkas.bita()
    except OSError:
        return "berubah"
    if hashlib.sha256(bita).hexdigest() != dokumen.sha256:
        return "berubah"
    if dokumen.cara == CaraTtd.TTE and not periksa(bita, akar=akar_tepercaya()).sah:
        return "berubah"  # a scan of ink carries no signature of its own: its digest must do
    if dokumen.status == StatusDokumen.DICABUT:
        return "dicabut"
    if dokumen.berlaku_sampai and dokumen.berlaku_sampai < hari_ini():
        return "berakhir"
    return "asli"


def periksa_unggahan(bita: bytes) -> HasilSurat:
    """A PDF in memory: byte for byte one of our letters, or what its signature alone says. Nothing is stored."""
    dokumen = (
        Dokumen.objects.select_related("permohonan", "berkas")
        .filter(sha256=hashlib.sha256(bita).hexdigest())
        .first()
    )
    if dokumen is not None:
        hasil = HasilSurat("asli", dokumen.nomor, dokumen.tanggal, dokumen.penanda_nama, unggahan=True)
        return _lengkapi(hasil, dokumen)
    return _asing(periksa(bita, akar=akar_tepercaya()))


def _asing(hasil: HasilPeriksa) -> HasilSurat:
    """Not in our archive byte for byte: changed, signed by another office of the kabupaten, or from elsewhere."""
    if not hasil.ditandatangani:
        bukan = "bukan" in hasil.keterangan or "rusak" in hasil.keterangan
        keadaan = "bukan_surat" if bukan else "tanpa_tanda_tangan"
    elif not hasil.utuh:
        keadaan = "berubah"
    else:
        keadaan = "tidak_tercatat" if hasil.tepercaya else "asal_lain"
    return HasilSurat(
        keadaan,
        tanggal=tanggal_lokal(hasil.pada) if hasil.pada else None,
        penanda=hasil.penanda.nama if hasil.penanda else "",
        jabatan=hasil.penanda.jabatan if hasil.penanda else "",
        penerbit=hasil.penanda.instansi if hasil.penanda else "",
        keterangan=hasil.keterangan,
        unggahan=True,
    )
