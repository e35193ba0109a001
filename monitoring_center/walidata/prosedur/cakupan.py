"""Scope of a request or grant: its columns and its row filter, checked against the dataset's Table Schema.

A filter is structured, [{"kolom", "op", "nilai"}], and never SQL; the function `gerbang.syarat` quotes what is left of it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from inti.errors import MasukanSalah

OPERATOR = {
    "=": "sama dengan",
    "<>": "bukan",
    "<": "kurang dari",
    "<=": "paling banyak",
    ">": "lebih dari",
    ">=": "paling sedikit",
    "salah_satu": "salah satu dari",
}
BERURUT = {"integer", "number", "date", "datetime", "year"}
MAKS_SARINGAN = 10
MAKS_NILAI = 200  # characters of a value, and values of a list
POLOS, SAMAR = "polos", "samar"

Skema = Sequence[Mapping[str, Any]]


def per_nama(skema: Skema) -> dict[str, Mapping[str, Any]]:
    return {str(k["name"]): k for k in skema}


def kolom_sah(nama: Iterable[str], skema: Skema) -> list[str]:
    """The named columns in the order of the schema. Raises MasukanSalah for none, or for one that is not there."""
    diminta, ada = set(nama), per_nama(skema)
    if asing := sorted(diminta - ada.keys()):
        raise MasukanSalah(
            f"Kolom {', '.join(asing)[:200]} tidak ada pada data ini.", bidang={"kolom": "Pilih dari daftar."}
        )
    if not diminta:
        raise MasukanSalah(
            "Pilih sedikitnya satu kolom.", bidang={"kolom": "Pilih kolom yang benar-benar diperlukan."}
        )
    return [n for n in ada if n in diminta]


def kolom_izin(pilihan: Mapping[str, str], skema: Skema, *, alasan_polos: str) -> list[dict[str, Any]]:
    """Columns of a grant from name -> "polos"/"samar" (anything else: left out).

    Personal data given plain needs a reason. An encrypted value is hashed from its blind index, never from the ciphertext.
    """
    dipakai = {n: cara for n, cara in pilihan.items() if cara in (POLOS, SAMAR)}
    ada = per_nama(skema)
    hasil: list[dict[str, Any]] = []
    for nama in kolom_sah(dipakai, skema):
        kolom = ada[nama]
        if dipakai[nama] == POLOS:
            if kolom.get("pribadi") and not alasan_polos.strip():
                raise MasukanSalah(
                    f"“{kolom['title']}” adalah data pribadi. Samarkan, atau tuliskan mengapa nilai aslinya diperlukan.",
                    bidang={"alasan_polos": "Wajib diisi bila data pribadi diberikan apa adanya."},
                )
            hasil.append({"nama": nama})
        else:
            hasil.append({"nama": nama, "samar": True} | _dasar(kolom))
    return hasil


def _dasar(kolom: Mapping[str, Any]) -> dict[str, str]:
    if not kolom.get("tersandi"):
        return {}
    if not kolom.get("indeks"):
        raise MasukanSalah(
            f"“{kolom['title']}” tersimpan tersandi tanpa indeks, sehingga tidak dapat disamarkan."
        )
    return {"dasar": str(kolom["indeks"])}


def saringan_sah(saringan: Any, skema: Skema) -> list[dict[str, Any]]:
    """Checked conditions with values in the form of their column. Raises MasukanSalah."""
    if not isinstance(saringan, list) or len(saringan) > MAKS_SARINGAN:
        raise _salah(f"Saringan paling banyak {MAKS_SARINGAN} baris.")
    ada = per_nama(skema)
    return [_satu(s, ada) for s in saringan]


def _salah(pesan: str) -> MasukanSalah:
    return MasukanSalah(pesan, bidang={"saringan": pesan})


def _satu(s: Any, ada: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    if not isinstance(s, dict) or set(s) != {"kolom", "op", "nilai"} or not isinstance(s["kolom"], str):
        raise _salah("Saringan terdiri atas kolom, perbandingan, dan nilai.")
    kolom = ada.get(s["kolom"])
    if kolom is None:
        raise _salah(f"Kolom saringan “{s['kolom'][:60]}” tidak ada pada data ini.")
    judul, tipe, op = kolom["title"], kolom.get("type", "string"), s["op"]
    if kolom.get("tersandi"):
        raise _salah(f"“{judul}” tersimpan tersandi, sehingga tidak dapat menjadi saringan.")
    if op not in OPERATOR or (op in {"<", "<=", ">", ">="} and tipe not in BERURUT):
        raise _salah(f"Perbandingan itu tidak dapat dipakai untuk “{judul}”.")
    if op != "salah_satu":
        return {"kolom": s["kolom"], "op": op, "nilai": nilai_sah(s["nilai"], tipe, judul)}
    if not isinstance(s["nilai"], list) or not 1 <= len(s["nilai"]) <= MAKS_NILAI:
        raise _salah(f"Isi 1 sampai {MAKS_NILAI} nilai untuk “{judul}”.")
    return {"kolom": s["kolom"], "op": op, "nilai": [nilai_sah(n, tipe, judul) for n in s["nilai"]]}


def nilai_sah(nilai: Any, tipe: str, judul: str) -> str:
    """The value as text that casts to the column's type."""
    teks = str(nilai).strip() if isinstance(nilai, (str, int, float, bool)) else ""
    try:
        if teks and len(teks) <= MAKS_NILAI and "\x00" not in teks:
            return PEMBACA_NILAI.get(tipe, str)(teks)
    except (ValueError, InvalidOperation):
        pass
    raise _salah(f"Nilai “{teks[:60]}” tidak cocok untuk “{judul}”: {CONTOH_NILAI.get(tipe, 'isi teks')}.")


def _bulat(teks: str) -> str:
    return str(int(teks))


def _angka(teks: str) -> str:
    n = Decimal(teks.replace(",", "."))
    if not n.is_finite():
        raise ValueError
    return str(n)


def _benar(teks: str) -> str:
    benar = {"ya": "true", "true": "true", "benar": "true", "tidak": "false", "false": "false"}.get(
        teks.lower()
    )
    if benar is None:
        raise ValueError(teks)
    return benar


PEMBACA_NILAI = {
    "integer": _bulat,
    "year": _bulat,
    "number": _angka,
    "boolean": _benar,
    "date": lambda t: dt.date.fromisoformat(t).isoformat(),
    "datetime": lambda t: dt.datetime.fromisoformat(t).isoformat(),
}
CONTOH_NILAI = {
    "integer": "isi bilangan bulat",
    "year": "isi tahun, misalnya 2026",
    "number": "isi angka",
    "boolean": "isi ya atau tidak",
    "date": "isi tanggal seperti 2026-11-23",
    "datetime": "isi tanggal seperti 2026-11-23T08:00",
}


def kalimat_saringan(saringan: Iterable[Mapping[str, Any]], skema: Skema) -> list[str]:
    """ "Desa salah satu dari Batulicin, Segumbang"."""
    ada = per_nama(skema)
    return [
        f"{ada.get(s['kolom'], {}).get('title', s['kolom'])} {OPERATOR.get(s['op'], s['op'])}"
        f" {', '.join(s['nilai']) if isinstance(s['nilai'], list) else s['nilai']}"
        for s in saringan
    ]
