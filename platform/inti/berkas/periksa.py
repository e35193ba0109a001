"""Is this file what its name says, and only that?

A file passes when its ending is allowed, its structure is that of the ending's kind from the first byte to
the last, and nothing else hides in it. Each refusal says why, in words for the person who sent it.
"""

import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import filetype
from PIL import Image, UnidentifiedImageError

from inti.berkas.jenis import CSV, DOCX, JPEG, PDF, PNG, SEMUA_JENIS, WEBP, XLSX, Jenis, sebut
from inti.errors import MasukanSalah

MAKS_SISI_GAMBAR = 12_000  # pixels
MAKS_PIKSEL = 50_000_000
MAKS_ISI_ZIP = 100 * 1024 * 1024
MAKS_ENTRI_ZIP = 2_000
MAKS_NISBAH_ZIP = 200  # uncompressed : compressed, for entries over 1 MiB
BAGIAN_UTAMA = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
UJUNG = 66_000  # bytes looked at from either end: a ZIP comment has at most 65,535


class BerkasDitolak(MasukanSalah):
    """The file was not stored; `pesan` says why."""

    judul = "Berkas tidak dapat diterima"


def akhiran(nama: str) -> str:
    return nama.rpartition(".")[2].lower() if "." in nama else ""


def periksa_jenis(
    jalur: Path, nama: str, diizinkan: frozenset[Jenis], *, maks_isi_zip: int = MAKS_ISI_ZIP
) -> Jenis:
    """The kind of the file at `jalur`, which came with the name `nama`. Raises BerkasDitolak."""
    if jalur.stat().st_size == 0:
        raise BerkasDitolak("Berkas ini kosong (0 bita). Periksa berkasnya lalu unggah lagi.")
    jenis = next((j for j in SEMUA_JENIS if j in diizinkan and akhiran(nama) in j.akhiran), None)
    if jenis is None:
        raise BerkasDitolak(f"Jenis berkas ini tidak diterima. Unggah berkas {sebut(diizinkan)}.")
    _cocokkan_tebakan(jalur, jenis)
    if jenis in BAGIAN_UTAMA:
        _periksa_office(jalur, jenis, maks_isi_zip)
    else:
        PEMERIKSA[jenis](jalur)
    return jenis


def _cocokkan_tebakan(jalur: Path, jenis: Jenis) -> None:
    """The `filetype` package knows some hundred kinds by their first bytes; it must not recognise another
    one."""
    tebakan = filetype.guess(str(jalur))
    boleh = {jenis.konten, *({"application/zip"} if jenis in (DOCX, XLSX) else set())}
    if tebakan is not None and tebakan.mime not in boleh:
        raise _bukan(jenis, f"Isinya dikenali sebagai {tebakan.extension.upper()}.")


def _bukan(jenis: Jenis, sebab: str = "") -> BerkasDitolak:
    return BerkasDitolak(
        f"Isi berkas ini bukan {jenis.nama} seperti nama akhirannya. {sebab}".strip(),
        saran="Simpan ulang dokumen dari aplikasi asalnya; jangan hanya mengganti nama akhirannya.",
    )


def _disisipi(jenis: Jenis) -> BerkasDitolak:
    return BerkasDitolak(
        f"Berkas {jenis.nama} ini berisi data lain yang disisipkan, sehingga tidak aman disimpan."
    )


def _ujung(jalur: Path) -> tuple[bytes, bytes]:
    with jalur.open("rb") as isi:
        awal = isi.read(4096)
        isi.seek(max(0, jalur.stat().st_size - UJUNG))
        return awal, isi.read()


_POLA_SKRIP = re.compile(rb"<\s*(script|html|svg|iframe|\?php|!doctype\s+html)", re.IGNORECASE)


def _tolak_sisipan(jalur: Path, jenis: Jenis) -> None:
    """No HTML, SVG or script near either end, and no ZIP archive at the end (a polyglot is read from
    there)."""
    awal, akhir = _ujung(jalur)
    if _POLA_SKRIP.search(awal) or _POLA_SKRIP.search(akhir[-4096:]) or _berakhir_zip(akhir):
        raise _disisipi(jenis)


def _berakhir_zip(akhir: bytes) -> bool:
    """Whether the bytes end with a ZIP end-of-central-directory record whose comment fills the rest
    exactly."""
    posisi = akhir.rfind(b"PK\x05\x06")
    if posisi < 0 or len(akhir) - posisi < 22:
        return False
    (panjang_komentar,) = struct.unpack_from("<H", akhir, posisi + 20)
    return bool(len(akhir) - posisi - 22 == panjang_komentar)


def _periksa_pdf(jalur: Path) -> None:
    awal, akhir = _ujung(jalur)
    if not awal.startswith(b"%PDF-"):
        raise _bukan(PDF)
    posisi = akhir.rfind(b"%%EOF")
    if posisi < 0:
        raise BerkasDitolak("Berkas PDF ini terpotong. Pindai atau unduh ulang, lalu unggah lagi.")
    if len(akhir[posisi + 5 :].strip(b"\0 \r\n\t")) > 0:
        raise _disisipi(PDF)
    _tolak_sisipan(jalur, PDF)
    isi = jalur.read_bytes()
    nama_asli = re.sub(
        rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), isi
    )  # /Java#53cript is a name too
    if re.search(rb"/(JavaScript|Launch)\b", nama_asli):
        raise BerkasDitolak(
            "PDF ini berisi program (JavaScript atau perintah). Cetak ulang ke PDF, lalu unggah lagi."
        )


def _periksa_gambar(jenis: Jenis, format_pil: tuple[str, ...]) -> Callable[[Path], None]:
    def periksa(jalur: Path) -> None:
        _tolak_sisipan(jalur, jenis)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                _buka_gambar(jalur, jenis, format_pil)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as galat:
            raise _terlalu_luas() from galat
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as galat:
            raise BerkasDitolak(
                f"Gambar {jenis.nama} ini rusak atau terpotong. Foto atau pindai ulang, lalu unggah lagi."
            ) from galat

    return periksa


def _buka_gambar(jalur: Path, jenis: Jenis, format_pil: tuple[str, ...]) -> None:
    with Image.open(jalur) as gambar:
        if gambar.format not in format_pil:
            raise _bukan(jenis)
        lebar, tinggi = gambar.size
        if max(lebar, tinggi) > MAKS_SISI_GAMBAR or lebar * tinggi > MAKS_PIKSEL:
            raise _terlalu_luas()
        if jenis is not JPEG and getattr(gambar, "n_frames", 1) > 1:
            raise BerkasDitolak("Gambar bergerak tidak diterima. Unggah gambar biasa.")
        gambar.verify()
    with Image.open(jalur) as gambar:
        if jenis is JPEG:
            gambar.draft(
                "RGB", (max(1, lebar // 8), max(1, tinggi // 8))
            )  # decodes all of it in little memory
        gambar.load()


def _terlalu_luas() -> BerkasDitolak:
    return BerkasDitolak(
        f"Gambar ini terlalu luas. Paling besar {MAKS_SISI_GAMBAR:,} piksel per sisi "
        f"dan {MAKS_PIKSEL // 1_000_000} megapiksel.".replace(",", "."),
    )


def _periksa_office(jalur: Path, jenis: Jenis, maks_isi: int) -> None:
    awal, akhir = _ujung(jalur)
    if not awal.startswith(b"PK\x03\x04") or not _berakhir_zip(akhir):
        raise _bukan(jenis)
    try:
        with zipfile.ZipFile(jalur) as arsip:
            _periksa_isi_zip(arsip, jenis, maks_isi)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as galat:
        raise BerkasDitolak(f"Berkas {jenis.nama} ini rusak atau bersandi.") from galat


def _periksa_isi_zip(arsip: zipfile.ZipFile, jenis: Jenis, maks_isi: int) -> None:
    entri = arsip.infolist()
    nama = {e.filename for e in entri}
    if "[Content_Types].xml" not in nama or BAGIAN_UTAMA[jenis] not in nama:
        raise _bukan(jenis)
    if len(entri) > MAKS_ENTRI_ZIP or sum(e.file_size for e in entri) > maks_isi:
        raise BerkasDitolak(f"Berkas {jenis.nama} ini mengembang terlalu besar saat dibuka.")
    for e in entri:
        if e.flag_bits & 0x1:
            raise BerkasDitolak(f"Berkas {jenis.nama} ini bersandi. Hapus sandinya lalu unggah lagi.")
        if e.filename.startswith(("/", "\\")) or ".." in e.filename.replace("\\", "/").split("/"):
            raise _disisipi(jenis)
        if e.filename.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".html", ".htm")):
            raise BerkasDitolak(f"Berkas {jenis.nama} ini berisi makro atau program. Simpan tanpa makro.")
        if e.file_size > 1024 * 1024 and e.file_size > MAKS_NISBAH_ZIP * max(1, e.compress_size):
            raise BerkasDitolak(f"Berkas {jenis.nama} ini mengembang terlalu besar saat dibuka.")
    arsip.read("[Content_Types].xml")
    if arsip.testzip() is not None:
        raise BerkasDitolak(f"Berkas {jenis.nama} ini rusak.")


_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_POTONGAN = 1 << 20


def _periksa_csv(jalur: Path) -> None:
    try:
        _periksa_teks(jalur, "utf-8-sig")
    except UnicodeDecodeError:
        _periksa_teks(jalur, "cp1252", errors="replace")


def _periksa_teks(jalur: Path, enkode: str, *, errors: str = "strict") -> None:
    """Text and nothing else, looked at in pieces: a table of data may be large."""
    with jalur.open(encoding=enkode, errors=errors, newline="") as isi:
        awal = isi.read(_POTONGAN)
        kepala = awal.lstrip()[:4096].lower()
        if kepala.startswith(("<", "{\\rtf", "%pdf", "mz\x90", "#!")) or "<script" in kepala:
            raise _bukan(CSV)
        while awal:
            if _KENDALI.search(awal):
                raise _bukan(CSV)
            awal = isi.read(_POTONGAN)


PEMERIKSA: dict[Jenis, Callable[[Path], None]] = {
    PDF: _periksa_pdf,
    JPEG: _periksa_gambar(JPEG, ("JPEG", "MPO")),
    PNG: _periksa_gambar(PNG, ("PNG",)),
    WEBP: _periksa_gambar(WEBP, ("WEBP",)),
    CSV: _periksa_csv,
}
