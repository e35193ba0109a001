"""Is this letter ours and unchanged? For the public page behind the QR."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from .dokumen.tanda_tangan import periksa
from .enums import CaraTtd, StatusDokumen
from .lacak import samarkan_nama
from .models import Dokumen
from .penanda import akar_tepercaya, baca_qr
from .waktu import hari_ini

PANJANG_SIDIK_QR = 32


@dataclass(frozen=True, slots=True)
class HasilSurat:
    """`keadaan`: asli, berakhir, dicabut, berubah, tidak_tercatat."""

    keadaan: str
    nomor: str
    tanggal: date
    penanda: str
    perihal: str = ""
    untuk: str = ""
    jabatan: str = ""
    berlaku_sampai: date | None = None


def periksa_surat(muatan: str, slug: str) -> HasilSurat:
    """Raises QrTidakSah when the payload was not signed by this instansi."""
    isi = baca_qr(muatan, slug)
    dokumen = Dokumen.objects.select_related("permohonan", "berkas").filter(nomor=isi["nomor"]).first()
    hasil = HasilSurat("tidak_tercatat", isi["nomor"], isi["tanggal"], isi["penanda"])
    if dokumen is None or dokumen.sidik[:PANJANG_SIDIK_QR] != isi["sidik"]:
        return hasil
    return replace(
        hasil,
        keadaan=_keadaan(dokumen),
        perihal=dokumen.perihal,
        untuk=samarkan_nama(dokumen.permohonan.pemohon_nama),
        jabatan=dokumen.penanda_jabatan,
        berlaku_sampai=dokumen.berlaku_sampai,
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
