import json
from argparse import ArgumentParser
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table


def daftar_ukur() -> dict[str, str]:
    """Benchmarks by name: the modules `<app>/ukur/<nama>.py` that have a function `ukur`."""
    hasil: dict[str, str] = {}
    for config in apps.get_app_configs():
        try:
            paket = import_module(f"{config.name}.ukur")
        except ModuleNotFoundError:
            continue
        hasil |= {m.name: f"{config.name}.ukur.{m.name}" for m in iter_modules(paket.__path__)}
    return {n: m for n, m in sorted(hasil.items()) if hasattr(import_module(m), "ukur")}


class Command(BaseCommand):
    help = (
        "Mengukur kecepatan di samping pembandingnya dalam satu kali jalan, berselang-seling. "
        "rasio vs_… = pembanding ÷ kita (makin besar makin baik); overhead_… = kita ÷ pembanding (makin kecil makin baik)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nama", nargs="?", help="nama ukuran; tanpa nama: daftar")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--n", type=int, help="jumlah ulangan")

    def handle(self, *args: Any, **opsi: Any) -> None:
        tersedia = daftar_ukur()
        if not opsi["nama"]:
            for nama, modul in tersedia.items():
                self.stdout.write(f"{nama:16} {(import_module(modul).__doc__ or '').strip().splitlines()[0]}")
            return
        if opsi["nama"] not in tersedia:
            raise CommandError(f"Tidak ada ukuran '{opsi['nama']}'. Yang ada: {', '.join(tersedia)}.")
        pilihan = {"n": opsi["n"]} if opsi["n"] else {}
        hasil = import_module(tersedia[opsi["nama"]]).ukur(lapor=self.stderr.write, **pilihan)
        if opsi["json"]:
            self.stdout.write(json.dumps(hasil, indent=2))
            return
        tabel = Table("siapa", "median", "min", "maks", "satuan", "n", title=f"ukur {hasil['ukur']}")
        for siapa, u in hasil["ukuran"].items():
            tabel.add_row(siapa, *(str(u.get(k, "")) for k in ("median", "min", "maks", "satuan", "n")))
        konsol = Console()
        konsol.print(tabel)
        for nama, nilai in hasil["rasio"].items():
            konsol.print(f"  {nama} = {nilai}")
