import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, call_command

from inti.proses import jalankan_satu


class Command(BaseCommand):
    help = "Menjalankan server web (granian, WSGI)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **opsi: Any) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        sys.exit(jalankan_satu("web", host=opsi["host"], port=opsi["port"]))
