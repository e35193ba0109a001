"""Charts as data: the same figures become an ECharts option and a table, so the two cannot differ.

Formatting (1.234,5), colours and the dark theme are added by grafik.js; nothing here is code for the browser.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inti.ui.format import angka

Nilai = float | int | None
JENIS = ("garis", "luas", "batang", "batang_datar", "tumpuk", "donat")
TINGGI = ("kecil", "sedang", "besar")
SEBUTAN = {
    "garis": "Grafik garis",
    "luas": "Grafik area",
    "batang": "Grafik batang",
    "batang_datar": "Grafik batang mendatar",
    "tumpuk": "Grafik batang bertumpuk",
    "donat": "Grafik lingkaran",
}


@dataclass(frozen=True, kw_only=True)
class Grafik:
    """One chart. `seri`: name -> values, one for each of `kategori`; None is a gap. `maks`: where the axis ends."""

    id: str
    judul: str
    kategori: Sequence[str]
    seri: Mapping[str, Sequence[Nilai]]
    jenis: str = "garis"
    satuan: str = ""
    target: float | None = None
    maks: float | None = None
    catatan: str = ""
    tinggi: str = "sedang"
    kepala_kategori: str = "Waktu"
    opsi_tambahan: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.jenis not in JENIS or self.tinggi not in TINGGI:
            raise ValueError(f"Grafik {self.id}: jenis one of {JENIS}, tinggi one of {TINGGI}")
        for nama, nilai in self.seri.items():
            if len(nilai) != len(self.kategori):
                raise ValueError(f"Grafik {self.id}: {nama!r}: {len(nilai)} of {len(self.kategori)} values")

    @property
    def uraian(self) -> str:
        """Text for a screen reader in place of the picture."""
        return f"{SEBUTAN[self.jenis]}: {self.judul}. Angka lengkapnya ada pada tabel di bawah grafik."

    @property
    def opsi(self) -> dict[str, Any]:
        """What grafik.js draws."""
        return {
            "jenis": self.jenis,
            "satuan": self.satuan,
            "target": self.target,
            "maks": self.maks if self.maks is not None else 100 if self.satuan == "%" else None,
            "kategori": [str(k) for k in self.kategori],
            "seri": [{"nama": n, "nilai": list(v)} for n, v in self.seri.items()],
            "tambahan": dict(self.opsi_tambahan),
        }

    @property
    def kepala(self) -> list[str]:
        return [self.kepala_kategori, *self.seri]

    @property
    def baris(self) -> list[tuple[str, list[str]]]:
        return [
            (str(k), [angka(nilai[i]) for nilai in self.seri.values()]) for i, k in enumerate(self.kategori)
        ]


@dataclass(frozen=True, kw_only=True)
class Wilayah:
    """A region of a map; `kode` matches the property of the GeoJSON named by `Peta.kunci`."""

    kode: str
    nama: str
    nilai: Nilai
    url: str = ""
    keterangan: str = ""


@dataclass(frozen=True, kw_only=True)
class Peta:
    id: str
    judul: str
    geojson_url: str
    wilayah: Sequence[Wilayah]
    kunci: str = "kode"
    satuan: str = ""
    catatan: str = ""
    tinggi: str = "besar"
    naik_baik: bool = True

    @property
    def uraian(self) -> str:
        return f"Peta: {self.judul}. Angka tiap wilayah ada pada daftar di samping peta."

    @property
    def opsi(self) -> dict[str, Any]:
        return {
            "satuan": self.satuan,
            "kunci": self.kunci,
            "geojson": self.geojson_url,
            "naik_baik": self.naik_baik,
            "wilayah": [
                {"kode": w.kode, "nama": w.nama, "nilai": w.nilai, "url": w.url} for w in self.wilayah
            ],
        }

    @property
    def ada_kosong(self) -> bool:
        return any(w.nilai is None for w in self.wilayah)

    @property
    def urut(self) -> list[Wilayah]:
        """Highest first, regions without a figure last."""
        return sorted(self.wilayah, key=lambda w: (w.nilai is None, -(w.nilai or 0), w.nama))
