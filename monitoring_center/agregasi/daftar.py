"""The indicators that the apps offer: every `<app>/indikator.py` with a list `INDIKATOR`."""

import re
from functools import cache
from importlib import import_module

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

from inti.indikator import Indikator

POLA_NAMA = re.compile(r"^[a-z][a-z0-9_]{0,49}$")


@cache
def daftar_indikator() -> dict[str, Indikator]:
    """All indicators by code, in the order in which the apps are installed."""
    hasil: dict[str, Indikator] = {}
    for aplikasi in apps.get_app_configs():
        if aplikasi.module is None or not module_has_submodule(aplikasi.module, "indikator"):
            continue
        if aplikasi.name == "inti":  # holds the dataclass itself
            continue
        for i in getattr(import_module(f"{aplikasi.name}.indikator"), "INDIKATOR", []):
            if i.kode in hasil:
                raise ImproperlyConfigured(f"Indikator {i.kode} ditawarkan dua kali.")
            periksa_nama(i)
            hasil[i.kode] = i
    return hasil


def periksa_nama(indikator: Indikator) -> None:
    """Names become SQL identifiers and JSON keys, so they are plain."""
    for nama in (indikator.kode, indikator.tabel, *indikator.dimensi):
        if not POLA_NAMA.match(nama):
            raise ImproperlyConfigured(f"Nama tidak sah pada indikator {indikator.kode}: {nama!r}")


def aplikasi_tabel(tabel: str) -> str:
    """Label of the app that owns a table; its migrations must run before the triggers on that table."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == tabel:
            return model._meta.app_label
    raise ImproperlyConfigured(f"Tidak ada model dengan tabel {tabel}.")
