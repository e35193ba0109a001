"""The datasets that apps offer: every `<app>/dataset.py` with a list `DATASET`."""

import re
from functools import cache
from importlib import import_module

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

from inti.dataset import JENIS_PRIBADI, DatasetSistem

POLA_NAMA = re.compile(r"^[a-z][a-z0-9_]{0,49}$")
POLA_KODE = re.compile(r"^[a-z][a-z0-9_]{0,40}$")
TIPE = {
    "string": "text",
    "integer": "bigint",
    "number": "numeric",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamp with time zone",
    "year": "integer",
}
"""Table Schema type -> SQL type of a column of a source view."""


@cache
def daftar_sistem() -> dict[str, DatasetSistem]:
    """All offered datasets by kode, in the order in which the apps are installed."""
    hasil: dict[str, DatasetSistem] = {}
    for aplikasi in apps.get_app_configs():
        if aplikasi.module is None or not module_has_submodule(aplikasi.module, "dataset"):
            continue
        for d in getattr(import_module(f"{aplikasi.name}.dataset"), "DATASET", []):
            if d.kode in hasil:
                raise ImproperlyConfigured(f"Dataset {d.kode} ditawarkan dua kali.")
            periksa_deklarasi(d)
            hasil[d.kode] = d
    return hasil


def periksa_deklarasi(d: DatasetSistem) -> None:
    """Names become SQL identifiers; an encrypted column says how it is opened and what a mask is made of."""
    nama = [k.nama for k in d.kolom] + [k.indeks for k in d.kolom if k.indeks]
    if not POLA_KODE.match(d.kode) or not all(map(POLA_NAMA.match, [*nama, d.kunci])):
        raise ImproperlyConfigured(f"Nama tidak sah pada dataset {d.kode}.")
    if len(set(nama)) != len(nama) or d.kunci in nama:
        raise ImproperlyConfigured(f"Nama kolom dataset {d.kode} berulang.")
    for k in d.kolom:
        if k.tipe not in TIPE or k.pribadi not in JENIS_PRIBADI:
            raise ImproperlyConfigured(
                f"Kolom {d.kode}.{k.nama}: tipe atau tanda data pribadi tidak dikenal."
            )
        if k.tersandi and not (k.konteks and k.indeks):
            raise ImproperlyConfigured(f"Kolom {d.kode}.{k.nama} tersandi tanpa konteks dan indeks.")
    if d.akses == "terbuka" and any(k.pribadi for k in d.kolom):
        raise ImproperlyConfigured(f"Dataset terbuka {d.kode} memuat data pribadi.")
