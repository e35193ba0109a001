"""`spbe instansi`: register, provision, list and switch instansi from the command line, as the owner."""

import argparse
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from inti.db import sebagai_pemilik
from inti.errors import Bentrok, Galat, MasukanSalah
from tenants.actions import (
    aktifkan,
    arsipkan,
    batalkan_penyediaan,
    daftarkan_instansi,
    sediakan,
    tangguhkan,
)
from tenants.enums import JenisInstansi, StatusInstansi, ZonaWaktu
from tenants.models import Instansi, Penyediaan

KODE_GAGAL, KODE_MASUKAN, KODE_TIDAK_ADA, KODE_BENTROK = 1, 2, 3, 4


def _tanggal(teks: str) -> date:
    try:
        return date.fromisoformat(teks)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{teks!r} bukan tanggal; tulis TTTT-BB-HH.") from None


def ringkas(i: Instansi) -> dict[str, Any]:
    """One instansi for `--json`."""
    return {
        "slug": i.slug,
        "nama": i.nama,
        "jenis": i.jenis,
        "kode": i.kode,
        "kode_wilayah": i.kode_wilayah,
        "skema": i.schema_name,
        "status": i.status,
        "ditangguhkan_sampai": i.ditangguhkan_sampai.isoformat() if i.ditangguhkan_sampai else None,
        "alasan": i.alasan_status,
        "domain": [d.domain for d in i.domains.all()],
    }


class Command(BaseCommand):
    help = (
        "Mendaftarkan, menyediakan, dan mengatur instansi. "
        "Kode keluar: 0 berhasil, 1 penyediaan gagal, 2 isian salah, 3 instansi tidak ada, 4 bentrok dengan keadaannya."
    )

    def add_arguments(self, parser: Any) -> None:
        sub = parser.add_subparsers(dest="perintah", required=True, metavar="PERINTAH")

        def tambah(nama: str, bantuan: str, kerjakan: Callable[..., Any], *, slug: bool = True) -> Any:
            p = sub.add_parser(nama, help=bantuan, description=bantuan)
            p.add_argument("--json", action="store_true", help="keluaran JSON")
            p.set_defaults(kerjakan=kerjakan)
            if slug:
                p.add_argument("slug", help="alamat singkat instansi, misalnya kusan-hilir")
            return p

        self._argumen_buat(tambah("buat", "Daftarkan dan sediakan sebuah instansi.", self.buat))
        p = tambah("daftar", "Tampilkan semua instansi.", self.daftar, slug=False)
        p.add_argument("--status", choices=StatusInstansi.values, help="hanya yang berstatus ini")
        p.add_argument("--jenis", choices=JenisInstansi.values, help="hanya jenis ini")
        tambah("lanjutkan", "Lanjutkan penyediaan yang terhenti.", self.lanjutkan)
        p = tambah("tangguhkan", "Tutup situs instansi untuk sementara.", self.tangguhkan)
        p.add_argument(
            "--sampai",
            type=_tanggal,
            help="hari terakhir penangguhan (TTTT-BB-HH); tanpa ini: sampai diaktifkan",
        )
        p.add_argument("--alasan", required=True, help="alasan yang dibaca pengunjung")
        p = tambah("aktifkan", "Buka kembali situs instansi.", self.aktifkan)
        p.add_argument("--alasan", default="", help="catatan untuk jejak audit")
        p = tambah("arsipkan", "Tutup instansi; datanya tetap tersimpan.", self.arsipkan)
        p.add_argument("--alasan", required=True, help="alasan pengarsipan")
        tambah("batal", "Batalkan penyediaan yang belum selesai dan hapus semua bagiannya.", self.batal)

    def _argumen_buat(self, p: Any) -> None:
        p.add_argument("--nama", required=True, help='misalnya "Kecamatan Kusan Hilir"')
        p.add_argument("--jenis", required=True, choices=JenisInstansi.values)
        p.add_argument("--kode", required=True, help="kode instansi, unik di kabupaten")
        p.add_argument("--wilayah", required=True, help="kode wilayah Kemendagri, misalnya 63.10.02")
        p.add_argument("--domain", default="", help="domain tambahan di bawah domain kabupaten")
        p.add_argument("--domain-surel", default="", help="domain surel resmi pegawainya")
        p.add_argument("--zona", default=ZonaWaktu.WITA, choices=ZonaWaktu.values, help="zona waktu")
        p.add_argument("--surel-admin", default="", help="surel administrator pertama yang diundang")
        p.add_argument("--nama-admin", default="", help="nama administrator pertama")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        try:
            pilihan["kerjakan"](**pilihan)
        except MasukanSalah as galat:
            raise CommandError(self._rinci(galat), returncode=KODE_MASUKAN) from galat
        except Bentrok as galat:
            raise CommandError(self._rinci(galat), returncode=KODE_BENTROK) from galat
        except Galat as galat:
            raise CommandError(self._rinci(galat), returncode=KODE_GAGAL) from galat

    @staticmethod
    def _rinci(galat: Galat) -> str:
        bidang = [f"  {nama}: {pesan}" for nama, pesan in getattr(galat, "bidang", {}).items()]
        return "\n".join([galat.pesan, *bidang, *([galat.saran] if galat.saran else [])])

    # -- commands -----------------------------------------------------------------------------------------------------

    def buat(self, **o: Any) -> None:
        with sebagai_pemilik():
            instansi = daftarkan_instansi(
                nama=o["nama"],
                jenis=o["jenis"],
                kode=o["kode"],
                kode_wilayah=o["wilayah"],
                slug=o["slug"],
                domain=o["domain"],
                domain_email=o["domain_surel"],
                zona_waktu=o["zona"],
                oleh=None,
            )
        self._sediakan(instansi, o, surel_admin=o["surel_admin"], nama_admin=o["nama_admin"])

    def lanjutkan(self, **o: Any) -> None:
        self._sediakan(self._instansi(o["slug"]), o)

    def daftar(self, **o: Any) -> None:
        with sebagai_pemilik():
            semua = Instansi.objects.prefetch_related("domains").order_by("jenis", "nama", "pk")
            for saring in ("status", "jenis"):
                if o[saring]:
                    semua = semua.filter(**{saring: o[saring]})
            baris = [ringkas(i) for i in semua]
        if o["json"]:
            self._json(baris)
            return
        tabel = Table(
            "Alamat", "Nama", "Jenis", "Kode", "Status", "Sampai", "Skema", title=f"{len(baris)} instansi"
        )
        for b in baris:
            tabel.add_row(
                b["slug"],
                b["nama"],
                b["jenis"],
                b["kode"],
                b["status"],
                b["ditangguhkan_sampai"] or "–",
                b["skema"],
            )
        self._konsol().print(tabel)

    def tangguhkan(self, **o: Any) -> None:
        self._ubah(o, tangguhkan, sampai=o["sampai"], alasan=o["alasan"])

    def aktifkan(self, **o: Any) -> None:
        self._ubah(o, aktifkan, alasan=o["alasan"])

    def arsipkan(self, **o: Any) -> None:
        self._ubah(o, arsipkan, alasan=o["alasan"])

    def batal(self, **o: Any) -> None:
        with sebagai_pemilik():
            p = Penyediaan.objects.belum_berakhir().filter(slug=o["slug"]).first()
        if p is None:
            raise CommandError(
                f"Tidak ada penyediaan {o['slug']} yang belum selesai.", returncode=KODE_TIDAK_ADA
            )
        p = batalkan_penyediaan(penyediaan=p)
        self._kabar(
            o,
            {"slug": p.slug, "keadaan": p.keadaan},
            f"Penyediaan {p.nama} dibatalkan; semua bagiannya dihapus.",
        )

    # -- helpers ------------------------------------------------------------------------------------------------------

    def _sediakan(self, instansi: Instansi, o: dict[str, Any], **admin: str) -> None:
        konsol = Console(stderr=True, quiet=o["json"])
        kolom = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
        with Progress(*kolom, console=konsol) as bilah:
            tugas = bilah.add_task(instansi.nama, total=100)
            p = sediakan(
                instansi=instansi,
                lapor=lambda label, persen: bilah.update(tugas, description=label, completed=persen),
                **admin,
            )
        with sebagai_pemilik():
            segar = Instansi.objects.prefetch_related("domains").get(pk=instansi.pk)
            isi = {**ringkas(segar), "penyediaan": {"keadaan": p.keadaan, "riwayat": p.riwayat}}
        self._kabar(o, isi, f"{segar.nama} siap dipakai di {isi['domain'][0]}.")

    def _ubah(self, o: dict[str, Any], tindakan: Callable[..., Instansi], **argumen: Any) -> None:
        instansi = self._instansi(o["slug"])
        with sebagai_pemilik():
            tindakan(instansi=instansi, oleh=None, **argumen)
            instansi = Instansi.objects.prefetch_related("domains").get(pk=instansi.pk)
            isi = ringkas(instansi)
        self._kabar(o, isi, f"{instansi.nama}: {instansi.get_status_display().lower()}.")

    def _instansi(self, slug: str) -> Instansi:
        with sebagai_pemilik():
            instansi = Instansi.objects.filter(slug=slug).first()
        if instansi is None:
            raise CommandError(f"Tidak ada instansi dengan alamat {slug!r}.", returncode=KODE_TIDAK_ADA)
        return instansi

    def _kabar(self, o: dict[str, Any], isi: Any, kalimat: str) -> None:
        if o["json"]:
            self._json(isi)
        else:
            self._konsol().print(kalimat, highlight=False)

    def _konsol(self) -> Console:
        return Console(file=self.stdout, soft_wrap=True)  # type: ignore[arg-type]

    def _json(self, isi: Any) -> None:
        self.stdout.write(json.dumps(isi, ensure_ascii=False, indent=2))
