"""The empty file to fill in: headers, and in Excel a sheet that explains every column."""

from typing import Any

from inti.ui.lembar_kerja import KolomLembar, Lembar, berkas_csv, buku_kerja
from monitoring_center.walidata.katalog.models import Dataset

TIPE = {
    "string": ("Teks", "Batulicin"),
    "integer": ("Angka bulat", "1250"),
    "number": ("Angka", "12,5"),
    "boolean": ("Ya atau tidak", "ya"),
    "date": ("Tanggal", "31-12-2025"),
    "datetime": ("Tanggal dan jam", "31-12-2025 14.30"),
    "year": ("Tahun", "2025"),
}
BATAS = {
    "minimum": "paling kecil {}",
    "maximum": "paling besar {}",
    "minLength": "paling sedikit {} huruf",
    "maxLength": "paling banyak {} huruf",
    "pattern": "bentuk {}",
}


def susun(dataset: Dataset, bentuk: str) -> bytes:
    kolom = [KolomLembar(k.get("title") or k["name"], 20) for k in dataset.kolom]
    if bentuk == "csv":
        return berkas_csv(kolom, [])
    penjelasan = [
        KolomLembar(j, lebar)
        for j, lebar in (("Kolom", 24), ("Isi", 18), ("Contoh", 20), ("Aturan", 40), ("Keterangan", 50))
    ]
    return buku_kerja(
        [Lembar("Data", kolom, []), Lembar("Penjelasan", penjelasan, [_baris(k) for k in dataset.kolom])]
    )


def _baris(k: dict[str, Any]) -> list[str]:
    tipe, contoh = TIPE[k.get("type", "string")]
    pilihan = (k.get("constraints") or {}).get("enum")
    return [
        k.get("title") or k["name"],
        tipe,
        str(pilihan[0]) if pilihan else contoh,
        aturan(k),
        k.get("description", ""),
    ]


def aturan(k: dict[str, Any]) -> str:
    """The constraints of a column in words."""
    batasan = k.get("constraints") or {}
    kata = [BATAS[n].format(v) for n, v in batasan.items() if n in BATAS]
    if batasan.get("enum"):
        kata.append("salah satu: " + ", ".join(map(str, batasan["enum"])))
    if batasan.get("unique"):
        kata.append("setiap nilai hanya sekali")
    if k.get("kunci"):
        kata.append("bagian kunci")
    return "; ".join(["wajib diisi" if batasan.get("required") else "boleh kosong", *kata])
