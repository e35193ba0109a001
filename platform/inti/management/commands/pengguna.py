from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from inti.akun.actions import undang
from inti.akun.hak import LABEL_PERAN, SITUS_PERAN
from inti.db import sebagai_sasaran
from inti.errors import Galat, MasukanSalah
from inti.situs import DISKOMINFO, info_instansi, pada_situs, situs_instansi, situs_publik


class Command(BaseCommand):
    help = "Mengundang orang dari baris perintah, misalnya pengelola Diskominfo yang pertama."

    def add_arguments(self, parser: ArgumentParser) -> None:
        perintah = parser.add_subparsers(dest="perintah", required=True)
        u = perintah.add_parser("undang", help="kirim undangan dan tampilkan tautannya")
        u.add_argument("surel")
        u.add_argument("nama")
        u.add_argument("--peran", choices=sorted(LABEL_PERAN), default="diskominfo")
        u.add_argument("--instansi", help="slug instansi; tanpa ini: Diskominfo dan Monitoring Center")
        u.add_argument("--seksi", default="", help="kode seksi, untuk peran pelaksana")

    def handle(self, *args: Any, **opsi: Any) -> None:
        if opsi["instansi"]:
            info = info_instansi(f"i_{opsi['instansi'].replace('-', '_')}")
            if info is None:
                raise CommandError(f"Tidak ada instansi “{opsi['instansi']}”. Lihat `spbe instansi daftar`.")
            situs = situs_instansi(info)
        elif SITUS_PERAN[opsi["peran"]] == "instansi":
            raise CommandError("Peran ini milik instansi: tambahkan --instansi SLUG.")
        else:
            situs = situs_publik(DISKOMINFO)
        try:
            with pada_situs(situs), sebagai_sasaran(situs.sasaran):
                undangan = undang(
                    surel=opsi["surel"],
                    nama=opsi["nama"],
                    peran=opsi["peran"],
                    seksi=opsi["seksi"],
                    oleh=None,
                )
        except MasukanSalah as galat:
            rinci = "".join(f"\n  {bidang}: {pesan}" for bidang, pesan in galat.bidang.items())
            raise CommandError(galat.pesan + rinci) from galat
        except Galat as galat:
            raise CommandError(galat.pesan) from galat
        self.stdout.write(f"Undangan untuk {opsi['surel']} berlaku tujuh hari, sekali pakai:")
        self.stdout.write(undangan.tautan)
