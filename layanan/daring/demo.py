"""Consent for every permohonan of the demonstration, some that came on line, and one account of a desa."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from inti.akun.actions import buat_pengguna, tugaskan
from inti.akun.models import Pengguna

from ..enums import Kanal, Status
from ..models import Permohonan, Persetujuan
from ..pemohon.persetujuan import VERSI_KINI
from ..waktu.jam import hari_ini
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
    """desa@<domain> of the instansi, with the password of all people of the demonstration, and the account of a
    predecessor whose term has ended: what either submitted belongs to the desa."""
    pilihan = pilihan_desa()
    surel = f"desa@{instansi.domain_email}"
    if not pilihan or Pengguna.objects.filter(surel=surel).exists():
        return
    for kode, label in pilihan:
        nama = label.split(" ", 1)[1].removesuffix(" (akun desa)")
        Permohonan.objects.filter(kanal=Kanal.DESA, pemohon_desa=nama).update(asal_desa=kode)
    banyak = Counter(Permohonan.objects.exclude(asal_desa="").values_list("asal_desa", flat=True))
    kode = max((k for k, _ in pilihan), key=lambda k: banyak[k])  # the one with something to show
    aparat = buat_pengguna(surel=surel, nama="Aparat Desa Contoh", oleh=None)
    sandi = Pengguna.objects.values_list("password", flat=True).get(
        pk=orang["operator"].pk
    )  # the object may be older
    Pengguna.objects.filter(pk=aparat.pk).update(password=sandi)
    tugaskan(pengguna=aparat, peran="pengguna", seksi=kode, nomor_sk="140/PERAGAAN", oleh=None)
    lama = buat_pengguna(surel=f"desa.lama@{instansi.domain_email}", nama="Aparat Desa Terdahulu", oleh=None)
    sampai = hari_ini() - timedelta(days=1)
    tugaskan(
        pengguna=lama, peran="pengguna", seksi=kode, nomor_sk="140/PERAGAAN-LAMA", oleh=None,
        mulai=sampai - timedelta(days=700), selesai=sampai,
    )  # fmt: skip
    milik = list(Permohonan.objects.filter(asal_desa=kode).order_by("-pk").values_list("pk", flat=True))
    Permohonan.objects.filter(pk__in=milik[:6]).update(petugas_input=aparat)
    Permohonan.objects.filter(pk__in=milik[6:]).update(petugas_input=lama)
