"""`spbe dokumen`: check a letter with the server off, and write the public keys that this needs."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from layanan.dokumen.luring import KunciPublik, KunciTidakSah, periksa_luring

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
        tulis.add_argument(
            "--dari", help="perbarui dari terbitan, misalnya https://<portal>/kunci-dokumen.json"
        )

    def handle(self, *args: Any, **opsi: Any) -> None:
        baku = Path(settings.SPBE_DATA) / NAMA_KUNCI
        if opsi["perintah"] == "kunci":
            self._tulis(Path(opsi["ke"] or baku), opsi["dari"])
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

    def _tulis(self, tujuan: Path, dari: str | None) -> None:
        kunci = unduh(dari) if dari else kumpulkan()
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        sementara = tujuan.with_suffix(".tmp")
        sementara.write_text(kunci.ke_json(), encoding="utf-8")
        sementara.replace(tujuan)
        self.stdout.write(
            f"{tujuan}: {len(kunci.akar)} akar, {len(kunci.qr)} instansi, {len(kunci.dicabut)} sidik surat yang dicabut."
        )


def kumpulkan() -> KunciPublik:
    """Of every instansi and of the Monitoring Center, each under its own login in turn."""
    from inti.db import sebagai_pemilik, sebagai_sasaran
    from inti.situs import MONITORING, info_instansi, pada_situs, situs_instansi, situs_publik
    from layanan.surat.kunci_terbit import bagian
    from tenants.models import Instansi

    with sebagai_pemilik():
        skema = list(Instansi.objects.terbuka().order_by("slug").values_list("schema_name", flat=True))
    semua = [situs_instansi(info) for s in skema if (info := info_instansi(s)) is not None]
    hasil = []
    for situs in (*semua, situs_publik(MONITORING)):
        with pada_situs(situs), sebagai_sasaran(situs.sasaran):
            hasil.append(bagian())
    return KunciPublik.gabung(hasil)


def unduh(alamat: str) -> KunciPublik:
    """The list that the portal or an instansi publishes. Raises CommandError."""
    import httpx

    if not alamat.startswith("https://") and not settings.DEBUG:
        raise CommandError("Alamat harus https://, supaya kunci tidak ditukar di jalan.", returncode=2)
    try:
        jawaban = httpx.get(alamat, timeout=30, follow_redirects=False).raise_for_status()
        return KunciPublik.dari_json(jawaban.text)
    except (httpx.HTTPError, KunciTidakSah) as galat:
        raise CommandError(f"{alamat}: {galat}", returncode=2) from galat
