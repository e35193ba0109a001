"""Letters as bytes: what an upload must be, and how a letter is kept beside its request."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from inti.berkas.actions import rapikan_nama
from inti.berkas.jenis import JPEG, PDF, PNG
from inti.berkas.periksa import BerkasDitolak, periksa_jenis

from .models import Lampiran

MAKS = 5 * 1024 * 1024
DITERIMA = frozenset({PDF, JPEG, PNG})


@dataclass(frozen=True)
class BerkasSurat:
    nama: str
    jenis_konten: str
    isi: bytes
    elektronik: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.isi).hexdigest()


def dari_unggahan(unggahan: UploadedFile) -> BerkasSurat:
    """A scan, checked from its first byte to its last. Raises BerkasDitolak."""
    if unggahan.size is None or unggahan.size > MAKS:
        raise BerkasDitolak("Berkas ini terlalu besar. Ukuran paling besar 5 MB.")
    isi, nama = unggahan.read(), rapikan_nama(unggahan.name or "")
    with tempfile.NamedTemporaryFile() as sementara:
        sementara.write(isi)
        sementara.flush()
        jenis = periksa_jenis(Path(sementara.name), nama, DITERIMA)
    return BerkasSurat(nama, jenis.konten, isi, elektronik=False)


def lampirkan(surat: BerkasSurat, *, jenis: str, oleh: str, **milik: Any) -> Lampiran:
    """`milik`: permohonan= or perintah=."""
    return Lampiran.objects.create(
        jenis=jenis, nama=surat.nama, jenis_konten=surat.jenis_konten, isi=surat.isi, sha256=surat.sha256,
        elektronik=surat.elektronik, oleh=oleh, **milik,
    )  # fmt: skip
