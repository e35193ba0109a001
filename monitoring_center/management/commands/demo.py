import os
import signal
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from inti.proses import Penyelia, port_bebas
from monitoring_center.peragaan.bangun import bangun
from monitoring_center.peragaan.cek import periksa_semua
from monitoring_center.peragaan.sambutan import sambut


class Command(BaseCommand):
    help = "Menyiapkan dan menjalankan kabupaten peragaan. --cek memainkan tugas utamanya lewat HTTP lalu berhenti."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--cek", action="store_true", help="jalankan, periksa sebagai setiap peran, hentikan"
        )
        parser.add_argument("--kecil", action="store_true", help="riwayat seperdelapan, untuk mesin kecil")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **opsi: Any) -> None:
        if not settings.SPBE_DEMO:
            raise CommandError(
                "Jalankan lewat `spbe demo` atau deploy/demo: peragaan memakai setelan SPBE_DEMO=1."
            )
        mulai = time.monotonic()
        self.stdout.write(f"Kabupaten peragaan di {settings.SPBE_DATA}")
        semua = bangun(kecil=opsi["kecil"])
        penyelia = Penyelia(port=port_bebas() if opsi["cek"] else opsi["port"])
        os.environ["SPBE_PORT_LUAR"] = settings.SPBE_PORT_LUAR = str(penyelia.port)
        try:
            penyelia.mulai()
            if not penyelia.tunggu_web():
                log = Path(settings.SPBE_DATA) / "log" / "web.log"
                raise CommandError(f"Web tidak menjawab pada port {penyelia.port}. Lihat {log}.")
            if opsi["cek"]:
                sys.exit(0 if periksa_semua(penyelia, semua, tulis=self.stdout.write) else 1)
            sambut(semua, port=penyelia.port, detik=time.monotonic() - mulai)
            self._jaga(penyelia)
        except KeyboardInterrupt:
            self.stdout.write("\nMenghentikan …")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave processes behind
            penyelia.berhenti()

    def _jaga(self, penyelia: Penyelia) -> None:
        while True:
            time.sleep(1)
            if mati := penyelia.mati():
                raise CommandError(
                    f"Proses berhenti sendiri: {', '.join(mati)}. Lihat {settings.SPBE_DATA}/log/."
                )
