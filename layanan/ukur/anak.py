"""The process of `spbe ukur permohonan` and `spbe ukur daftar`: commands on standard input, answers on standard output."""

import gc
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

DESA = "desa:63.10.01.2005"
"""Whose aparat desa has an account."""
PERAN = {
    "operator": "",
    "pelaksana": "KMS",
    "koordinator": "",
    "penanggung_jawab": "",
    "administrator": "",
    "pengguna": DESA,
}
_siap: list[bool] = []


def siapkan(slug: str) -> None:
    """One instansi with a person at every desk; before the first one the public tables and the DDL script."""
    from django.core.management import call_command

    from inti.db import sebagai_pemilik
    from tenants import ddl
    from tenants.actions import daftarkan_instansi, sediakan

    if not _siap:
        call_command("migrasi", publik_saja=True, verbosity=0)
        ddl.siapkan()
        _siap.append(True)
    with sebagai_pemilik():
        instansi = daftarkan_instansi(
            oleh=None,
            nama=f"Kecamatan {slug.title()}",
            jenis="kecamatan",
            kode=f"99.99.{slug}",
            kode_wilayah="63.10.01",
            slug=slug,
            domain_email=f"{slug}.ukur.go.id",
        )
    sediakan(instansi=instansi)
    with di(slug):
        _orang()


@contextmanager
def di(slug: str) -> Iterator[Any]:
    """On the site of an instansi, with its own database login."""
    from inti.db import sebagai_sasaran
    from inti.situs import info_instansi, pada_situs, situs_instansi
    from tenants.models import nama_skema

    info = info_instansi(nama_skema(slug))
    assert info is not None
    situs = situs_instansi(info)
    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        yield situs


def _orang() -> None:
    from django.utils import timezone

    from inti.akun.models import Pengguna, Penugasan

    for peran, seksi in PERAN.items():
        orang = Pengguna.objects.create(surel=f"{peran}@contoh.ukur.go.id", nama=peran.title())
        Penugasan.objects.create(
            pengguna=orang, peran=peran, seksi=seksi, mulai=timezone.localdate().replace(day=1)
        )


def orang() -> dict[str, Any]:
    from inti.akun.models import Pengguna

    return {p.surel.partition("@")[0]: p for p in Pengguna.objects.all()}


def kerjakan(pesan: dict[str, Any]) -> Any:
    from . import halaman, isi, siklus

    perintah = pesan.pop("perintah")
    if perintah == "siapkan":
        return siapkan(**pesan)
    gc.collect()
    fungsi: dict[str, Callable[..., Any]] = {
        "isi": isi.isi,
        "halaman": halaman.ukur_halaman,
        "siklus": siklus.ukur_siklus,
    }
    return fungsi[perintah](**pesan)


def utama() -> None:
    from django.conf import settings

    polos = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": polos}  # nothing was collected here
    settings.SPBE_MFA_WAJIB = False  # every desk is measured, and nobody here has a second factor
    django.setup()
    logging.disable(logging.WARNING)  # no worker listens: hints to the broker are lost on purpose
    for baris in sys.stdin:
        sys.stdout.write(json.dumps(kerjakan(json.loads(baris))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    utama()
