"""CMS SignedData for a PAdES signature and its time stamp, written straight as DER.

Only one shape is needed (one signer, ECDSA P-256, SHA-256), and building it directly takes under 1 ms where
the general ASN.1 library takes 17. RFC 5652 (CMS), RFC 5035 (signingCertificateV2), RFC 6211 (algorithm
protection), RFC 3161 (time stamp), ETSI EN 319 142-1 (PAdES). The tests let OpenSSL and pyHanko judge it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto.core import ObjectIdentifier
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

SEQUENCE, SET, OCTET_STRING, INTEGER, GENERALIZED_TIME = 0x30, 0x31, 0x04, 0x02, 0x18
KONTEKS = 0xA0  # constructed, context-specific [0]
KEBIJAKAN_WAKTU = "2.25.14129340630687236629098669634146109575"  # our own TSA policy (UUID arc, X.667)


@dataclass(frozen=True)
class Pasangan:
    """A key and its certificate."""

    kunci: ec.EllipticCurvePrivateKey
    sertifikat: Certificate


def tlv(tanda: int, *isi: bytes) -> bytes:
    badan = b"".join(isi)
    panjang = len(badan)
    if panjang < 128:
        return bytes((tanda, panjang)) + badan
    ukuran = panjang.to_bytes((panjang.bit_length() + 7) // 8)
    return bytes((tanda, 0x80 | len(ukuran))) + ukuran + badan


def bilangan(nilai: int) -> bytes:
    return tlv(INTEGER, nilai.to_bytes(nilai.bit_length() // 8 + 1))


def himpunan(tanda: int, anggota: list[bytes]) -> bytes:
    """SET OF: DER orders the members by their encoding."""
    return tlv(tanda, *sorted(anggota))


def oid(titik: str) -> bytes:
    return bytes(ObjectIdentifier(titik).dump())


OID_DATA = oid("1.2.840.113549.1.7.1")
OID_SIGNED_DATA = oid("1.2.840.113549.1.7.2")
OID_TST_INFO = oid("1.2.840.113549.1.9.16.1.4")
OID_CONTENT_TYPE = oid("1.2.840.113549.1.9.3")
OID_MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4")
OID_SERTIFIKAT_V2 = oid("1.2.840.113549.1.9.16.2.47")
OID_PELINDUNG_ALGORITMA = oid("1.2.840.113549.1.9.52")
OID_CAP_WAKTU = oid("1.2.840.113549.1.9.16.2.14")
OID_KEBIJAKAN_WAKTU = oid(KEBIJAKAN_WAKTU)
SHA256 = tlv(SEQUENCE, oid("2.16.840.1.101.3.4.2.1"))
ECDSA_SHA256 = tlv(SEQUENCE, oid("1.2.840.10045.4.3.2"))


def tanda_tangan_cms(sidik: bytes, penanda: Pasangan, stempel: Pasangan | None) -> bytes:
    """Detached signature over a document whose SHA-256 is `sidik`, time-stamped by `stempel`."""
    return _signed_data(OID_DATA, None, sidik, penanda, stempel)


def cap_waktu(sidik: bytes, stempel: Pasangan, *, saat: datetime | None = None) -> bytes:
    """Time stamp token over `sidik` (RFC 3161, 2.4.2)."""
    saat = saat or datetime.now(UTC)
    penerbit = tlv(KONTEKS | 4, stempel.sertifikat.subject.public_bytes())
    isi = tlv(
        SEQUENCE,
        bilangan(1),
        OID_KEBIJAKAN_WAKTU,
        tlv(SEQUENCE, SHA256, tlv(OCTET_STRING, sidik)),
        bilangan(secrets.randbits(63)),
        tlv(GENERALIZED_TIME, saat.strftime("%Y%m%d%H%M%SZ").encode()),
        tlv(SEQUENCE, bilangan(1)),
        tlv(KONTEKS, penerbit),
    )  # accuracy 1 s; tsa
    return _signed_data(OID_TST_INFO, isi, hashlib.sha256(isi).digest(), stempel, None)


def _signed_data(
    jenis: bytes, isi: bytes | None, sidik: bytes, penanda: Pasangan, stempel: Pasangan | None
) -> bytes:
    der = penanda.sertifikat.public_bytes(Encoding.DER)
    atribut = _atribut(jenis, sidik, penanda.sertifikat, der)
    tanda = penanda.kunci.sign(himpunan(SET, atribut), ec.ECDSA(hashes.SHA256()))
    tanpa_tanda = (
        []
        if stempel is None
        else [
            himpunan(
                KONTEKS | 1, [_atribut_cms(OID_CAP_WAKTU, cap_waktu(hashlib.sha256(tanda).digest(), stempel))]
            )
        ]
    )
    info = tlv(
        SEQUENCE,
        bilangan(1),
        _nama_nomor(penanda.sertifikat),
        SHA256,
        himpunan(KONTEKS, atribut),
        ECDSA_SHA256,
        tlv(OCTET_STRING, tanda),
        *tanpa_tanda,
    )
    bungkus = tlv(SEQUENCE, jenis, *([] if isi is None else [tlv(KONTEKS, tlv(OCTET_STRING, isi))]))
    data = tlv(
        SEQUENCE,
        bilangan(1 if isi is None else 3),
        himpunan(SET, [SHA256]),
        bungkus,
        himpunan(KONTEKS, [der]),
        himpunan(SET, [info]),
    )
    return tlv(SEQUENCE, OID_SIGNED_DATA, tlv(KONTEKS, data))


def _atribut(jenis: bytes, sidik: bytes, sertifikat: Certificate, der: bytes) -> list[bytes]:
    penerbit = tlv(SEQUENCE, tlv(KONTEKS | 4, sertifikat.issuer.public_bytes()))
    kenal = tlv(
        SEQUENCE,
        tlv(OCTET_STRING, hashlib.sha256(der).digest()),
        tlv(SEQUENCE, penerbit, bilangan(sertifikat.serial_number)),
    )
    return [
        _atribut_cms(OID_CONTENT_TYPE, jenis),
        _atribut_cms(OID_MESSAGE_DIGEST, tlv(OCTET_STRING, sidik)),
        _atribut_cms(OID_SERTIFIKAT_V2, tlv(SEQUENCE, tlv(SEQUENCE, kenal))),
        _atribut_cms(OID_PELINDUNG_ALGORITMA, tlv(SEQUENCE, SHA256, tlv(KONTEKS | 1, ECDSA_SHA256[2:]))),
    ]


def _atribut_cms(jenis: bytes, nilai: bytes) -> bytes:
    return tlv(SEQUENCE, jenis, tlv(SET, nilai))


def _nama_nomor(sertifikat: Certificate) -> bytes:
    return tlv(SEQUENCE, sertifikat.issuer.public_bytes(), bilangan(sertifikat.serial_number))
