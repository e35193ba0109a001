"""What an app offers to the Monitoring Center: `<app>/indikator.py` with a list `INDIKATOR`."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Indikator:
    """One measure, counted from the rows of one table of the instansi's schema.

    Attributes:
        kode: stable key, e.g. "permohonan_masuk".
        nama: what the Sekda reads.
        satuan: unit of `nilai` ("permohonan", "menit", …).
        tabel: table in the instansi's schema; its rows carry the alias `r` in the expressions below.
        tanggal: SQL expression of type date: the day to which the row counts.
        dimensi: name -> SQL expression of type text. Never personal data.
        nilai: SQL expression of type numeric that is summed.
        syarat: SQL condition; only rows for which it is true count.
        arah: "naik_baik", "turun_baik" or "netral": how to colour a change.
    """

    kode: str
    nama: str
    satuan: str
    tabel: str
    tanggal: str
    dimensi: dict[str, str] = field(default_factory=dict)
    nilai: str = "1"
    syarat: str = "TRUE"
    arah: str = "naik_baik"
