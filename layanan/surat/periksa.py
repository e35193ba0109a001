"""Is this letter ours and unchanged? For the public page behind the QR, and for a PDF that somebody brings."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inti.situs import situs_kini

from ..dokumen.tanda_tangan import HasilPeriksa, periksa
from ..enums import CaraTtd, StatusDokumen
from ..models import Dokumen
from ..pemohon.lacak import samarkan_nama
from ..waktu.jam import hari_ini, tanggal_lokal
from . import buku
from .buku import Tercatat
from .penanda import akar_tepercaya, baca_qr, penerbit

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
    dapat_dibuka: bool = False


class BukuLayanan:
    """Letters of the service desk. There are none on a site without an instansi."""

    def menurut_qr(self, nomor: str, sidik: str) -> Tercatat | None:
        dokumen = surat_qr({"nomor": nomor, "sidik": sidik}) if self._ada() else None
        return tercatat(dokumen) if dokumen else None

    def menurut_sha256(self, sha256: str) -> Tercatat | None:
        semua = Dokumen.objects.select_related("permohonan", "berkas").filter(sha256=sha256)
        dokumen = semua.first() if self._ada() else None
        return tercatat(dokumen) if dokumen else None

    def dicabut(self) -> Iterable[tuple[str, str]]:
        cabut = Dokumen.objects.filter(status=StatusDokumen.DICABUT).order_by("pk")
        return cabut.values_list("sha256", "sidik") if self._ada() else ()

    @staticmethod
    def _ada() -> bool:
        situs = situs_kini()
        return situs is not None and situs.instansi is not None


buku.daftarkan(BukuLayanan())


def surat_qr(isi: Mapping[str, Any]) -> Dokumen | None:
    """The document that a verified payload names: same number and same fingerprint of its data."""
    dokumen = Dokumen.objects.select_related("permohonan", "berkas").filter(nomor=isi["nomor"]).first()
    return dokumen if dokumen and dokumen.sidik[:PANJANG_SIDIK_QR] == isi["sidik"] else None


def tercatat(d: Dokumen) -> Tercatat:
    return Tercatat(
        d.nomor, d.tanggal, d.penanda_nama, d.penanda_jabatan, d.perihal, samarkan_nama(d.permohonan.pemohon_nama),
        d.sha256, d.berkas.bita, bertanda=d.cara == CaraTtd.TTE, berlaku_sampai=d.berlaku_sampai,
        dicabut=d.status == StatusDokumen.DICABUT, dicabut_pada=tanggal_lokal(d.dicabut_pada) if d.dicabut_pada else None,
        dapat_dibuka=True,
    )  # fmt: skip


def periksa_surat(muatan: str) -> HasilSurat:
    """Raises QrTidakSah when the payload was not signed by this site."""
    isi = baca_qr(muatan, penerbit().slug)
    hasil = HasilSurat("tidak_tercatat", isi["nomor"], isi["tanggal"], isi["penanda"])
    surat = next(filter(None, (b.menurut_qr(isi["nomor"], isi["sidik"]) for b in buku.SEMUA)), None)
    return hasil if surat is None else _lengkapi(hasil, surat)


def periksa_unggahan(bita: bytes) -> HasilSurat:
    """A PDF in memory: byte for byte one of our letters, or what its signature alone says. Nothing is stored."""
    sha256 = hashlib.sha256(bita).hexdigest()
    surat = next(filter(None, (b.menurut_sha256(sha256) for b in buku.SEMUA)), None)
    if surat is None:
        return _asing(periksa(bita, akar=akar_tepercaya()))
    return _lengkapi(HasilSurat("asli", surat.nomor, surat.tanggal, surat.penanda, unggahan=True), surat)


def _lengkapi(hasil: HasilSurat, surat: Tercatat) -> HasilSurat:
    return replace(
        hasil,
        keadaan=keadaan_surat(surat),
        perihal=surat.perihal,
        untuk=surat.untuk,
        jabatan=surat.jabatan,
        berlaku_sampai=surat.berlaku_sampai,
        dicabut_pada=surat.dicabut_pada,
        penerbit=surat.asing,
        dapat_dibuka=surat.dapat_dibuka,
    )


def keadaan_surat(surat: Tercatat) -> str:
    """The stored bytes are checked every time: their digest, then their signature."""
    try:
        bita = surat.isi()
    except OSError:
        return "berubah"
    if hashlib.sha256(bita).hexdigest() != surat.sha256:
        return "berubah"
    if surat.bertanda:
        tanda = periksa(bita, akar=akar_tepercaya())
        if not (tanda.utuh if surat.asing else tanda.sah):
            return "berubah"
    if surat.dicabut:
        return "dicabut"
    if surat.berlaku_sampai and surat.berlaku_sampai < hari_ini():
        return "berakhir"
    return "asli"


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
