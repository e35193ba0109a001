"""Keys derived from one master key, so that nothing but the master has to be kept."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def turunkan(induk: bytes, tujuan: str, *, panjang: int = 32) -> bytes:
    """HKDF-SHA256 (RFC 5869); `tujuan` separates the uses, e.g. "dokumen/qr/batulicin"."""
    if not induk:
        raise ValueError("kunci induk kosong")
    return HKDF(hashes.SHA256(), panjang, salt=None, info=tujuan.encode()).derive(induk)
