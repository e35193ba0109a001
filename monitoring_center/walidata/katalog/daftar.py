"""The datasets that the apps offer: every `<app>/dataset.py` with a list `DATASET`."""

import re
from functools import cache
from importlib import import_module

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

from inti.dataset import DatasetSistem

POLA_NAMA = re.compile(r"^[a-z][a-z0-9_]{0,40}$")


@cache
def daftar_dataset() -> dict[str, DatasetSistem]:
    """All datasets by code, in the order in which the apps are installed."""
    hasil: dict[str, DatasetSistem] = {}
    for aplikasi in apps.get_app_configs():
        if aplikasi.module is None or not module_has_submodule(aplikasi.module, "dataset"):
            continue
        if aplikasi.name == "inti":  # holds the dataclass itself
            continue
        for d in getattr(import_module(f"{aplikasi.name}.dataset"), "DATASET", []):
            if d.kode in hasil:
                raise ImproperlyConfigured(f"Dataset {d.kode} ditawarkan dua kali.")
            periksa_nama(d)
            hasil[d.kode] = d
    return hasil


def periksa_nama(dataset: DatasetSistem) -> None:
    """Names become SQL identifiers and keys, so they are plain."""
    for nama in (dataset.kode, dataset.kunci, *(k.nama for k in dataset.kolom)):
        if not POLA_NAMA.match(nama):
            raise ImproperlyConfigured(f"Nama tidak sah pada dataset {dataset.kode}: {nama!r}")
