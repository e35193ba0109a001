"""NIK and KK numbers (UU 23/2006 jo. UU 24/2013): hard rules refuse, soft rules only warn.

There is no check digit: a well-formed NIK is not an existing one. Region code and birth date are those of
the first registration and stay when the person moves or is corrected, so a mismatch is lawful.
"""

import re
from dataclasses import dataclass
from datetime import date

from ..waktu.jam import hari_ini

PROVINSI = frozenset(
    [
        *range(11, 20),
        21,
        *range(31, 37),
        *range(51, 54),
        *range(61, 66),
        *range(71, 77),
        81,
        82,
        *range(91, 97),
    ]
)
PEREMPUAN = 40
"""Added to the day of birth of women."""


class NikSalah(ValueError):
    """The number cannot be a NIK or KK; the message says why, in the user's words."""


@dataclass(frozen=True, slots=True)
class Nik:
    nomor: str
    tanggal_lahir: date
    jenis_kelamin: str  # "L" or "P"

    @property
    def wilayah(self) -> str:
        """Kemendagri code of the kecamatan of first registration, e.g. "63.10.04"."""
        return f"{self.nomor[:2]}.{self.nomor[2:4]}.{self.nomor[4:6]}"


def bersihkan(teks: str) -> str:
    """Digits as typed, without the spaces, dots and hyphens that people put between them."""
    return re.sub(r"[ .\-]", "", teks.strip())


def samarkan(nomor: str) -> str:
    """630101********01: what staff who do not need the number may see."""
    return f"{nomor[:6]}********{nomor[-2:]}" if len(nomor) == 16 else ""


def _enam_belas(teks: str, apa: str) -> str:
    if re.search(r"[eE]\+", teks):
        raise NikSalah(f"{apa} rusak oleh lembar kerja ({teks}). Ketik ulang 16 angkanya.")
    nomor = bersihkan(teks)
    if not re.fullmatch(r"[0-9]{16}", nomor):
        raise NikSalah(f"{apa} harus 16 angka; yang diketik {len(nomor)} karakter.")
    if int(nomor[:2]) not in PROVINSI:
        raise NikSalah(f"Dua angka pertama {apa} ({nomor[:2]}) bukan kode provinsi.")
    if nomor[12:] == "0000":
        raise NikSalah(f"Empat angka terakhir {apa} tidak boleh 0000.")
    return nomor


def _tanggal(hari: int, bulan: int, yy: int, acuan: date) -> date | None:
    """The latest such date that is not after `acuan`; the century is not stored in the number."""
    for abad in (2000, 1900):
        try:
            tanggal = date(abad + yy, bulan, hari)
        except ValueError:
            continue
        if tanggal <= acuan:
            return tanggal
    return None


def urai_nik(teks: str, *, acuan: date | None = None) -> Nik:
    """Raises NikSalah. `acuan` is the day against which the century is chosen (default today)."""
    nomor = _enam_belas(teks, "NIK")
    hari = int(nomor[6:8])
    kelamin = "P" if hari > PEREMPUAN else "L"
    tanggal = _tanggal(
        hari - PEREMPUAN if kelamin == "P" else hari,
        int(nomor[8:10]),
        int(nomor[10:12]),
        acuan or hari_ini(),
    )
    if tanggal is None:
        raise NikSalah(f"Angka 7-12 NIK ({nomor[6:12]}) bukan tanggal lahir yang ada.")
    return Nik(nomor, tanggal, kelamin)


def urai_nkk(teks: str, *, acuan: date | None = None) -> str:
    """KK carries its date of issue without the +40 rule; a day of 41-71 means that a NIK was typed."""
    nomor = _enam_belas(teks, "Nomor KK")
    hari = int(nomor[6:8])
    if hari > PEREMPUAN:
        raise NikSalah("Nomor ini tampaknya NIK, bukan nomor KK.")
    if _tanggal(hari, int(nomor[8:10]), int(nomor[10:12]), acuan or hari_ini()) is None:
        raise NikSalah(f"Angka 7-12 nomor KK ({nomor[6:12]}) bukan tanggal yang ada.")
    return nomor


def peringatan(
    nik: Nik, *, wilayah: str = "", tanggal_lahir: date | None = None, jenis_kelamin: str = ""
) -> list[str]:
    """Notices for the officer. None of them stops the permohonan."""
    hasil = []
    if wilayah and nik.wilayah != wilayah:
        hasil.append(
            f"Kode wilayah NIK {nik.wilayah} bukan kecamatan ini ({wilayah}). "
            "Ini wajar bagi warga pindahan; cocokkan alamat dengan KTP-el."
        )
    if tanggal_lahir and tanggal_lahir != nik.tanggal_lahir:
        hasil.append(
            "Tanggal lahir berbeda dengan NIK. Cocokkan dengan KTP-el; NIK tidak berubah bila data diperbaiki."
        )
    if jenis_kelamin and jenis_kelamin != nik.jenis_kelamin:
        hasil.append("Jenis kelamin berbeda dengan NIK. Cocokkan dengan KTP-el.")
    return hasil
