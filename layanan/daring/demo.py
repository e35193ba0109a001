"""Consent for every permohonan of the demonstration, some that came on line, and one account of a desa."""

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

from inti.akun.actions import buat_pengguna, tugaskan
from inti.akun.models import Pengguna

from ..enums import Kanal, Status
from ..models import Permohonan, Persetujuan
from ..persetujuan import VERSI_KINI
from .desa import pilihan_desa
from .models import JenisKontak, PengajuanDaring, indeks_kontak


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna],
) -> None:
    _daring(acak)
    belum = Permohonan.objects.filter(persetujuan__isnull=True)
    Persetujuan.objects.bulk_create(
        [
            Persetujuan(
                permohonan_id=pk, versi=VERSI_KINI, pemberi=b, kanal=k, pada=pada, dicatat_oleh_id=oleh
            )
            for pk, b, k, pada, oleh in belum.values_list(
                "pk", "bertindak_sebagai", "kanal", "masuk_pada", "petugas_input"
            )
        ],
        batch_size=1000,
    )
    _desa(instansi, orang)


def _daring(acak: random.Random) -> None:
    """Files that wait at the first desk came on line: nobody there typed them in."""
    calon = list(
        Permohonan.objects.filter(kanal=Kanal.LOKET, status__in=[Status.DIAJUKAN, Status.DITOLAK]).order_by(
            "pk"
        )
    )
    dipilih = acak.sample(calon, max(len(calon) // 3, 1)) if calon else []
    baris = []
    for p in dipilih:
        surel = f"pemohon{p.pk}@contoh.test"
        p.kanal, p.petugas_input, p.pemohon_surel = Kanal.DARING, None, surel
        p.save(update_fields=["kanal", "petugas_input", "pemohon_surel"])
        baris.append(
            PengajuanDaring(
                permohonan=p, jenis=JenisKontak.SUREL, kontak=surel, pada=p.masuk_pada,
                kontak_indeks=indeks_kontak(JenisKontak.SUREL, surel),
            )
        )  # fmt: skip
    PengajuanDaring.objects.bulk_create(baris)


def _desa(instansi: Any, orang: Mapping[str, Pengguna]) -> None:
    """desa@<domain> of the instansi, with the password of all people of the demonstration."""
    pilihan = pilihan_desa()
    surel = f"desa@{instansi.domain_email}"
    if not pilihan or Pengguna.objects.filter(surel=surel).exists():
        return
    aparat = buat_pengguna(surel=surel, nama="Aparat Desa Contoh", oleh=None)
    Pengguna.objects.filter(pk=aparat.pk).update(password=orang["operator"].password)
    tugaskan(pengguna=aparat, peran="pengguna", seksi=pilihan[0][0], nomor_sk="140/PERAGAAN", oleh=None)
    desa = pilihan[0][1].split(" ", 1)[1].removesuffix(" (akun desa)")
    milik = Permohonan.objects.filter(kanal=Kanal.DESA, pemohon_desa=desa).order_by("-pk")[:12]
    Permohonan.objects.filter(pk__in=[p.pk for p in milik]).update(petugas_input=aparat)
