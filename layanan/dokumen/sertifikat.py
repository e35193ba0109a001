"""The certificates of the local authority (RFC 5280): root, official, time stamp."""

import stringprep
import unicodedata
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from layanan.dokumen.cms import Pasangan

UMUR_AKAR = timedelta(days=3652)
UMUR_STEMPEL = timedelta(days=1826)
UMUR_PENANDA = timedelta(days=1)
SELISIH_JAM = timedelta(minutes=5)
# Unassigned, private and right-to-left characters make names that cannot be compared (RFC 4518 2.2-2.4).
_DILARANG = (
    stringprep.in_table_a1,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c8,
    stringprep.in_table_d1,
    "\N{REPLACEMENT CHARACTER}".__eq__,
)
EKU_DOKUMEN = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # id-kp-documentSigning, RFC 9336
EKSTENSI_JANGKA_PENDEK = ObjectIdentifier(
    "0.4.0.194121.2.1"
)  # ETSI EN 319 412-1: validity assured, short term


def nama_x509(nama: str, *, jabatan: str = "", instansi: str = "", nip: str = "") -> x509.Name:
    """Distinguished name; NIP goes into serialNumber, which knows digits, letters and spaces only."""
    nip = "".join(h for h in nip if h.isascii() and (h.isalnum() or h == " "))
    bagian = (
        (NameOID.COUNTRY_NAME, "ID"),
        (NameOID.ORGANIZATION_NAME, instansi),
        (NameOID.TITLE, jabatan),
        (NameOID.SERIAL_NUMBER, nip),
        (NameOID.COMMON_NAME, nama),
    )
    return x509.Name([x509.NameAttribute(oid, teks) for oid, isi in bagian if (teks := _ringkas(isi))])


def _ringkas(teks: str) -> str:
    """At most 64 bytes of UTF-8 (the X.520 upper bound, as our library counts it), comparable by RFC 4518."""
    baku = "".join(h for h in teks if h.isprintable() and _sebanding(h))
    return baku.strip().encode("utf-8", "ignore")[:64].decode("utf-8", "ignore").strip()


def _sebanding(huruf: str) -> bool:
    """Also as it is compared: small letters of Unicode 3.2, which does not know every small letter of today (U+10A0)."""
    siap = unicodedata.normalize("NFKC", stringprep.map_table_b2(huruf))
    return not any(larang(h) for h in huruf + siap for larang in _DILARANG)


def buat_akar(nama: str) -> Pasangan:
    kunci = ec.generate_private_key(ec.SECP256R1())
    subjek = nama_x509(nama)
    pembangun = (
        _pembangun(subjek, subjek, kunci, datetime.now(UTC) + UMUR_AKAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_kegunaan(otoritas=True), critical=True)
    )
    return Pasangan(kunci, pembangun.sign(kunci, hashes.SHA256()))


def terbitkan_penanda(akar: Pasangan, subjek: x509.Name) -> Pasangan:
    return _terbitkan(
        akar,
        subjek,
        UMUR_PENANDA,
        (
            (x509.ExtendedKeyUsage([EKU_DOKUMEN]), False),
            (x509.UnrecognizedExtension(EKSTENSI_JANGKA_PENDEK, b"\x05\x00"), False),
        ),
    )


def terbitkan_stempel(akar: Pasangan, subjek: x509.Name) -> Pasangan:
    """RFC 3161, 2.3: timeStamping alone, and critical."""
    return _terbitkan(
        akar, subjek, UMUR_STEMPEL, ((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),)
    )


def _terbitkan(
    akar: Pasangan, subjek: x509.Name, umur: timedelta, ekstensi: tuple[tuple[x509.ExtensionType, bool], ...]
) -> Pasangan:
    kunci = ec.generate_private_key(ec.SECP256R1())
    sampai = min(datetime.now(UTC) + umur, akar.sertifikat.not_valid_after_utc)
    pengenal = x509.AuthorityKeyIdentifier.from_issuer_public_key(akar.kunci.public_key())
    pembangun = _pembangun(subjek, akar.sertifikat.subject, kunci, sampai)
    for isi, penting in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_kegunaan(otoritas=False), True),
        (pengenal, False),
        *ekstensi,
    ):
        pembangun = pembangun.add_extension(isi, critical=penting)
    return Pasangan(kunci, pembangun.sign(akar.kunci, hashes.SHA256()))


def _pembangun(
    subjek: x509.Name, penerbit: x509.Name, kunci: ec.EllipticCurvePrivateKey, sampai: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subjek, issuer_name=penerbit, public_key=kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - SELISIH_JAM)
        .not_valid_after(sampai)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci.public_key()), critical=False)
    )


def _kegunaan(*, otoritas: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not otoritas,
        content_commitment=not otoritas,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=otoritas,
        crl_sign=otoritas,
        encipher_only=False,
        decipher_only=False,
    )
