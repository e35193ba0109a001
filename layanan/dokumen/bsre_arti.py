"""What the answers of BSrE's eSign Client mean.

Sources, because BSrE publishes no schema of its answers ("Petunjuk Teknis Penggunaan API Esign Client Service" 2.2.1,
January 2024, names the calls only): v1 as the clients pemkotbekasi/node-esign-BSrE and Diskominfotik-Banda-Aceh/
E-Sign-BSrE-PHP speak it; v2 as calls recorded against an eSign Client 2.2.0 in production (September 2026). The number
differs between versions for the same thing (not registered: 1110 in v1, 2011 in v2), so a status is read by its word.
No version names the end of the certificate: it is read out of the certificate itself, or it is unknown.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.x509 import (
    BasicConstraints,
    Certificate,
    ExtensionNotFound,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)

from layanan.dokumen.galat import GalatPenyedia, TakTerjawab

AKTIF = "ISSUE"
STATUS = {
    AKTIF: "Sertifikat aktif.",
    "NOT_REGISTERED": "NIK belum terdaftar di BSrE. Hubungi admin TTE kabupaten.",
    "NO_CERTIFICATE": "Terdaftar, tetapi belum memiliki sertifikat. Hubungi admin TTE kabupaten.",
    "NEW": "Terdaftar, tetapi sertifikat belum diaktifkan.",
    "WAITING_FOR_VERIFICATION": "Penerbitan sertifikat menunggu verifikasi BSrE.",
    "WAITING_FOR_APPROVAL": "Penerbitan sertifikat menunggu persetujuan BSrE.",
    "RENEW": "Sertifikat sedang diperbarui.",
    "EXPIRED": "Sertifikat sudah kedaluwarsa. Ajukan perpanjangan ke admin TTE kabupaten.",
    "SUSPEND": "Sertifikat ditangguhkan. Hubungi admin TTE kabupaten.",
    "REVOKE": "Sertifikat sudah dicabut. Hubungi admin TTE kabupaten.",
}
TOLAK = {
    "2011": STATUS["NOT_REGISTERED"],
    "2021": "Sertifikat elektronik Anda belum ada atau tidak berlaku lagi. Hubungi admin TTE kabupaten.",
    "2031": "Passphrase salah. Surat belum ditandatangani.",
}
"""Refusals of a signature that more than one published client agrees on; any other is shown in BSrE's own words."""


@dataclass(frozen=True, slots=True)
class StatusPengguna:
    """What BSrE says about a NIK. `aktif` None: it answered something that nobody here knows."""

    aktif: bool | None
    kode: str
    keterangan: str
    sampai: date | None = None
    """Last day of the certificate; None is unknown, never a guess."""


@dataclass(frozen=True, slots=True)
class Jawaban:
    kode: int
    jenis: str
    isi: bytes
    id_dokumen: str = ""


def baca_json(isi: bytes) -> dict[str, Any]:
    try:
        hasil = json.loads(isi)
    except ValueError:
        return {}
    return hasil if isinstance(hasil, dict) else {}


def baca_status(jawaban: Jawaban) -> StatusPengguna:
    """Raises TakTerjawab where there is no answer, GalatPenyedia where the instansi's own log-in is refused."""
    isi = baca_json(jawaban.isi)
    if jawaban.kode >= 500 or not isi:
        raise TakTerjawab("Layanan BSrE sedang bermasalah.")
    tolak_sandi_layanan(jawaban)
    kata = str(isi.get("status") or "")[:40].upper()
    kode = str(isi.get("status_code", jawaban.kode))[:24]
    if kata in STATUS:
        return StatusPengguna(kata == AKTIF, kode, STATUS[kata])
    pesan = str(isi.get("message") or isi.get("error") or kata or jawaban.kode)[:100]
    return StatusPengguna(None, kode, f"Keadaan sertifikat tidak diketahui. Jawaban BSrE: {pesan}")


def baca_pdf(jawaban: Jawaban) -> bytes:
    """The signed bytes: the body itself (v1) or the one file of the JSON (v2). Raises GalatPenyedia or TakTerjawab."""
    if jawaban.kode >= 500:
        raise TakTerjawab(
            f"Layanan BSrE sedang bermasalah ({jawaban.kode}). Surat tetap menunggu dengan nomor yang sama.",
            saran="Coba lagi beberapa menit lagi.",
        )
    if jawaban.kode == 200 and b"%PDF-" in jawaban.isi[:1024]:
        return jawaban.isi
    tolak_sandi_layanan(jawaban)
    isi = baca_json(jawaban.isi)
    if jawaban.kode == 200 and "file" in isi:
        berkas = isi["file"]
        pdf = _bita(berkas[0]) if isinstance(berkas, list) and len(berkas) == 1 else b""
        if b"%PDF-" in pdf[:1024]:
            return pdf
        raise TakTerjawab("BSrE menjawab dengan berkas yang tidak dapat dibaca. Surat tetap menunggu.")
    kode = str(isi.get("status_code", jawaban.kode))[:24]
    pesan = (
        TOLAK.get(kode)
        or f"BSrE menolak: {str(isi.get('error') or isi.get('message') or jawaban.kode)[:160]}"
    )
    raise GalatPenyedia(pesan, kode=kode)


def tolak_sandi_layanan(jawaban: Jawaban) -> None:
    if jawaban.kode == 401:
        raise GalatPenyedia(
            "Nama pengguna atau sandi eSign Client instansi ditolak.",
            kode="401",
            saran="Hubungi administrator.",
        )


def akhir_sertifikat(jawaban: Jawaban) -> date | None:
    """The end of the signer's certificate in the answer of `certificate/chain`; None for anything that is not exactly one.

    The recorded answer is {"success": true, "data": [three elements]}; how an element is written is not recorded, so
    every text in it that is an X.509 certificate (PEM, or DER in base64) counts and no field name is trusted.
    """
    if jawaban.kode != 200:
        return None
    orang = {
        c.not_valid_after_utc.date()
        for c in _sertifikat(baca_json(jawaban.isi).get("data"))
        if not _otoritas(c)
    }
    return orang.pop() if len(orang) == 1 else None


def _sertifikat(isi: Any) -> Iterator[Certificate]:
    if isinstance(isi, dict):
        isi = list(isi.values())
    if isinstance(isi, list):
        for x in isi[:20]:
            yield from _sertifikat(x)
    elif isinstance(isi, str):
        try:
            if "-----BEGIN CERTIFICATE-----" in isi:
                yield from load_pem_x509_certificates(isi.encode())
            else:
                yield load_der_x509_certificate(_bita(isi))
        except ValueError:
            return


def _otoritas(c: Certificate) -> bool:
    try:
        return c.extensions.get_extension_for_class(BasicConstraints).value.ca
    except (ExtensionNotFound, ValueError):
        return c.issuer == c.subject


def _bita(teks: Any) -> bytes:
    try:
        return base64.b64decode(str(teks).split(",")[-1], validate=True)
    except (binascii.Error, ValueError):
        return b""
