import os
from argparse import ArgumentParser
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from inti.db.siapkan import siapkan_basis


class Command(BaseCommand):
    help = "Menyiapkan basis data pada PostgreSQL milik sendiri: pemilik, basis data, login, skema publik."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--admin-dsn",
            default=os.environ.get("SPBE_ADMIN_DSN", ""),
            help="postgresql://superuser:sandi@host:port/ ; dipakai sekali, tidak disimpan",
        )

    def handle(self, *args: Any, **opsi: Any) -> None:
        dsn = urlsplit(opsi["admin_dsn"])
        if not dsn.hostname or not settings.SPBE_SANDI_PEMILIK:
            raise CommandError("Beri --admin-dsn postgresql://… dan setel SPBE_SANDI_PEMILIK.")
        siapkan_basis(
            admin={
                "host": dsn.hostname,
                "port": dsn.port or 5432,
                "user": unquote(dsn.username or ""),
                "password": unquote(dsn.password or ""),
            },
            nama=str(settings.DATABASES["default"]["NAME"]),
            sandi_pemilik=settings.SPBE_SANDI_PEMILIK,
        )
        call_command("migrasi", publik_saja=True)
        self.stdout.write(self.style.SUCCESS("Basis data siap."))
