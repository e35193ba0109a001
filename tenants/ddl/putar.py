"""Replaying the stored script under another schema's name."""

from functools import lru_cache

from django.db import connection, transaction

from inti.db.login import skema_sah
from tenants.ddl.bangun import AcuanTidakAda, nama_cetakan
from tenants.ddl.sidik import sidik_jari
from tenants.models import DdlAcuan


@lru_cache(maxsize=2)
def _naskah(basis: str, sidik: str) -> str:
    """The stored script. It never changes for a fingerprint, so a process reads it once per database."""
    ddl = DdlAcuan.objects.filter(sidik=sidik).values_list("ddl", flat=True).first()
    if ddl is None:
        raise AcuanTidakAda(f"Belum ada acuan DDL untuk sidik {sidik[:16]}; jalankan tenants.ddl.siapkan().")
    return ddl


def naskah_untuk(skema: str) -> str:
    """The script for `skema`. The template's name is a token that occurs nowhere else (see `bangun`)."""
    if not skema_sah(skema):
        raise ValueError(f"Nama skema tidak sah: {skema!r}")
    sidik = sidik_jari()
    return _naskah(str(connection.settings_dict["NAME"]), sidik).replace(nama_cetakan(sidik), skema)


@transaction.atomic
def putar_ulang(skema: str) -> None:
    """Create `skema` with all tables, functions, triggers and rows of the template: all or nothing, one round trip.

    Runs as the owner. Raises AcuanTidakAda when `siapkan()` has not run for the present migrations.
    """
    naskah = naskah_untuk(skema)
    with connection.cursor() as kursor:
        kursor.execute(naskah)
