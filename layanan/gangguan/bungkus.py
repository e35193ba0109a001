"""What the desk uploads: the workbook alone, or a ZIP of the workbook and the scans, named by registration number."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from inti.errors import MasukanSalah

from .models import PindaianImpor

MAKS_LEMBAR = 15 * 1024 * 1024
MAKS_ZIP = 100 * 1024 * 1024
MAKS_BUKA = 200 * 1024 * 1024  # bytes of everything unpacked: refuses a zip bomb
MAKS_BERKAS = 1_000
POLA = re.compile(r"(REG-\d{4}-\d{6})(?:-(surat|formulir))?\.(?:pdf|jpe?g|png)", re.IGNORECASE)
ABAIKAN = re.compile(r"(^|/)(\.|__MACOSX/|Thumbs\.db$|desktop\.ini$)")


@dataclass
class Bungkus:
    """`pindaian`: (registration number, kind) -> upload, read when it is asked for."""

    lembar: bytes
    pindaian: dict[tuple[str, str], UploadedFile] = field(default_factory=dict)


def _salah(pesan: str, bantuan: str) -> MasukanSalah:
    return MasukanSalah(pesan, bidang={"berkas": bantuan})


@contextmanager
def _terbuka(unggahan: UploadedFile) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(unggahan) as arsip:
            yield arsip
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as galat:
        raise _salah(
            "Berkas ini bukan lembar kerja atau ZIP yang utuh.", "ZIP tanpa kata sandi, atau lembar XLSX."
        ) from galat


def bongkar(unggahan: UploadedFile) -> Bungkus:
    """Raises MasukanSalah (422) that names the files which nobody could place; then nothing is kept."""
    if (unggahan.size or 0) > MAKS_ZIP:
        raise _salah(
            "Berkas ini terlalu besar.", f"Paling besar {MAKS_ZIP // 2**20} MB; pecah menjadi beberapa ZIP."
        )
    with _terbuka(unggahan) as arsip:
        isi = [x for x in arsip.infolist() if not x.is_dir() and not ABAIKAN.search(x.filename)]
        if sum(x.file_size for x in isi) > MAKS_BUKA or len(isi) > MAKS_BERKAS:
            raise _salah("Berkas ini terlalu besar setelah dibuka.", "Pecah menjadi beberapa ZIP.")
        if any(x.filename == "[Content_Types].xml" for x in isi):
            return Bungkus(_lembar(unggahan))
        lembar = [x for x in isi if x.filename.lower().endswith(".xlsx")]
        if len(lembar) != 1:
            raise _salah(
                "ZIP harus memuat satu lembar kerja XLSX.", f"Ada {len(lembar)} lembar kerja di dalamnya."
            )
        hasil = Bungkus(arsip.read(lembar[0]))
        asing = []
        for x in isi:
            if x is lembar[0]:
                continue
            nama = x.filename.rsplit("/", 1)[-1]
            cocok = POLA.fullmatch(nama)
            kunci = (cocok[1].upper(), (cocok[2] or PindaianImpor.Jenis.SURAT).lower()) if cocok else ("", "")
            if cocok is None or kunci in hasil.pindaian:
                asing.append(nama[:60])
                continue
            hasil.pindaian[kunci] = SimpleUploadedFile(nama, arsip.read(x))
    if asing:
        contoh = ", ".join(asing[:5]) + (f", dan {len(asing) - 5} lainnya" if len(asing) > 5 else "")
        raise _salah(
            f"Nama pindaian tidak dikenal atau ganda: {contoh}.",
            "Namai menurut nomor registrasi, misalnya REG-2026-000123.pdf atau REG-2026-000123-formulir.pdf.",
        )
    return hasil


def _lembar(unggahan: UploadedFile) -> bytes:
    if (unggahan.size or 0) > MAKS_LEMBAR:
        raise _salah("Lembar kerja ini terlalu besar.", f"Paling besar {MAKS_LEMBAR // 2**20} MB.")
    unggahan.seek(0)
    return unggahan.read()
