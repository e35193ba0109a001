"""What an app offers to other instansi: `<app>/dataset.py` with a list `DATASET` (Perbup Tanah Bumbu 25/2019 Ps 11-12).

Offering a dataset shares nothing: it can then be registered, approved by the head of the instansi, asked for and granted.
"""

from dataclasses import dataclass, field
from typing import Any

JENIS_PRIBADI = ("", "umum", "spesifik")


@dataclass(frozen=True)
class Kolom:
    """A column, as a field of a Table Schema.

    Attributes:
        nama: SQL name of the column.
        judul: what people read.
        tipe: string, integer, number, boolean, date, datetime or year (Table Schema).
        keterangan: what is counted, with its unit.
        pribadi: "" for none, "umum" or "spesifik" for personal data (UU 27/2022 Ps 4).
        tersandi: the value is encrypted at rest; `konteks` opens it (inti.kripto).
        indeks: column with the blind index of an encrypted value. A masked column is hashed from it.
        batasan: constraints of the Table Schema, e.g. {"required": True, "minimum": 0}.
    """

    nama: str
    judul: str
    tipe: str = "string"
    keterangan: str = ""
    pribadi: str = ""
    tersandi: bool = False
    konteks: str = ""
    indeks: str = ""
    batasan: dict[str, Any] = field(default_factory=dict)

    def skema(self) -> dict[str, Any]:
        """The field as it is kept in the catalogue (JSON)."""
        dasar: dict[str, Any] = {"name": self.nama, "title": self.judul, "type": self.tipe}
        lain: dict[str, Any] = {
            "description": self.keterangan,
            "constraints": self.batasan,
            "pribadi": self.pribadi,
            "tersandi": self.tersandi,
            "konteks": self.konteks,
            "indeks": self.indeks,
        }
        return dasar | {k: v for k, v in lain.items() if v}


@dataclass(frozen=True)
class DatasetSistem:
    """A dataset whose rows are already in the instansi's schema: a view `ds_<kode>` over tables of the app.

    Attributes:
        kode: stable key; the view is called `ds_<kode>`.
        sql: SELECT of the view, with unqualified table names. Must give every column, the indexes of encrypted ones, and `kunci`.
        kunci: column that is unique and ordered by an index: pages are read along it.
        akses: terbuka, terbatas or rahasia; what the walidata starts with.
    """

    kode: str
    nama: str
    konsep: str
    definisi: str
    kolom: tuple[Kolom, ...]
    sql: str
    kunci: str
    akses: str = "terbatas"
    bidang: str = ""
    satuan: str = ""
    ukuran: str = ""
    periode: str = "harian"

    @property
    def sumber(self) -> str:
        return f"ds_{self.kode}"
