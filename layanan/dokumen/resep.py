"""What a letter is made of, before it meets a permohonan: `peta` holds the recipes, `rakit` cooks them."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Pemohon(NamedTuple):
    """Identity of the applicant as rows."""

    tanpa: tuple[str, ...] = ()


class Isian(NamedTuple):
    """Answers as rows; no names = every answer that is not a table."""

    nama: tuple[str, ...] = ()


class Tabel(NamedTuple):
    nama: str
    judul: str = ""


class Butir(NamedTuple):
    """A list."""

    butir: tuple[str, ...]


class Subjudul(NamedTuple):
    teks: str


@dataclass(frozen=True)
class Resep:
    templat: str
    judul: str
    isi: tuple[str | Pemohon | Isian | Tabel | Butir | Subjudul, ...] = ()
    penutup: str = ""
    kepada: tuple[str, ...] = ()
    dasar: tuple[str, ...] = ()  # before the legal basis of the service
    ketentuan: tuple[str, ...] = ()
    pernyataan: str = ""
    buku: str = ""
    berkas: tuple[tuple[str, str, str], ...] = ()
    lampiran: tuple[tuple[str, Any], ...] = ()  # (title, one block or a tuple of blocks)
    tembusan: tuple[str, ...] = ()
    lain: dict[str, object] = field(default_factory=dict)  # keys passed to the template as they are
