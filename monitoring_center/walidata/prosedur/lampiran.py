"""Letters as bytes: what an upload must be, and how a letter is kept beside its request."""

import datetime as dt
import hashlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from inti.akun.waktu import hari_ini
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
    nomor: str = ""
    tanggal: dt.date = field(default_factory=hari_ini)
    penanda: str = ""
    jabatan: str = ""
    sidik: str = ""

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
        elektronik=surat.elektronik, nomor=surat.nomor, tanggal=surat.tanggal, penanda=surat.penanda[:200],
        jabatan=surat.jabatan[:200], sidik=surat.sidik, oleh=oleh, **milik,
    )  # fmt: skip
