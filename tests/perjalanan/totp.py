"""What an authenticator app does (RFC 6238 with SHA-1, six digits, 30 seconds)."""

import base64
import hmac
import struct
import time


def kode(rahasia: str, kini: float | None = None) -> str:
    """The six digits that a base32 secret gives now."""
    kunci = base64.b32decode(rahasia.replace(" ", "").upper() + "=" * (-len(rahasia.replace(" ", "")) % 8))
    langkah = int((time.time() if kini is None else kini) // 30)
    sidik = hmac.digest(kunci, struct.pack(">Q", langkah), "sha1")
    awal = sidik[-1] & 0x0F
    (angka,) = struct.unpack(">I", sidik[awal : awal + 4])
    return f"{(angka & 0x7FFFFFFF) % 1_000_000:06d}"
