"""The 51 indicators of Perbup Bengkulu Selatan 23/2018 Ps 6(2), ready to adopt: metadata and columns in one click."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

BERKAS = Path(__file__).parent / "data" / "indikator_sektor.json"
WILAYAH = ("desa", "kecamatan")
PERIODE_KOLOM = {
    "bulanan": ("bulan", "Bulan", 12),
    "triwulanan": ("triwulan", "Triwulan", 4),
    "semesteran": ("semester", "Semester", 2),
}
K_ORANG = 5
# Indicators that count people or households; money, kilometres, permits and marks find nobody out.
MENGHITUNG_ORANG = frozenset(
    [
        "KES-01",
        "KES-02",
        "KES-03",
        "KES-04",
        "KES-05",
        "KES-06",
        "PDD-01",
        "PDD-02",
        "PDD-03",
        "PDD-04",
        "PDD-05",
        "KPG-01",
        "KPG-05",
        "KPG-06",
        "KPD-01",
        "KPD-02",
        "KPD-03",
        "KPD-04",
        "KPD-05",
        "KPD-06",
        "LNY-03",
    ]
)
UKURAN_UTUH = ("orang", "jiwa", "KK", "NIB", "unit", "kejadian", "rupiah")


@dataclass(frozen=True)
class IndikatorSektor:
    """One indicator of a field (`bidang`, a–i)."""

    kode: str
    nama: str
    bidang: str
    nama_bidang: str
    walidata: str
    rumus: str
    isian: dict[str, Any]

    @property
    def kode_dataset(self) -> str:
        return self.kode.lower().replace("-", "_")


@cache
def bidang() -> dict[str, str]:
    """Letter -> name of the nine fields."""
    return {b["huruf"]: b["nama"] for b in _isi()["bidang"]}


@cache
def daftar_indikator() -> dict[str, IndikatorSektor]:
    return {i["kode"]: _satu(b, i) for b in _isi()["bidang"] for i in b["indikator"]}


@cache
def _isi() -> dict[str, Any]:
    isi: dict[str, Any] = json.loads(BERKAS.read_text(encoding="utf-8"))
    return isi


def _satu(b: dict[str, Any], i: dict[str, Any]) -> IndikatorSektor:
    isian = {
        "nama": i["nama"], "konsep": i["konsep"], "definisi": i["definisi"], "bidang": b["huruf"], "indikator": i["kode"],
        "klasifikasi": [k for k in i["klasifikasi"] if not k.startswith("tidak ada")], "ukuran": i["ukuran"],
        "satuan": i["satuan"], "periode": i["frekuensi"], "kode_referensi": _kode_referensi(i), "akses": "terbuka",
        "kolom": kolom_indikator(i), "k_minimum": K_ORANG if i["kode"] in MENGHITUNG_ORANG else 1,
    }  # fmt: skip
    return IndikatorSektor(
        i["kode"], i["nama"], b["huruf"], b["nama"], b["walidata_skpd"], i.get("rumus", ""), isian
    )


def _kode_referensi(i: dict[str, Any]) -> str:
    return "Kode wilayah Kemendagri" if any(w in i["level"] for w in WILAYAH) else ""


def kolom_indikator(i: dict[str, Any]) -> list[dict[str, Any]]:
    """Period, territory, dimensions, then the figures: value, and numerator and denominator where there are any.

    The key: one row for each period, territory and value of the dimensions. Names of territories follow from their code.
    """
    kolom: list[dict[str, Any]] = [
        _kunci(_kolom("tahun", "Tahun", "year", required=True, minimum=2000, maximum=2100))
    ]
    if periode := PERIODE_KOLOM.get(i["frekuensi"]):
        nama, judul, maks = periode
        kolom.append(_kunci(_kolom(nama, judul, "integer", required=True, minimum=1, maximum=maks)))
    wilayah = [w for w in reversed(WILAYAH) if w in i["level"]]
    if wilayah:
        kolom.append(
            _kunci(
                _kolom(
                    "kode_wilayah",
                    "Kode wilayah",
                    "string",
                    required=True,
                    pattern=r"\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?",
                )
            )
        )
    kolom += [_kolom(w, w.capitalize(), "string") for w in wilayah]
    kolom += _dimensi(i, sudah={k["name"] for k in kolom})
    return kolom + _angka(i)


def _dimensi(i: dict[str, Any], sudah: set[str]) -> list[dict[str, Any]]:
    """`klasifikasi` names dimensions ("jenis kelamin"), or the values of one ("WTP", "WDP"; "kondisi: baik, rusak")."""
    isi = [k for k in i["klasifikasi"] if not k.startswith("tidak ada")]
    if i["tipe"] == "kategori":
        return []
    hasil = []
    for teks in isi:
        judul, _, nilai = teks.partition(":")
        nama = re.sub(r"[^a-z0-9]+", "_", judul.lower()).strip("_")[:40]
        if nama and nama not in sudah:
            batas = {"enum": [n.strip() for n in nilai.split(",")]} if nilai else {}
            hasil.append(
                _kunci(_kolom(nama, judul[:1].upper() + judul[1:], "string", required=True, **batas))
            )
            sudah.add(nama)
    return hasil


def _angka(i: dict[str, Any]) -> list[dict[str, Any]]:
    if i["tipe"] == "kategori":
        return [_kolom("nilai", i["nama"], "string", required=True, enum=i["klasifikasi"])]
    kolom = []
    for nama in ("pembilang", "penyebut"):
        if i.get(nama):
            kolom.append(
                _kolom(nama, i[nama], "number", required=True, minimum=0)
                | {"cacah": i["kode"] in MENGHITUNG_ORANG}
            )
    utuh = i["tipe"] == "jumlah" and i["satuan"] in UKURAN_UTUH
    batas = {} if i["tipe"] == "laju" else {"minimum": 0}
    wajib = {"required": True} if not kolom else {}
    return [
        *kolom,
        _kolom("nilai", f"{i['nama']} ({i['satuan']})", "integer" if utuh else "number", **batas, **wajib),
    ]


def _kolom(nama: str, judul: str, tipe: str, **batasan: Any) -> dict[str, Any]:
    dasar: dict[str, Any] = {"name": nama, "title": judul[:100], "type": tipe}
    return dasar | ({"constraints": batasan} if batasan else {})


def _kunci(kolom: dict[str, Any]) -> dict[str, Any]:
    return kolom | {"kunci": True}
