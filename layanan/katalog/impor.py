"""Reading a file of services: whatever is wrong is said with its path; nothing is written here."""

import json
from dataclasses import dataclass, field
from typing import Any

from .naskah import periksa
from .skema import SKEMA, Salah, periksa_bentuk


@dataclass(slots=True)
class HasilBaca:
    layanan: list[dict[str, Any]] = field(default_factory=list)
    asal: str = ""
    salah: list[Salah] = field(default_factory=list)


def _kembar(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
    hasil: dict[str, Any] = {}
    for kunci, nilai in pasangan:
        if kunci in hasil:
            raise ValueError(f"kunci “{kunci}” ditulis dua kali dalam satu objek")
        hasil[kunci] = nilai
    return hasil


def baca(bita: bytes) -> HasilBaca:
    """Parse and check. `layanan` is to be used only when `salah` is empty; unknown seksi are no error (they are chosen)."""
    try:
        isi = json.loads(bita.decode("utf-8-sig"), object_pairs_hook=_kembar)
    except UnicodeDecodeError:
        return HasilBaca(salah=[Salah("berkas", "bukan teks UTF-8.")])
    except json.JSONDecodeError as galat:
        return HasilBaca(salah=[Salah(f"baris {galat.lineno} kolom {galat.colno}", "bukan JSON yang sah.")])
    except (ValueError, RecursionError) as galat:
        return HasilBaca(salah=[Salah("berkas", f"{galat}.")])
    salah = list(periksa_bentuk(isi, SKEMA))
    if not salah:
        salah = _isi(isi["layanan"])
    asal = str(isi.get("asal", {}).get("instansi", ""))[:160] if isinstance(isi, dict) and not salah else ""
    return HasilBaca(layanan=[] if salah else isi["layanan"], asal=asal, salah=salah)


def _isi(daftar: list[dict[str, Any]]) -> list[Salah]:
    salah: list[Salah] = []
    kode: set[str] = set()
    for i, d in enumerate(daftar):
        if d["kode"] in kode:
            salah.append(Salah(f"layanan[{i}].kode", f"“{d['kode']}” ada dua kali dalam berkas ini."))
        kode.add(d["kode"])
        salah += periksa(d, jalur=f"layanan[{i}]")
    return salah
