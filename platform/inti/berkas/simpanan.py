"""Files on disk: `<BERKAS_AKAR>/<schema>/<aa>/<uuid>`, mode 0600, written whole or not at all.

The path is made of the current schema and a UUID, never of anything that a person sent, so no name can lead
elsewhere and the file of another instansi has no path here.
"""

import errno
import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from inti.db import TanpaInstansi
from inti.db.login import skema_sah
from inti.errors import Galat


class PenyimpananPenuh(Galat):
    """The disk refused the file; nothing of it is left."""

    status = 507
    judul = "Ruang simpan penuh"


class TerlaluBesar(Exception):
    """More bytes came than were allowed."""


@dataclass(frozen=True)
class Tertulis:
    ukuran: int
    sha256: str


def akar_skema() -> Path:
    skema = getattr(connection, "schema_name", None)
    if not skema or not (skema == "public" or skema_sah(skema)):
        raise TanpaInstansi("Tidak ada instansi; berkas tidak mempunyai tempat.")
    return Path(settings.BERKAS_AKAR) / skema


def letak(nomor: uuid.UUID) -> Path:
    return akar_skema() / nomor.hex[:2] / str(uuid.UUID(str(nomor)))


def tulis_sementara(potongan: Iterable[bytes], *, maks_bita: int) -> tuple[Path, Tertulis]:
    """Write to a temporary file in the schema's folder and fsync it. Raises TerlaluBesar or PenyimpananPenuh.

    The caller moves it with `tetapkan` or deletes it.
    """
    folder = akar_skema() / "sementara"
    sidik, ukuran, jalur = hashlib.sha256(), 0, None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        gagang, nama = tempfile.mkstemp(dir=folder)  # mode 0600
        jalur = Path(nama)
        with os.fdopen(gagang, "wb") as keluar:
            for bagian in potongan:
                ukuran += len(bagian)
                if ukuran > maks_bita:
                    raise TerlaluBesar
                sidik.update(bagian)
                keluar.write(bagian)
            keluar.flush()
            os.fsync(keluar.fileno())
    except OSError as galat:
        _buang(jalur)
        raise _galat_disk(galat) from galat
    except BaseException:
        _buang(jalur)
        raise
    return jalur, Tertulis(ukuran, sidik.hexdigest())


def tetapkan(sementara: Path, nomor: uuid.UUID) -> Path:
    """Move a finished temporary file to its place; the file goes again if the transaction is rolled back."""
    tujuan = letak(nomor)
    try:
        tujuan.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sementara.rename(tujuan)
        gagang = os.open(tujuan.parent, os.O_RDONLY)
        try:
            os.fsync(gagang)
        finally:
            os.close(gagang)
    except OSError as galat:
        _buang(sementara)
        _buang(tujuan)
        raise _galat_disk(galat) from galat
    penghapus = _HapusBilaBatal(tujuan)
    transaction.on_commit(penghapus.sahkan)
    return tujuan


class _HapusBilaBatal:
    """Deletes a file unless it was confirmed.

    Only the connection's list of on-commit functions holds this object. A rollback (also of a savepoint, also
    by a lost connection) drops the function unrun, the object dies with it, and takes the file along.
    `sapu_yatim` finds what a killed process left.
    """

    def __init__(self, jalur: Path) -> None:
        self.jalur = jalur
        self.sah = False

    def sahkan(self) -> None:
        self.sah = True

    def __del__(self) -> None:
        if not self.sah:
            _buang(self.jalur)


def _buang(jalur: Path | None) -> None:
    if jalur is not None:
        jalur.unlink(missing_ok=True)


def _galat_disk(galat: OSError) -> Exception:
    if galat.errno in (errno.ENOSPC, errno.EDQUOT):
        return PenyimpananPenuh(
            "Berkas tidak tersimpan karena ruang simpan peladen penuh.",
            saran="Beri tahu administrator; isian lain pada halaman ini tidak hilang.",
        )
    return galat
