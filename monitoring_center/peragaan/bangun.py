"""Builds the demonstration kabupaten, step by step; each step can be interrupted and is done once."""

import json
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from inti.db import sebagai, sebagai_pemilik, sebagai_sasaran
from inti.db.login import LOGIN_PORTAL
from inti.situs import info_dari, pada_situs, situs_instansi
from layanan.demo import isi_riwayat
from layanan.demo.contoh import siapkan_bahan
from layanan.demo.surat import isi_jabatan_kosong
from monitoring_center.demo import setujui_publikasi
from monitoring_center.peragaan.orang import acak_untuk, isi_orang, isi_orang_publik, sandi_tersandi
from monitoring_center.walidata.gerbang.demo import isi_demo as isi_gerbang
from monitoring_center.walidata.katalog.demo import isi_demo as isi_katalog
from monitoring_center.walidata.katalog.demo import putuskan_temuan_demo
from monitoring_center.walidata.prosedur.demo import isi_demo as isi_prosedur
from tenants import ddl
from tenants.actions import daftarkan_instansi, sediakan
from tenants.demo import DOMAIN_SUREL_KABUPATEN, instansi_demo
from tenants.models import Instansi

JUMLAH = {"kecamatan": 900, "skpd": 160}
KECIL = 8  # --kecil divides the history by this
TERBUKA = 32  # one case in so many is still open,
TERBUKA_TERKECIL = {"kecamatan": 7, "skpd": 2}  # and in a kecamatan at least one at every desk


class Catatan:
    """Which steps are done, in `<data>/peragaan.json`. Lost or damaged: the steps look for themselves."""

    def __init__(self, data: Path) -> None:
        self.berkas = data / "peragaan.json"
        try:
            self.isi: dict[str, Any] = json.loads(self.berkas.read_text())
        except (OSError, ValueError):
            self.isi = {}

    def sudah(self, langkah: str, nilai: Any = True) -> bool:
        return self.isi.get(langkah) == nilai

    def tandai(self, langkah: str, nilai: Any = True) -> None:
        self.isi[langkah] = nilai
        sementara = self.berkas.with_suffix(".tmp")
        sementara.write_text(json.dumps(self.isi, indent=1))
        sementara.replace(self.berkas)


def bangun(*, kecil: bool = False) -> list[Any]:
    """Make sure that the kabupaten is there. Returns its instansi as InfoInstansi, kecamatan first."""
    catatan = Catatan(Path(settings.SPBE_DATA))
    with Progress(
        TextColumn("  {task.description:<34}"),
        BarColumn(),
        TextColumn("{task.completed:>6}/{task.total}"),
        TimeElapsedColumn(),
    ) as kemajuan:
        _skema(catatan, kemajuan)
        _instansi(kemajuan)
        semua = daftar_instansi()
        _isi(semua, catatan, kemajuan, kecil)
    return semua


def daftar_instansi() -> list[Any]:
    with sebagai(LOGIN_PORTAL):
        return [
            info_dari(i)
            for i in Instansi.objects.filter(status="aktif").order_by("jenis", "kode_wilayah", "slug")
        ]


def _skema(catatan: Catatan, kemajuan: Progress) -> None:
    """Public schema and, after an upgrade of the program, the schema of every instansi."""
    with sebagai_pemilik():
        sidik = ddl.sidik_jari()
    call_command("collectstatic", interactive=False, verbosity=0)  # also when only the look has changed
    if catatan.sudah("skema", sidik):
        return
    tugas = kemajuan.add_task("Skema basis data", total=1)
    call_command("migrasi", verbosity=0)
    catatan.tandai("skema", sidik)
    kemajuan.advance(tugas)


def _instansi(kemajuan: Progress) -> None:
    daftar = instansi_demo()
    with sebagai_pemilik():
        ada = {i.slug: i for i in Instansi.objects.all()}
    belum = [d for d in daftar if d["slug"] not in ada or ada[d["slug"]].status == "draf"]
    if not belum:
        return
    tugas = kemajuan.add_task("Menyediakan instansi", total=len(belum))
    for isian in belum:
        with sebagai_pemilik():
            instansi = ada.get(isian["slug"]) or daftarkan_instansi(**isian, oleh=None)
        sediakan(instansi=instansi)
        kemajuan.advance(tugas)


def _isi(semua: list[Any], catatan: Catatan, kemajuan: Progress, kecil: bool) -> None:
    belum = [i for i in semua if not catatan.sudah(i.slug)]
    if not belum:
        return
    sandi = sandi_tersandi()
    isi_orang_publik(DOMAIN_SUREL_KABUPATEN, sandi=sandi)
    jumlah = {i.slug: JUMLAH[i.jenis] // (KECIL if kecil else 1) for i in belum}
    tugas = kemajuan.add_task("Orang dan riwayat permohonan", total=sum(jumlah.values()))
    for i in belum:
        _isi_satu(i, sandi=sandi, jumlah=jumlah[i.slug], maju=lambda n: kemajuan.advance(tugas, n))
        catatan.tandai(i.slug)
    putuskan_temuan_demo()
    isi_prosedur(semua)
    isi_gerbang(semua)


def _isi_satu(instansi: Any, *, sandi: str, jumlah: int, maju: Callable[[int], None]) -> None:
    """People, twelve months of history and the publication approvals of one instansi. History: all or nothing."""
    situs = situs_instansi(instansi)
    terakhir = 0

    def lapor(selesai: int, total: int) -> None:
        nonlocal terakhir
        maju(selesai - terakhir)
        terakhir = selesai

    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        bahan = isi_orang(instansi, sandi=sandi)
        with transaction.atomic():
            isi_riwayat(
                instansi=instansi,
                acak=acak_untuk(instansi),
                sampai=timezone.localdate(),
                jumlah=jumlah,
                terbuka=max(jumlah // TERBUKA, TERBUKA_TERKECIL[instansi.jenis]),
                lapor=lapor,
                **bahan,
            )
            for isi_demo in _isian_lain():
                isi_demo(instansi=instansi, acak=acak_untuk(instansi), sampai=timezone.localdate(), **bahan)
            isi_jabatan_kosong(siapkan_bahan(instansi, acak=acak_untuk(instansi), **bahan))
            isi_katalog(
                instansi=instansi,
                acak=acak_untuk(instansi),
                sampai=timezone.localdate(),
                orang=bahan["orang"],
            )
    maju(max(jumlah - terakhir, 0))
    with pada_situs(situs):
        setujui_publikasi(instansi, bahan["orang"]["penanggung_jawab"])


def _isian_lain() -> list[Callable[..., None]]:
    """`isi_demo(*, instansi, acak, sampai, orang, per_seksi)` of every room of the service desk that has a `demo.py`."""
    return [
        import_module(f"{nama}.demo").isi_demo
        for nama in settings.APLIKASI_LAYANAN
        if nama != "layanan" and find_spec(f"{nama}.demo") is not None
    ]
