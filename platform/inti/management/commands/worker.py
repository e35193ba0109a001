import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from inti.proses import jalankan_satu


class Command(BaseCommand):
    help = "Menjalankan pekerja Celery. Hanya pekerja penyediaan yang memegang sandi pemilik basis data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--penyediaan", action="store_true", help="antrean penyediaan instansi")

    def handle(self, *args: Any, **opsi: Any) -> None:
        sys.exit(jalankan_satu("penyediaan" if opsi["penyediaan"] else "worker"))
