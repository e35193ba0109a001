from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, call_command
from django_tenants.utils import get_tenant_model

from inti.db import sebagai_pemilik
from inti.db.hak import buat_login_instansi, buat_login_tetap, terapkan_hak


class Command(BaseCommand):
    help = "Memutakhirkan skema publik dan skema setiap instansi, lalu menerapkan hak basis data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--publik-saja", action="store_true", help="hanya skema publik")

    def handle(self, *args: Any, **opsi: Any) -> None:
        v = max(opsi["verbosity"] - 1, 0)
        with sebagai_pemilik():
            buat_login_tetap()
            call_command("migrate_schemas", shared=True, interactive=False, verbosity=v)
            terapkan_hak("public")
        if opsi["publik_saja"]:
            return
        with sebagai_pemilik():
            skema = list(
                get_tenant_model()
                .objects.exclude(status="draf")  # an archived instansi may come back
                .order_by("schema_name")
                .values_list("schema_name", flat=True)
            )
        for urut, nama in enumerate(skema, 1):
            with sebagai_pemilik():
                call_command("migrate_schemas", tenant=True, schema_name=nama, interactive=False, verbosity=v)
                buat_login_instansi(nama)
                terapkan_hak(nama)
            if opsi["verbosity"]:
                self.stdout.write(f"[{urut}/{len(skema)}] {nama} mutakhir")
