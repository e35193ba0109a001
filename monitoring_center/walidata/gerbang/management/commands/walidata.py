import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from inti.db import sebagai_pemilik
from monitoring_center.walidata.dataset.tampilan_sistem import tulis_migrasi
from monitoring_center.walidata.gerbang.jejak import periksa_jejak
from monitoring_center.walidata.gerbang.segel_luar import SegelTidakTerbaca, baca_segel


class Command(BaseCommand):
    help = "Walidata: memeriksa rantai jejak akses data (rusak = kode keluar 1), membekukan tampilan data aplikasi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        perintah = parser.add_subparsers(dest="perintah", required=True)
        periksa = perintah.add_parser("periksa-jejak", help="menghitung ulang seluruh rantai")
        periksa.add_argument(
            "--segel",
            action="append",
            default=[],
            metavar="BERKAS|ALAMAT|NOMOR=SIDIK",
            help="segel yang Anda simpan di luar sistem: berkas JSON dari portal, alamatnya, atau satu segel",
        )
        perintah.add_parser("migrasi", help="menulis migrasi tampilan dari dataset.py semua aplikasi")

    def handle(self, *args: Any, **opsi: Any) -> None:
        if opsi["perintah"] == "migrasi":
            self.stdout.write(f"Ditulis: {tulis_migrasi()}")
            return
        try:
            segel = baca_segel(opsi["segel"])
        except SegelTidakTerbaca as galat:
            raise CommandError(str(galat)) from galat
        with sebagai_pemilik():
            hasil = periksa_jejak(segel)
        self.stdout.write(f"{hasil.baris} catatan diperiksa, {len(hasil.rusak)} kerusakan.")
        if segel:
            self.stdout.write(f"{len(segel)} segel dari luar dicocokkan.")
        for kalimat in hasil.rusak:
            self.stdout.write(self.style.ERROR(f"  RUSAK {kalimat}"))
        if hasil.rusak:
            sys.exit(1)
