import sys
from typing import Any

from django.core.management import BaseCommand

from inti.proses import jalankan_satu


class Command(BaseCommand):
    help = "Menjalankan penjadwal Celery."

    def handle(self, *args: Any, **opsi: Any) -> None:
        sys.exit(jalankan_satu("beat"))
