"""Events of which applicants are told, in plain words. An instansi may put its own words in their place.

The words hold placeholders in braces. They are filled by plain replacement: no attribute, no format, nothing but
the names in PENGISI.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .enums import Status

PENGISI = {
    "nomor": "nomor registrasi",
    "layanan": "nama layanan",
    "instansi": "nama kantor",
    "seksi": "seksi yang menangani",
    "janji": "perkiraan selesai",
    "alasan": "alasan yang ditulis petugas",
    "batas": "batas melengkapi",
    "tautan": "alamat halaman pelacakan",
}
CONTOH = {
    "nomor": "REG-2026-000123", "layanan": "Surat keterangan tidak mampu", "instansi": "Kecamatan Batulicin",
    "seksi": "Seksi Pelayanan", "janji": "Kamis, 26 November 2026, 14.00 WITA", "alasan": "Salinan KK tidak terbaca.",
    "batas": "3 Desember 2026", "tautan": "https://batulicin.example/lacak/…",
}  # fmt: skip
_KURUNG = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Peristiwa:
    label: str
    teks: str


PERISTIWA: dict[str, Peristiwa] = {
    "masuk": Peristiwa("Permohonan diterima", "Permohonan Anda tercatat dengan nomor {nomor}."),
    "perlu_dilengkapi": Peristiwa("Perlu dilengkapi", "Berkas Anda perlu dilengkapi: {alasan}"),
    "lewat_batas": Peristiwa(
        "Batas melengkapi sudah lewat",
        "Batas melengkapi berkas Anda ({batas}) sudah lewat. Yang perlu dilengkapi: {alasan} Datanglah ke loket dengan "
        "nomor yang sama, atau batalkan permohonan ini.",
    ),
    "diproses": Peristiwa(
        "Berkas lengkap, mulai diproses",
        "Berkas Anda lengkap dan mulai diproses. Perkiraan selesai {janji}.",
    ),
    "siap": Peristiwa("Dokumen siap", "Dokumen Anda sudah jadi dan dapat diambil di loket."),
    "belum_diambil": Peristiwa(
        "Pengingat belum diambil", "Dokumen Anda sudah jadi dan masih menunggu diambil di loket."
    ),
    "selesai": Peristiwa("Dokumen diserahkan", "Dokumen Anda sudah diserahkan. Terima kasih."),
    "tidak_dikabulkan": Peristiwa(
        "Permohonan tidak dikabulkan",
        "Permohonan Anda tidak dapat dikabulkan: {alasan} Anda berhak mengajukan keberatan; caranya ada pada tautan ini.",
    ),
    "dibatalkan": Peristiwa("Permohonan dibatalkan", "Permohonan Anda dibatalkan: {alasan}"),
}
DARI_STATUS: dict[str, str] = {
    Status.DITOLAK: "perlu_dilengkapi",
    Status.DIVERIFIKASI: "diproses",
    Status.DITANDATANGANI: "siap",
    Status.SELESAI: "selesai",
    Status.DIBATALKAN: "dibatalkan",
}


@dataclass(frozen=True, slots=True)
class Kata:
    """What is said of an event, and over which channels."""

    teks: str
    lewat_surel: bool = True
    lewat_pesan: bool = True


_sumber: list[Callable[[str], Kata | None]] = []


def daftarkan_sumber(fn: Callable[[str], Kata | None]) -> None:
    """`fn(peristiwa)` gives the instansi's own words, or None."""
    if fn not in _sumber:
        _sumber.append(fn)


def kata(peristiwa: str) -> Kata:
    for fn in _sumber:
        if (sendiri := fn(peristiwa)) is not None:
            return sendiri
    return Kata(PERISTIWA[peristiwa].teks)


def isi(teks: str, nilai: Mapping[str, str]) -> str:
    """The words with their placeholders filled; what a value contains is never looked at again."""
    return _KURUNG.sub(lambda m: nilai.get(m[1], ""), teks)


def periksa_teks(teks: str) -> str:
    """The sentence that says what is wrong with an instansi's own words, or ""."""
    asing = [nama for nama in _KURUNG.findall(teks) if nama not in PENGISI]
    if asing:
        return f"Pengisi {{{asing[0]}}} tidak dikenal. Yang ada: {', '.join('{' + n + '}' for n in PENGISI)}."
    if (
        _KURUNG.sub("", teks).strip("{} ") == ""
        or "{" in _KURUNG.sub("", teks)
        or "}" in _KURUNG.sub("", teks)
    ):
        return "Tuliskan kalimat utuh; kurung kurawal hanya untuk pengisi."
    return ""
