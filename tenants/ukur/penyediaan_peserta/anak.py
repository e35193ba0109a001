"""A contestant's process: `python -m … <kita|migrate|clone>`, commands on standard input, answers on standard output.

    {"perintah": "buat", "nomor": 7}     ->  {"ms": time until the first administrator of instansi 7 is invited}
    {"perintah": "periksa", "nomor": 7}  ->  what is in the schema: {"tabel": …, "layanan": …, "undangan": …, "izin": …}

All three register the same instansi, with the same reference data and the same invitation, through the same functions of the
apps; they differ in how schema, tables and rights come to be. Only `kita` makes a database login and grants.
"""

import gc
import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

KABUPATEN = "99.99"


def isian(siapa: str, nomor: int) -> dict[str, Any]:
    """Fields of an instansi; every contestant has names of its own in the common database."""
    slug = f"ukur-{siapa}-{nomor:03d}"
    return {
        "nama": f"Kecamatan Ukur {siapa.title()} {nomor}",
        "jenis": "kecamatan",
        "kode": f"{KABUPATEN}.{siapa.upper()}.{nomor:03d}",
        "kode_wilayah": f"{KABUPATEN}.01",
        "slug": slug,
        "domain_email": "ukur.go.id",
    }


ADMIN = {"surel": "administrator@ukur.go.id", "nama": "Administrator Pertama"}


def buat_kita(nomor: int) -> None:
    from inti.db import sebagai_pemilik
    from tenants.actions import daftarkan_instansi, sediakan

    with sebagai_pemilik():
        instansi = daftarkan_instansi(oleh=None, **isian("kita", nomor))
    sediakan(instansi=instansi, surel_admin=ADMIN["surel"], nama_admin=ADMIN["nama"])


def buat_pembanding(siapa: str, nomor: int) -> None:
    """Stock django-tenants: saving the tenant makes its schema (`create_schema`)."""
    from django.conf import settings
    from django.db import transaction
    from django_tenants.utils import tenant_context

    from inti.akun.actions import undang
    from inti.situs import pada_situs, situs_instansi
    from tenants.ddl import isi_acuan
    from tenants.models import Domain, Instansi, nama_skema

    data = isian(siapa, nomor)
    instansi = Instansi(schema_name=nama_skema(data["slug"]), **data)
    instansi.auto_create_schema = True
    instansi.save(verbosity=0)
    Domain.objects.create(domain=f"{data['slug']}.{settings.SPBE_DOMAIN}", tenant=instansi)
    with pada_situs(situs_instansi(instansi)), tenant_context(instansi), transaction.atomic():
        isi_acuan(instansi)
        undang(peran="administrator", oleh=None, **ADMIN)
    instansi.status = "aktif"
    instansi.save(verbosity=0, update_fields=["status"])


@contextmanager
def _di_dalam(siapa: str, skema: str) -> Iterator[None]:
    if siapa == "kita":
        from inti.db import di_instansi

        with di_instansi(skema):  # the instansi's own login must be able to see it
            yield
        return
    from django_tenants.utils import schema_context

    with schema_context(skema):
        yield


def periksa(siapa: str, nomor: int) -> dict[str, int]:
    """Counts that must be equal for all contestants."""
    from django.contrib.auth.models import Permission
    from django.db import connection

    from inti.akun.models import Undangan
    from tenants.ddl import aplikasi_beracuan
    from tenants.models import nama_skema

    skema = nama_skema(isian(siapa, nomor)["slug"])
    with _di_dalam(siapa, skema), connection.cursor() as kursor:
        kursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [skema])
        isi = {
            "tabel": kursor.fetchone()[0],
            "undangan": Undangan.objects.count(),
            "izin": Permission.objects.count(),
        }
        return isi | {
            f"acuan_{m._meta.label_lower}": m._default_manager.count()
            for m in _model_acuan(aplikasi_beracuan())
        }


def _model_acuan(aplikasi: list[str]) -> list[Any]:
    from django.apps import apps

    return [m for c in apps.get_app_configs() if c.name in aplikasi for m in c.get_models()]


def siapkan(jumlah: int) -> None:
    """The common database: public tables, logins, the DDL script, and `jumlah` instansi that are there already."""
    from django.core.management import call_command

    from tenants import ddl

    call_command("migrasi", publik_saja=True, verbosity=0)
    ddl.siapkan()
    for nomor in range(900, 900 + jumlah):
        buat_kita(nomor)


def siapkan_dasar(skema: str) -> None:
    """The schema that `clone` copies."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as kursor:
        kursor.execute(f'CREATE SCHEMA "{skema}"')
    call_command("migrate_schemas", tenant=True, schema_name=skema, interactive=False, verbosity=0)


def kerjakan(siapa: str, pesan: dict[str, Any]) -> dict[str, Any]:
    perintah = pesan["perintah"]
    if perintah == "siapkan":
        siapkan(pesan["jumlah"])
        return {}
    if perintah == "siapkan_dasar":
        siapkan_dasar(pesan["skema"])
        return {}
    if perintah == "periksa":
        return periksa(siapa, pesan["nomor"])
    gc.collect()
    mulai = time.perf_counter_ns()
    if siapa == "kita":
        buat_kita(pesan["nomor"])
    else:
        buat_pembanding(siapa, pesan["nomor"])
    return {"ms": (time.perf_counter_ns() - mulai) / 1e6}


def utama() -> None:
    django.setup()
    logging.disable(logging.WARNING)  # the broker is away on purpose
    for baris in sys.stdin:
        sys.stdout.write(json.dumps(kerjakan(sys.argv[1], json.loads(baris))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    utama()
