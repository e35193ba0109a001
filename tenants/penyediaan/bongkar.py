"""Taking away everything that an unfinished provisioning made."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from inti.audit import catat
from inti.db import hak, sebagai_pemilik
from inti.errors import TransisiTidakSah
from inti.situs import batalkan_cache
from tenants.enums import BELUM_BERAKHIR, KeadaanPenyediaan, StatusInstansi
from tenants.models import Domain, Instansi, Penyediaan
from tenants.penyediaan.langkah import hapus_skema
from tenants.penyediaan.pelaksana import terkunci


def bongkar(pk: int, *, oleh: Any = None) -> Penyediaan:
    """Remove schema, login, domains, files and the registration of an unfinished job, in one transaction.

    Only what this job made is removed: a schema or login that was there before is not touched. Calling it again does nothing.
    Raises TransisiTidakSah when the instansi was in service once.
    """
    with sebagai_pemilik(), terkunci(pk, *KeadaanPenyediaan.values) as p:
        if p.keadaan == KeadaanPenyediaan.DIBATALKAN:
            return p
        instansi = p.instansi
        if p.keadaan not in BELUM_BERAKHIR or instansi is None or instansi.status != StatusInstansi.DRAF:
            raise TransisiTidakSah(f"Penyediaan {p.nama} sudah selesai dan tidak dapat dibatalkan lagi.")
        _hapus_berkas(instansi.schema_name)
        if p.sudah("login"):
            _putuskan(instansi.schema_name)
        if p.sudah("skema"):
            hapus_skema(instansi.schema_name)
        if p.sudah("login"):
            hak.hapus_login_instansi(instansi.schema_name)
        catat("penyediaan.batal", instansi, oleh=oleh, slug=p.slug, nama=p.nama)
        Domain.objects.filter(tenant=instansi).delete()
        p.instansi = None
        p.keadaan, p.selesai_pada = KeadaanPenyediaan.DIBATALKAN, timezone.now()
        p.save(update_fields=["instansi", "keadaan", "selesai_pada", "diperbarui_pada"])
        Instansi.objects.filter(pk=instansi.pk).delete()
        transaction.on_commit(batalkan_cache)
        return p


def _putuskan(login: str) -> None:
    """End the sessions of a login: of a run that was killed or still goes on, and those that a process keeps for later.

    A kept session of the dropped login would see nothing when the same address is provisioned again.
    """
    nama = sql.Identifier(login)
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL("GRANT {} TO CURRENT_USER WITH INHERIT TRUE, SET FALSE").format(nama))
        kursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE usename = %s AND datname = current_database() AND pid <> pg_backend_pid()",
            [login],
        )


def _hapus_berkas(skema: str) -> None:
    folder = Path(settings.BERKAS_AKAR) / skema
    if folder.is_dir():
        shutil.rmtree(folder)
