"""Signing and checking PDFs (PAdES). Every signing service follows `PenandaTangan`; ours is `otoritas`."""

import asyncio
import io
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from asn1crypto import parser
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleTrustManager

from layanan.dokumen.galat import GalatTandaTangan
from layanan.dokumen.rahasia import Rahasia

T = TypeVar("T")
log = logging.getLogger(__name__)
# An unknown signer or a broken upload is an answer here, not an error worth a traceback in the log.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Penanda:
    """The official whose name the signature carries."""

    nama: str
    jabatan: str
    instansi: str
    nip: str = ""
    nik: str = field(default="", repr=False)
    """Only for a service that knows people by it; never written into the document."""


class PenandaTangan(Protocol):
    """A signing service. Either returns the signed bytes or raises GalatTandaTangan; never signs half.

    `jarak_jauh`: the signature is made elsewhere, so a call may stay unanswered (TakTerjawab) and must be announced in
    the database before it is made. `rahasia` is the signer's passphrase there; `pada_terima` gets the name that the
    service gave to its result, as soon as it is known.
    """

    jarak_jauh: bool

    def tandatangani(
        self,
        pdf: bytes,
        *,
        penanda: Penanda,
        alasan: str,
        lokasi: str,
        rahasia: Rahasia | None = None,
        pada_terima: Callable[[str], None] | None = None,
    ) -> bytes: ...

    def akar(self) -> list[Certificate]: ...


@dataclass(frozen=True)
class HasilPeriksa:
    """`utuh`: not a byte changed or added since signing. `tepercaya`: signed under one of the given roots."""

    ditandatangani: bool = False
    utuh: bool = False
    tepercaya: bool = False
    penanda: Penanda | None = None
    pada: datetime | None = None
    keterangan: str = ""
    sertifikat_sampai: datetime | None = None
    alasan: str = ""

    @property
    def sah(self) -> bool:
        return self.ditandatangani and self.utuh and self.tepercaya


def periksa(pdf: bytes, *, akar: Sequence[Certificate]) -> HasilPeriksa:
    """Check the last signature of `pdf`. Bad input of any kind gives a result, never an exception."""
    if b"%PDF-" not in pdf[:1024]:
        return HasilPeriksa(keterangan="Berkas ini bukan PDF.")
    try:
        pembaca = PdfFileReader(io.BytesIO(pdf), strict=False)
        tanda_tangan = list(pembaca.embedded_regular_signatures)
    except Exception as galat:  # a hostile file can fail anywhere in the parser
        log.info("PDF tidak terbaca: %s", type(galat).__name__)
        return HasilPeriksa(
            keterangan="PDF rusak atau terpotong sehingga tanda tangannya tidak dapat dibaca."
        )
    if not tanda_tangan:
        return HasilPeriksa(keterangan="PDF ini tidak memuat tanda tangan elektronik.")
    try:
        return jalankan(_nilai(tanda_tangan, list(akar)))
    except Exception as galat:
        log.info("Tanda tangan tidak dapat dinilai: %s", type(galat).__name__)
        return HasilPeriksa(
            ditandatangani=True, keterangan="Tanda tangan di PDF ini rusak dan tidak dapat dinilai."
        )


async def _nilai(semua: list[EmbeddedPdfSignature], akar: list[Certificate]) -> HasilPeriksa:
    akhir = semua[-1]
    cap_waktu = _waktu_cap(akhir)
    status = await async_validate_pdf_signature(
        akhir,
        signer_validation_context=_konteks(akar, cap_waktu),
        ts_validation_context=_konteks(akar, None),
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
    )
    utuh = _utuh(akhir, status) and all(s.compute_integrity_info() is None and _cocok(s) for s in semua[:-1])
    cap_sah = status.timestamp_validity is None or (
        status.timestamp_validity.valid
        and status.timestamp_validity.intact
        and status.timestamp_validity.trusted
    )
    tepercaya = bool(akar) and utuh and status.valid and status.trusted and cap_sah
    pada = cap_waktu or status.signer_reported_dt
    return HasilPeriksa(
        ditandatangani=True,
        utuh=utuh,
        tepercaya=tepercaya,
        penanda=_penanda(akhir.signer_cert),
        pada=pada.astimezone(UTC) if pada else None,
        keterangan=_kalimat(status, utuh=utuh, tepercaya=tepercaya),
        sertifikat_sampai=akhir.signer_cert.not_valid_after,
        alasan=str(akhir.sig_object.get("/Reason", "")),
    )


def periksa_balasan(dikirim: bytes, diterima: bytes, *, akar: Sequence[Certificate]) -> HasilPeriksa:
    """What a signing service returned must be exactly our document plus one signature over all of it.

    Raises GalatTandaTangan when the returned file is another one, is unsigned, or was signed under an unknown root.
    """
    if not diterima.startswith(dikirim):
        raise GalatTandaTangan(
            "Berkas yang dikembalikan penyedia bukan surat yang dikirim. Berkas itu dibuang; tidak ada yang diubah."
        )
    hasil = periksa(diterima, akar=akar)
    if not hasil.sah or _jumlah(diterima) != _jumlah(dikirim) + 1:
        raise GalatTandaTangan(
            f"Tanda tangan tidak lolos pemeriksaan ulang: {hasil.keterangan} Tidak ada yang diubah; silakan coba lagi."
        )
    return hasil


def _jumlah(pdf: bytes) -> int:
    """How many signatures a readable PDF carries."""
    return sum(1 for _ in PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures)


def _utuh(tanda_tangan: EmbeddedPdfSignature, status: PdfSignatureStatus) -> bool:
    """Nothing may follow the signed revision, not even changes that PDF viewers tolerate."""
    return (
        status.intact
        and status.valid
        and status.docmdp_ok is not False
        and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        and _tanpa_sisa(tanda_tangan.pkcs7_content)
    )


def _cocok(tanda_tangan: EmbeddedPdfSignature) -> bool:
    atribut = tanda_tangan.signer_info["signed_attrs"]
    sidik = next(a["values"][0].native for a in atribut if a["type"].native == "message_digest")
    return bool(sidik == tanda_tangan.compute_digest())


def _tanpa_sisa(isi: bytes) -> bool:
    """The space after the CMS object is outside the digest, so it must be empty."""
    # From its header alone: encoding it again takes time that grows without bound with what a stranger nested in it.
    panjang = parser.peek(isi)
    return not isi[panjang:].strip(b"\0")


def _waktu_cap(tanda_tangan: EmbeddedPdfSignature) -> datetime | None:
    """Moment in the signature's time stamp; whether that stamp is genuine is judged separately."""
    for atribut in tanda_tangan.signer_info["unsigned_attrs"] or ():
        if atribut["type"].native == "signature_time_stamp_token":
            isi = atribut["values"][0]["content"]["encap_content_info"]["content"].parsed
            waktu: datetime = isi["gen_time"].native
            return waktu
    return None


def _konteks(akar: list[Certificate], saat: datetime | None) -> ValidationContext:
    """No network, no operating-system trust list; certificates are judged at `saat` (default: now)."""
    percaya = SimpleTrustManager.build(trust_roots=[_asn1(s) for s in akar])
    return ValidationContext(
        trust_manager=percaya, moment=saat, allow_fetching=False, revocation_mode="soft-fail"
    )


def _asn1(sertifikat: Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(sertifikat.public_bytes(Encoding.DER))


def _penanda(sertifikat: asn1_x509.Certificate) -> Penanda:
    subjek = sertifikat.subject.native
    return Penanda(
        nama=_baca(subjek, "common_name"),
        jabatan=_baca(subjek, "title"),
        instansi=_baca(subjek, "organization_name"),
        nip=_baca(subjek, "serial_number"),
    )


def _baca(subjek: dict[str, Any], nama: str) -> str:
    nilai = subjek.get(nama, "")
    return ", ".join(nilai) if isinstance(nilai, list) else str(nilai)


def _kalimat(status: PdfSignatureStatus, *, utuh: bool, tepercaya: bool) -> str:
    if not status.intact:
        return "Isi dokumen BERUBAH setelah ditandatangani."
    if not status.valid:
        return "Tanda tangan elektronik tidak cocok dengan sertifikatnya."
    if not utuh:
        return "Ada TAMBAHAN pada berkas setelah ditandatangani."
    if not tepercaya:
        return "Dokumen utuh, tetapi sertifikat penanda tangan tidak diterbitkan oleh otoritas yang dikenal."
    return "Dokumen utuh dan tanda tangan elektroniknya sah."


def jalankan(tugas: Coroutine[Any, Any, T]) -> T:
    """Run pyHanko's coroutine from synchronous code, also inside a thread that already runs a loop."""
    if asyncio._get_running_loop() is None:
        return asyncio.run(tugas)
    with ThreadPoolExecutor(max_workers=1) as utas:
        return utas.submit(asyncio.run, tugas).result()
