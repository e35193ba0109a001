"""Replaying the stored script under another schema's name."""

from functools import lru_cache

from django.db import connection, transaction

from inti.db.login import skema_sah
from tenants.ddl.bangun import AcuanTidakAda, nama_cetakan
from tenants.ddl.sidik import sidik_jari
from tenants.models import DdlAcuan


@lru_cache(maxsize=2)
def _naskah(basis: str, sidik: str) -> tuple[str, dict[str, str]]:
    """The stored scripts. They never change for a fingerprint, so a process reads them once per database."""
    baris = DdlAcuan.objects.filter(sidik=sidik).values_list("ddl", "acuan").first()
    if baris is None:
        raise AcuanTidakAda(f"Belum ada acuan DDL untuk sidik {sidik[:16]}; jalankan tenants.ddl.siapkan().")
    return baris


def naskah_untuk(skema: str, jenis: str = "") -> tuple[str, bool]:
    """(script for `skema`, whether it fills in the reference data of `jenis`).

    The template's name is a token that occurs nowhere else (see `bangun`).
    """
    if not skema_sah(skema):
        raise ValueError(f"Nama skema tidak sah: {skema!r}")
    sidik = sidik_jari()
    ddl, acuan = _naskah(str(connection.settings_dict["NAME"]), sidik)
    return (ddl + acuan.get(jenis, "")).replace(nama_cetakan(sidik), skema), jenis in acuan


@transaction.atomic(savepoint=False)
def putar_ulang(skema: str, jenis: str = "") -> bool:
    """Create `skema` with all tables, functions, triggers and rows of the template: all or nothing, one round trip.

    With `jenis`, also its reference data if the script has it: the answer says so. Runs as the owner. Raises AcuanTidakAda when
    `siapkan()` has not run for the present migrations.
    """
    naskah, dengan_acuan = naskah_untuk(skema, jenis)
    with connection.cursor() as kursor:
        kursor.execute(naskah)
    return dengan_acuan
