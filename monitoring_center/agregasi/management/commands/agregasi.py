"""`spbe agregasi lipat|periksa|selaraskan|migrasi`: fold, prove, repair, and freeze the triggers."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ... import actions
from ...periksa import periksa
from ...tulis_migrasi import tulis_migrasi


class Command(BaseCommand):
    help = "Lipat, periksa, atau selaraskan angka agregat instansi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        sub = parser.add_subparsers(dest="perintah", required=True)
        for nama, bantuan in (
            ("lipat", "Lipat perubahan menjadi rekap dan terbitkan indikator yang disetujui."),
            ("periksa", "Hitung ulang dari baris kejadian; harus 0 selisih."),
            ("selaraskan", "Tulis selisih hitung ulang sebagai perubahan, lalu lipat."),
        ):
            p = sub.add_parser(nama, help=bantuan)
            p.add_argument("--instansi", default="", help="slug satu instansi; tanpa ini semua yang aktif")
            p.add_argument("--json", action="store_true", dest="sebagai_json")
            if nama == "lipat":
                p.add_argument("--ulang", action="store_true", help="terbitkan ulang seluruhnya dari rekap")
        sub.add_parser("migrasi", help="Tulis migrasi pemicu dari daftar indikator saat ini.")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        perintah = pilihan["perintah"]
        if perintah == "migrasi":
            self.stdout.write(f"Ditulis: {tulis_migrasi()}")
            return
        instansi = [i for i in actions.instansi_aktif() if pilihan["instansi"] in ("", i.slug)]
        if pilihan["instansi"] and not instansi:
            raise CommandError(f"Tidak ada instansi aktif dengan slug {pilihan['instansi']}.")
        getattr(self, perintah)(instansi, pilihan)

    def lipat(self, instansi: list[Any], pilihan: dict[str, Any]) -> None:
        hasil = [actions.lipat(instansi=i, ulang=pilihan["ulang"]) for i in instansi]
        if pilihan["sebagai_json"]:
            self.stdout.write(json.dumps([asdict(h) for h in hasil]))
            return
        for h in hasil:
            self.stdout.write(f"{h.skema}: {h.rekap} sel berubah, {h.terbit} terbit, {h.dicabut} ditarik")

    def periksa(self, instansi: list[Any], pilihan: dict[str, Any]) -> None:
        selisih = {i.slug: periksa(i) for i in instansi}
        jumlah = sum(len(s) for s in selisih.values())
        if pilihan["sebagai_json"]:
            rinci = {slug: [asdict(s) for s in daftar] for slug, daftar in selisih.items() if daftar}
            laporan = {"instansi": len(instansi), "selisih": jumlah, "rinci": rinci}
            self.stdout.write(json.dumps(laporan, default=str))
        else:
            for slug, daftar in selisih.items():
                for s in daftar:
                    self.stdout.write(
                        f"{slug} ({s.tempat}) {s.indikator} {s.tanggal} {s.dimensi}:"
                        f" seharusnya {s.seharusnya}, tercatat {s.tercatat}"
                    )
            self.stdout.write(f"{len(instansi)} instansi diperiksa, {jumlah} selisih.")
        if jumlah:
            raise CommandError(f"{jumlah} selisih ditemukan.")

    def selaraskan(self, instansi: list[Any], pilihan: dict[str, Any]) -> None:
        hasil = {}
        for i in instansi:
            hasil[i.slug] = actions.selaraskan(instansi=i)
            actions.lipat(instansi=i, ulang=True)
        if pilihan["sebagai_json"]:
            self.stdout.write(json.dumps(hasil))
            return
        for slug, jumlah in hasil.items():
            self.stdout.write(f"{slug}: {jumlah} sel diselaraskan")
