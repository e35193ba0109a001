"""A queue of some weeks, and one that stands there today."""

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from inti.akun.models import Pengguna

from ..waktu.jam import zona_waktu
from ..waktu.tenggat import hari_kerja
from .actions import putar_perangkat
from .models import Antrian, JenisPerangkat, Keadaan, Kelompok, Loket

HARI = 20


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna],
) -> None:
    for jenis in JenisPerangkat:
        putar_perangkat(jenis=jenis, oleh=orang["administrator"])
    kelompok, loket = list(Kelompok.objects.filter(aktif=True)), list(Loket.objects.filter(aktif=True))
    hari = [h for n in range(1, HARI + 1) if hari_kerja(h := sampai - timedelta(days=n))]
    baris = [a for h in hari for a in _hari(h, acak, kelompok, loket, orang["operator"])]
    Antrian.objects.bulk_create(
        [*baris, *_hari_ini(sampai, kelompok, loket, orang["operator"])], batch_size=500
    )


def _hari(
    hari: date, acak: random.Random, kelompok: list[Kelompok], loket: list[Loket], petugas: Pengguna
) -> list[Antrian]:
    """One finished day: who came in the morning waited longer; a few did not come when called."""
    urut = {k.pk: 0 for k in kelompok}
    hasil = []
    for menit in sorted(int(acak.triangular(0, 420, 90)) for _ in range(acak.randint(14, 34))):
        k = acak.choices(kelompok, [5, 4, 3, *[1] * len(kelompok)][: len(kelompok)])[0]
        urut[k.pk] += 1
        ambil = datetime.combine(hari, time(8), zona_waktu()) + timedelta(minutes=menit)
        panggil = ambil + timedelta(minutes=acak.randint(1, 22))
        a = Antrian(
            tanggal=hari, kelompok=k, urut=urut[k.pk], diambil_pada=ambil, loket=acak.choice(loket), petugas=petugas,
            dipanggil_pertama=panggil, dipanggil_pada=panggil, panggilan=acak.choice((1, 1, 1, 2)),
        )  # fmt: skip
        if acak.random() < 0.05:
            a.keadaan = Keadaan.DILEWATI
        else:
            a.keadaan, a.dilayani_pada = Keadaan.SELESAI, panggil + timedelta(minutes=1)
            a.selesai_pada = a.dilayani_pada + timedelta(minutes=acak.randint(3, 18))
        hasil.append(a)
    return hasil


def _hari_ini(hari: date, kelompok: list[Kelompok], loket: list[Loket], petugas: Pengguna) -> list[Antrian]:
    """The first number of each loket is being served, one is called, three wait."""
    pagi = datetime.combine(hari, time(8, 5), zona_waktu())
    hasil = []
    for n in range(len(loket) + 3):
        k, ambil = kelompok[n % len(kelompok)], pagi + timedelta(minutes=4 * n)
        a = Antrian(tanggal=hari, kelompok=k, urut=n // len(kelompok) + 1, diambil_pada=ambil)
        if n < len(loket):
            a.loket, a.petugas, a.panggilan = loket[n], petugas, 1
            a.dipanggil_pertama = a.dipanggil_pada = ambil + timedelta(minutes=3)
            a.keadaan = Keadaan.DIPANGGIL if n else Keadaan.DILAYANI
            a.dilayani_pada = None if n else a.dipanggil_pada
        hasil.append(a)
    return hasil
