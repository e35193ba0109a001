"""Believable hand-overs, openings and reminders for what the demonstration has closed."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from inti.akun.models import Pengguna
from layanan.actions.putuskan import selesaikan_unduhan
from layanan.enums import BentukSyarat, CaraSerah, CaraTandaTerima, Status
from layanan.kabar import senyap
from layanan.models import Permohonan, PersyaratanPermohonan

from .baca import HARI_PENGINGAT, batas_lewat, belum_diambil
from .models import AksesPermohonan, BerkasKembali, Pengingat, Penyerahan

SEKALI = 1000
DIBUKA = 400
"""So many of the newest permohonan get a ledger of who opened them; older ones were before there was one."""
BAGIAN_KIRIM = 0.05
KURIR = ("Pos Indonesia", "Kurir desa")
JABATAN = {
    "operator": "Front office",
    "pelaksana": "Kepala Seksi Pelayanan",
    "koordinator": "Sekretaris Camat",
    "penanggung_jawab": "Camat",
}


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna],
) -> None:
    """Nothing is sent and nobody is reminded: rows only."""
    _penyerahan(acak)
    _unduhan()
    _akses(acak, orang)
    _pengingat()


def _penyerahan(acak: random.Random) -> None:
    selesai = Permohonan.objects.filter(status=Status.SELESAI, penyerahan=None).order_by("pk")
    baris = []
    for p in selesai.only("pk", "serah_oleh", "serah_pada"):
        kirim = acak.random() < BAGIAN_KIRIM
        baris.append(
            Penyerahan(
                permohonan=p,
                cara=CaraSerah.DIKIRIM if kirim else CaraSerah.DIAMBIL,
                lembar=acak.choice((1, 1, 1, 2, 3)),
                kurir=acak.choice(KURIR) if kirim else "",
                resi=f"P{p.serah_pada:%y%m%d}{p.pk % 10_000:04d}" if kirim else "",
                cara_tanda_tangan=CaraTandaTerima.TANPA if kirim else CaraTandaTerima.KERTAS,
                oleh_id=p.serah_oleh_id,
                pada=p.serah_pada,
            )
        )
    Penyerahan.objects.bulk_create(baris, batch_size=SEKALI)
    dikirim = [s.permohonan_id for s in baris if s.cara == CaraSerah.DIKIRIM]
    Permohonan.objects.filter(pk__in=dikirim).update(serah_cara=CaraSerah.DIKIRIM)
    _kembali({s.permohonan_id: s for s in baris if s.cara == CaraSerah.DIAMBIL})


def _unduhan() -> None:
    """One real download, where enough letters wait to be fetched."""
    siap = Permohonan.objects.filter(status=Status.DITANDATANGANI, dokumen__cara="tte").order_by(
        "siap_pada", "pk"
    )
    if siap.count() > 3 and not Penyerahan.objects.filter(cara=CaraSerah.DIUNDUH).exists():
        with senyap():
            selesaikan_unduhan(permohonan=siap[0])


def _kembali(per_permohonan: Mapping[int, Penyerahan]) -> None:
    asli = PersyaratanPermohonan.objects.filter(
        dibawa=True, persyaratan__bentuk=BentukSyarat.ASLI, permohonan__in=list(per_permohonan)
    ).values_list("pk", "permohonan")
    kembali = (
        BerkasKembali(penyerahan=per_permohonan[p], syarat_id=pk, kembali=True)
        for pk, p in asli.iterator(SEKALI)
    )
    while sepotong := list(islice(kembali, SEKALI)):
        BerkasKembali.objects.bulk_create(sepotong)


def _akses(acak: random.Random, orang: Mapping[str, Pengguna]) -> None:
    baru = Permohonan.objects.exclude(verifikasi_pada=None).order_by("-masuk_pada")[:DIBUKA]
    baris = []
    for p in baru.values("pk", "masuk_pada", "verifikasi_pada", "validasi_pada", "paraf_pada", "ttd_pada"):
        langkah = (
            ("operator", p["verifikasi_pada"]), ("pelaksana", p["validasi_pada"]), ("koordinator", p["paraf_pada"]),
            ("penanggung_jawab", p["ttd_pada"]),
        )  # fmt: skip
        for peran, pada in langkah:
            if pada is not None and peran in orang:
                pada -= timedelta(minutes=acak.randint(2, 9))
                jam = pada.replace(minute=0, second=0, microsecond=0)
                baris.append(
                    AksesPermohonan(
                        permohonan_id=p["pk"], oleh=orang[peran], jabatan=JABATAN[peran], cara="layar", jam=jam, pada=pada
                    )
                )  # fmt: skip
    AksesPermohonan.objects.bulk_create(baris, batch_size=SEKALI, ignore_conflicts=True)


def _pengingat() -> None:
    kini = timezone.now()
    baris = [
        Pengingat(permohonan_id=pk, hari=hari, pada=kini)
        for hari in HARI_PENGINGAT
        for pk in belum_diambil().filter(siap_pada__lte=batas_lewat(hari)).values_list("pk", flat=True)
    ]
    Pengingat.objects.bulk_create(baris, ignore_conflicts=True)
