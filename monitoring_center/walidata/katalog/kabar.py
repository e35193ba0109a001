"""News of datasets for the people of this site, with bell and e-mail: approvals, findings of duplicates, periods without data.

What happens on this site is told by the action itself. What another site did (a finding, its ruling) and what time does is looked
up by tasks; a notification that is there (same title, same `tentang`) is never sent again.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.notifikasi.actions import beri_tahu
from inti.notifikasi.models import Notifikasi
from inti.situs import DISKOMINFO, situs_kini
from inti.ui.format import BULAN
from monitoring_center.walidata.dataset.models import Versi
from monitoring_center.walidata.dataset.periode import periode
from monitoring_center.walidata.pihak import nama_pihak, skema_kini

from .models import Akses, Dataset, Jenis, Periode, Putusan, Temuan

SEJAK = dt.timedelta(days=14)
"""Older rulings and findings are no news any more."""
TENGGANG = {
    Periode.HARIAN: 3, Periode.BULANAN: 14, Periode.TRIWULANAN: 28, Periode.SEMESTERAN: 31, Periode.TAHUNAN: 35,
}  # fmt: skip
"""Days after a period's end in which its data is collected."""


@dataclass(frozen=True)
class Kabar:
    """`tentang` and `judul` together name the event; whoever holds `hak` is told."""

    hak: Hak
    judul: str
    isi: str
    tautan: str
    tentang: UUID


def sampaikan(kabar: Kabar, *, kecuali: UUID | None = None) -> None:
    """`kecuali`: who did it needs no news of it."""
    for orang in Pengguna.objects.berhak(kabar.hak):
        if orang.uuid != kecuali:
            beri_tahu(
                kepada=orang, judul=kabar.judul, isi=kabar.isi, tautan=kabar.tautan, tentang=kabar.tentang
            )


def sebut(d: Dataset) -> str:
    """Its name; a secret dataset is not named in an e-mail."""
    return "Sebuah dataset" if d.akses == Akses.RAHASIA else f"“{d.nama}”"


def tentang_dataset(d: Dataset, hak: Hak, judul: str, isi: str) -> Kabar:
    """`isi` follows the name of the dataset."""
    tautan = reverse("data:rincian", args=[d.uuid], urlconf="inti.urls.instansi")
    return Kabar(hak, judul, f"{sebut(d)} {isi}", tautan, d.uuid)


# -- what other sites and time do -------------------------------------------------------------------------------


def peristiwa() -> list[Kabar]:
    """Findings that opened, for Diskominfo; findings opened and ruled about our own datasets."""
    situs, sejak = situs_kini(), timezone.now() - SEJAK
    if situs is not None and situs.jenis == DISKOMINFO:
        semua = Temuan.objects.terbuka().filter(dibuka_pada__gte=sejak)
        return [_temuan_baru(t) for t in semua]
    milik = Temuan.objects.filter(pemilik=skema_kini()).select_related("dataset") if skema_kini() else []
    return [k for t in milik for k in _temuan_sendiri(t, sejak)]


def _temuan_baru(t: Temuan) -> Kabar:
    pihak = f"Dataset {nama_pihak(t.pemilik)} diduga sama dengan dataset {nama_pihak(t.pemilik_pembanding)}."
    isi = f"{pihak} Putuskan berbeda atau ganda."
    tautan = reverse("data:satu_temuan", args=[t.uuid], urlconf="inti.urls.diskominfo")
    return Kabar(Hak.DATA_TEMUAN, "Temuan data ganda menunggu putusan", isi, tautan, t.uuid)


def _temuan_sendiri(t: Temuan, sejak: dt.datetime) -> Iterator[Kabar]:
    tautan = reverse("data:rincian", args=[t.dataset.uuid], urlconf="inti.urls.instansi")
    lain = nama_pihak(t.pemilik_pembanding)
    if not t.putusan and t.dibuka_pada >= sejak:
        isi = f"{sebut(t.dataset)} diduga sama dengan data {lain}. Pendaftarannya tertahan sampai diputuskan Diskominfo."
        yield Kabar(Hak.DATA_KELOLA, "Dataset tertahan: diduga ganda", isi, tautan, t.uuid)
    if t.putusan in (Putusan.BERBEDA, Putusan.GANDA) and t.diputus_pada and t.diputus_pada >= sejak:
        berbeda = t.putusan == Putusan.BERBEDA
        judul = f"Temuan data ganda diputus {'berbeda' if berbeda else 'ganda'}"
        lanjut = (
            "Pendaftarannya dapat dilanjutkan."
            if berbeda
            else f"Ajukan permohonan pemanfaatan kepada {lain}."
        )
        yield Kabar(Hak.DATA_KELOLA, judul, f"{sebut(t.dataset)}: {lanjut}", tautan, t.uuid)


def terlambat(kini: dt.date | None = None) -> list[Kabar]:
    """Published sektoral datasets whose last period is over, its days of grace too, and that have no data of it in force."""
    kini = kini or timezone.localdate()
    milik = Dataset.objects.milik(skema_kini()).terbit().filter(jenis=Jenis.SEKTORAL) if skema_kini() else []
    berlaku = {(v.dataset, v.periode_mulai) for v in Versi.objects.berlaku().only("dataset", "periode_mulai")}
    return [k for d in milik if (k := _belum_diisi(d, kini, berlaku))]


def _belum_diisi(d: Dataset, kini: dt.date, berlaku: set[tuple[UUID, dt.date]]) -> Kabar | None:
    tenggang = TENGGANG.get(Periode(d.periode))
    if tenggang is None:
        return None
    p = periode(
        d.periode, periode(d.periode, kini - dt.timedelta(days=tenggang)).mulai - dt.timedelta(days=1)
    )
    disetujui = timezone.localdate(d.disetujui_pada) if d.disetujui_pada else kini
    if (d.uuid, p.mulai) in berlaku or p.selesai < disetujui:
        return None
    label = (
        f"{BULAN[p.mulai.month - 1]} {p.mulai.year}" if d.periode == Periode.HARIAN else p.label
    )  # once a month is enough for daily data
    tautan = reverse("dataset:beranda", args=[d.uuid], urlconf="inti.urls.instansi")
    isi = f"{sebut(d)} belum mempunyai data {label} yang berlaku. Unggah datanya, lalu berlakukan."
    return Kabar(Hak.DATA_KELOLA, f"Data {label} belum diisi", isi, tautan, d.uuid)


def belum_disampaikan(kabar: Iterable[Kabar]) -> list[Kabar]:
    kabar = list(kabar)
    tentang = {k.tentang for k in kabar}
    sudah = (
        set(Notifikasi.objects.filter(tentang__in=tentang).values_list("tentang", "judul"))
        if tentang
        else set()
    )
    return [k for k in kabar if (k.tentang, k.judul) not in sudah]


@transaction.atomic
def sampaikan_baru(kabar: Iterable[Kabar]) -> int:
    """Two workers at once tell it once: the second waits, and then finds it told."""
    with connection.cursor() as k:
        k.execute("SELECT pg_advisory_xact_lock(hashtext('katalog.kabar ' || session_user))")
    baru = belum_disampaikan(kabar)
    for satu in baru:
        sampaikan(satu)
    return len(baru)
