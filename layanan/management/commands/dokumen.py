"""`spbe dokumen`: check a letter with the server off, and write the public keys that this needs."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from layanan.dokumen.luring import KunciPublik, KunciTidakSah, kunci_publik, periksa_luring

NAMA_KUNCI = "kunci-dokumen.json"
UNGGAH_MAKS = 50 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Surat: `verifikasi FILE` memeriksa PDF (dan QR) tanpa peladen maupun basis data; "
        "`kunci` menulis kunci publik dan daftar surat yang dicabut untuk itu."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        sub = parser.add_subparsers(dest="perintah", required=True)
        periksa = sub.add_parser("verifikasi", help="periksa sebuah surat; kode keluar 0 asli, 1 tidak")
        periksa.add_argument("berkas", nargs="?", help="PDF surat; - membaca dari masukan baku")
        periksa.add_argument("--qr", default="", help="isi QR hasil pindaian")
        periksa.add_argument("--kunci", help=f"berkas kunci publik (baku: <SPBE_DATA>/{NAMA_KUNCI})")
        periksa.add_argument("--json", action="store_true")
        tulis = sub.add_parser("kunci", help="tulis kunci publik semua instansi ke sebuah berkas")
        tulis.add_argument("--ke", help=f"berkas tujuan (baku: <SPBE_DATA>/{NAMA_KUNCI})")

    def handle(self, *args: Any, **opsi: Any) -> None:
        baku = Path(settings.SPBE_DATA) / NAMA_KUNCI
        if opsi["perintah"] == "kunci":
            self._tulis(Path(opsi["ke"] or baku))
        elif not self._verifikasi(opsi, Path(opsi["kunci"] or baku)):
            sys.exit(1)

    def _verifikasi(self, opsi: dict[str, Any], berkas_kunci: Path) -> bool:
        if not opsi["berkas"] and not opsi["qr"]:
            raise CommandError("Sebutkan berkas PDF, --qr, atau keduanya.", returncode=2)
        try:
            kunci = KunciPublik.dari_json(berkas_kunci.read_text(encoding="utf-8"))
        except OSError as galat:
            raise CommandError(
                f"Berkas kunci {berkas_kunci} tidak dapat dibaca ({galat.strerror}). Tulis dengan `spbe dokumen kunci` "
                "pada mesin yang menjalankan sistem, lalu salin ke sini.",
                returncode=2,
            ) from galat
        except KunciTidakSah as galat:
            raise CommandError(str(galat), returncode=2) from galat
        hasil = periksa_luring(self._baca(opsi["berkas"]), kunci, qr=opsi["qr"])
        if opsi["json"]:
            self.stdout.write(json.dumps(asdict(hasil), ensure_ascii=False, indent=2))
            return hasil.asli
        self.stdout.write(
            "ASLI" if hasil.asli else "DICABUT" if hasil.dicabut else "TIDAK DAPAT DINYATAKAN ASLI"
        )
        for label, isi in (
            ("Nomor", hasil.nomor), ("Tanggal", hasil.tanggal), ("Penanda tangan", hasil.penanda), ("Instansi", hasil.instansi),
        ):  # fmt: skip
            if isi:
                self.stdout.write(f"  {label:15}: {isi}")
        for kalimat in hasil.alasan:
            self.stdout.write(f"  - {kalimat}")
        self.stdout.write(
            f"  Kunci dan daftar pencabutan per {hasil.kunci_per}; yang dicabut sesudah itu belum diketahui."
        )
        return hasil.asli

    def _baca(self, nama: str | None) -> bytes | None:
        if not nama:
            return None
        try:
            if nama == "-":
                return sys.stdin.buffer.read(UNGGAH_MAKS)
            berkas = Path(nama)
            if berkas.stat().st_size > UNGGAH_MAKS:
                raise CommandError(f"Berkas {nama} lebih besar dari {UNGGAH_MAKS // 2**20} MB.", returncode=2)
            return berkas.read_bytes()
        except OSError as galat:
            raise CommandError(
                f"Berkas {nama} tidak dapat dibaca: {galat.strerror}.", returncode=2
            ) from galat

    def _tulis(self, tujuan: Path) -> None:
        kunci = kumpulkan()
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        sementara = tujuan.with_suffix(".tmp")
        sementara.write_text(kunci.ke_json(), encoding="utf-8")
        sementara.replace(tujuan)
        self.stdout.write(
            f"{tujuan}: {len(kunci.akar)} akar, {len(kunci.qr)} instansi, {len(kunci.dicabut)} sidik surat yang dicabut."
        )


def kumpulkan() -> KunciPublik:
    """Roots, QR keys and withdrawn letters of every instansi. Opens each one's own login in turn."""
    from inti.db import di_instansi, sebagai_pemilik
    from inti.kripto import kunci_induk
    from layanan.dokumen.qr import kunci_publik_qr
    from layanan.enums import StatusDokumen
    from layanan.models import Dokumen
    from layanan.penanda import akar_tepercaya
    from layanan.periksa_surat import PANJANG_SIDIK_QR
    from tenants.models import Instansi

    with sebagai_pemilik():
        semua = list(Instansi.objects.terbuka().order_by("slug").values_list("slug", "nama", "schema_name"))
    akar, dicabut = [], []
    for _, _, skema in semua:
        with di_instansi(skema):
            akar += akar_tepercaya()
            for sha256, sidik in Dokumen.objects.filter(status=StatusDokumen.DICABUT).values_list(
                "sha256", "sidik"
            ):
                dicabut += [sha256, sidik[:PANJANG_SIDIK_QR]]
    induk = list(kunci_induk().values())
    return kunci_publik(
        akar=akar,
        instansi={slug: nama for slug, nama, _ in semua},
        qr={slug: [kunci_publik_qr(i, slug) for i in induk] for slug, _, _ in semua},
        dicabut=dicabut,
    )
