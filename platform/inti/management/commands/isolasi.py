import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from inti.db import sebagai_pemilik
from inti.db.isolasi import coba_nyata, periksa_katalog, tulis_hasil


class Command(BaseCommand):
    help = "Membuktikan isolasi: setiap objek setiap instansi × setiap login lain harus ditolak. Bocor = kode keluar 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")
        parser.add_argument(
            "--nyata", action="store_true", help="juga masuk sebagai setiap login dan mencoba membaca"
        )

    def handle(self, *args: Any, **opsi: Any) -> None:
        with sebagai_pemilik():
            hasil = periksa_katalog()
            if opsi["nyata"]:
                coba_nyata(hasil, None if opsi["json"] else self._lapor)
        tulis_hasil(hasil)
        if opsi["json"]:
            self.stdout.write(json.dumps(vars(hasil) | {"aman": hasil.aman}, indent=2))
        else:
            self.stdout.write(
                f"{hasil.instansi} instansi, {hasil.login} login: {hasil.pasangan} pasangan diperiksa, "
                f"{hasil.dicoba} pembacaan dicoba, {len(hasil.bocor)} bocor."
            )
            for kalimat in hasil.bocor:
                self.stdout.write(self.style.ERROR(f"  BOCOR {kalimat}"))
        if not hasil.aman:
            sys.exit(1)

    def _lapor(self, urut: int, jumlah: int) -> None:
        self.stderr.write(f"\r  {urut}/{jumlah} login dicoba", ending="\n" if urut == jumlah else "")
