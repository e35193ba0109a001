"""The kinds of files that are accepted anywhere, and the sets that callers allow."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Jenis:
    """One kind: how people call it, its media type, and the file name endings that it may carry."""

    nama: str
    konten: str
    akhiran: tuple[str, ...]
    tampil: bool = False  # may be shown inside a page


PDF = Jenis("PDF", "application/pdf", ("pdf",), tampil=True)
JPEG = Jenis("JPEG", "image/jpeg", ("jpg", "jpeg"), tampil=True)
PNG = Jenis("PNG", "image/png", ("png",), tampil=True)
WEBP = Jenis("WebP", "image/webp", ("webp",), tampil=True)
DOCX = Jenis(
    "Word (DOCX)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)
)
XLSX = Jenis("Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",))
CSV = Jenis("CSV", "text/csv", ("csv",))

SEMUA_JENIS = (PDF, JPEG, PNG, WEBP, DOCX, XLSX, CSV)
JENIS_GAMBAR = frozenset({JPEG, PNG, WEBP})
JENIS_PINDAIAN = frozenset({PDF}) | JENIS_GAMBAR
JENIS_DOKUMEN = JENIS_PINDAIAN | {DOCX, XLSX}
JENIS_DATA = frozenset({CSV, XLSX})
KONTEN_TAMPIL = frozenset(j.konten for j in SEMUA_JENIS if j.tampil)


def sebut(diizinkan: frozenset[Jenis]) -> str:
    """ "PDF, JPEG, atau PNG", in a stable order."""
    nama = [j.nama for j in SEMUA_JENIS if j in diizinkan]
    return nama[0] if len(nama) == 1 else f"{', '.join(nama[:-1])}, atau {nama[-1]}"
