"""One digest for the data of a letter: stored with the document and carried by its QR.

The QR is printed inside the PDF, so it cannot carry a digest of the PDF; it carries this one.
"""

import hashlib
import json
from typing import Any

from layanan.dokumen.bersih import nilai_json

TIDAK_DIHITUNG = frozenset({"qr", "konsep"})


def sidik_data(data: dict[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON of `data`; key order and the QR itself do not matter."""
    isi = {kunci: nilai for kunci, nilai in data.items() if kunci not in TIDAK_DIHITUNG}
    naskah = json.dumps(isi, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=nilai_json)
    return hashlib.sha256(naskah.encode("ascii")).hexdigest()
