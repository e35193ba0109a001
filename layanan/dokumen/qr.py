"""The QR of a letter: a URL whose last part is a signed payload, checkable with the server off.

Payload = base32 (no padding, so the QR uses its compact alphanumeric mode) of

    version 1 B | days since 2020-01-01 2 B | digest of the letter's data 16 B |
    instansi, nomor, penanda: each length 1 B + UTF-8 | Ed25519 signature 64 B

The form is canonical: one letter has exactly one valid payload.
"""

import base64
import functools
import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from segno.consts import MODE_ALPHANUMERIC, MODE_BYTE

from layanan.dokumen.galat import QrTidakSah
from layanan.dokumen.kunci import turunkan

VERSI = 1
HARI_NOL = date(2020, 1, 1)
HARI_MAKS = 0xFFFF
PANJANG_SIDIK = 16
PANJANG_TANDA = 64
PANJANG_MAKS = 800  # characters of a URL that is still worth decoding
TEKS = ("instansi", "nomor", "penanda")
_KONTEKS = b"spbe-dokumen-qr:"  # the signature means nothing elsewhere


@functools.lru_cache(maxsize=256)
def kunci_qr(induk: bytes, instansi: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(turunkan(induk, f"dokumen/qr/{instansi}"))


def kunci_publik_qr(induk: bytes, instansi: str) -> Ed25519PublicKey:
    """What may be published (`.public_bytes_raw()`, 32 bytes) so that anybody can verify offline."""
    return kunci_qr(induk, instansi).public_key()


def muatan_qr(data: Mapping[str, Any], kunci: Ed25519PrivateKey, *, alamat: str = "") -> str:
    """`data`: nomor, tanggal (date or ISO), instansi (slug), sidik (hex, >= 32 digits), penanda (name).

    Returns `alamat` + payload, e.g. alamat="https://batulicin.example.go.id/v/". Names are cut to 64 bytes.
    """
    tanggal = data["tanggal"]
    hari = ((date.fromisoformat(tanggal) if isinstance(tanggal, str) else tanggal) - HARI_NOL).days
    sidik = bytes.fromhex(data["sidik"])[:PANJANG_SIDIK]
    if not 0 <= hari <= HARI_MAKS or len(sidik) != PANJANG_SIDIK:
        raise ValueError("tanggal atau sidik di luar jangkauan muatan QR")
    badan = bytes([VERSI]) + hari.to_bytes(2) + sidik + b"".join(_teks(nama, data[nama]) for nama in TEKS)
    return alamat + _ke_teks(badan + kunci.sign(_KONTEKS + badan))


def periksa_muatan(teks: str, kunci_publik: Ed25519PublicKey) -> dict[str, Any]:
    """URL or bare payload -> {nomor, tanggal (date), instansi, sidik (32 hex digits), penanda} or QrTidakSah.

    Compare `sidik` with the first 32 digits of the stored `sidik_data`: a genuine QR copied onto another
    letter verifies here, so the page must also show what the QR says.
    """
    badan, tanda = _badan(teks)
    try:
        kunci_publik.verify(tanda, _KONTEKS + badan)
    except InvalidSignature:
        raise QrTidakSah(
            "Tanda tangan di QR tidak cocok: QR ini bukan dari instansi tersebut atau sudah diubah."
        ) from None
    return _urai(badan)


def instansi_muatan(teks: str) -> str:
    """The slug a payload claims; NOT verified, only to find the public key to verify with."""
    return str(_urai(_badan(teks)[0])["instansi"])


@functools.lru_cache(maxsize=512)
def qr_svg(teks: str) -> str:
    """SVG text, one path, error correction M; the payload is packed as alphanumeric when it can be."""
    awal, garis, muatan = teks.rpartition("/")
    ringkas = awal and muatan and muatan.isascii() and muatan.isalnum() and muatan == muatan.upper()
    bagian = [(awal + garis, MODE_BYTE), (muatan, MODE_ALPHANUMERIC)] if ringkas else teks
    keluaran = io.BytesIO()
    # Choosing the best of 8 masks costs 9 ms; a signature is random enough for any of them.
    acak = ringkas and len(muatan) > PANJANG_TANDA
    kode = segno.make(bagian, error="m", micro=False, boost_error=False, mask=3 if acak else None)  # type: ignore[arg-type]
    kode.save(keluaran, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, dark="#000")
    return keluaran.getvalue().decode()


def _teks(nama: str, nilai: str) -> bytes:
    batas = 255 if nama != "penanda" else 64
    bita = str(nilai).encode("utf-8", "replace")
    if nama == "penanda":
        bita = bita[:batas].decode("utf-8", "ignore").encode()
    if len(bita) > batas:
        raise ValueError(f"{nama} terlalu panjang untuk QR")
    return bytes([len(bita)]) + bita


def _ke_teks(bita: bytes) -> str:
    return base64.b32encode(bita).decode("ascii").rstrip("=")


def _badan(teks: str) -> tuple[bytes, bytes]:
    muatan = teks.strip()[: PANJANG_MAKS + 1].rpartition("/")[2]
    if len(muatan) > PANJANG_MAKS or not muatan.isascii():
        raise QrTidakSah("Isi QR bukan milik surat dari sistem ini.")
    try:
        bita = base64.b32decode(muatan.upper() + "=" * (-len(muatan) % 8))
    except ValueError:
        raise QrTidakSah("Isi QR bukan milik surat dari sistem ini.") from None
    if len(bita) <= PANJANG_TANDA or bita[0] != VERSI or _ke_teks(bita) != muatan.upper():
        raise QrTidakSah("Isi QR bukan milik surat dari sistem ini atau terpotong.")
    return bita[:-PANJANG_TANDA], bita[-PANJANG_TANDA:]


def _urai(badan: bytes) -> dict[str, Any]:
    try:
        hasil: dict[str, Any] = {
            "tanggal": HARI_NOL + timedelta(days=int.from_bytes(badan[1:3])),
            "sidik": badan[3 : 3 + PANJANG_SIDIK].hex(),
        }
        letak = 3 + PANJANG_SIDIK
        for nama in TEKS:
            akhir = letak + 1 + badan[letak]
            hasil[nama] = badan[letak + 1 : akhir].decode("utf-8")
            if len(badan) < akhir:
                raise ValueError(nama)
            letak = akhir
        if letak != len(badan):
            raise ValueError("sisa")
    except (ValueError, IndexError):
        raise QrTidakSah("Isi QR rusak atau terpotong.") from None
    return hasil
