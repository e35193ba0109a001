"""The registers in which a letter may stand: of the service desk, and of other apps that issue letters (walidata's procedure).
`periksa` asks them all, so that a letter is checked in one way wherever it was issued."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Tercatat:
    """A letter as its register knows it, with no more than anybody who holds the letter may read."""

    nomor: str
    tanggal: date
    penanda: str
    jabatan: str
    perihal: str
    untuk: str
    sha256: str
    isi: Callable[[], bytes]
    """The stored bytes. Raises OSError when they are gone."""
    bertanda: bool = True
    """Signed electronically. A scan of ink carries no signature of its own: its digest must do."""
    asing: str = ""
    """Name of the issuer when that is another site, whose signing service this one need not know."""
    berlaku_sampai: date | None = None
    dicabut: bool = False
    dicabut_pada: date | None = None
    dapat_dibuka: bool = False
    """Whether its owner can fetch it with the code of the receipt."""


class Buku(Protocol):
    def menurut_qr(self, nomor: str, sidik: str) -> Tercatat | None:
        """By what a verified QR names: the number, and the first digits of the fingerprint of the data."""
        ...

    def menurut_sha256(self, sha256: str) -> Tercatat | None: ...

    def dicabut(self) -> Iterable[tuple[str, str]]:
        """(sha256, fingerprint of the data) of letters issued on this site and withdrawn."""
        ...


SEMUA: list[Buku] = []


def daftarkan(buku: Buku) -> None:
    SEMUA.append(buku)
