"""Late files reach the secretary (the stage is late), then the head (the promise is broken, or nothing happened for
the time that the instansi has set). Each once; the row is the proof, and the timeline shows it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.notifikasi.actions import beri_tahu
from inti.situs import situs_kini

from ..enums import Hitungan, TingkatEskalasi
from ..models import Berhalangan, EskalasiTerkirim, PengaturanAlur, Tahap
from . import tenggat
from .tahapan import nama_tahap

SEKALI = 500
PENERIMA = {
    TingkatEskalasi.SEKCAM: ("koordinator", "penanggung_jawab", "administrator"),
    TingkatEskalasi.CAMAT: ("penanggung_jawab", "koordinator", "administrator"),
}
"""The first post that somebody holds: a vacant one never swallows the message."""


def _berjalan() -> QuerySet[Tahap]:
    return Tahap.objects.filter(selesai=None, hitungan__in=[Hitungan.SEBELUM, Hitungan.JANJI])


def yang_perlu(tingkat: TingkatEskalasi, kini: datetime) -> QuerySet[Tahap]:
    """Open stages that this level has not heard of yet."""
    telat = tenggat.ambang_terlambat(kini)
    if tingkat == TingkatEskalasi.SEKCAM:
        return _berjalan().filter(batas_pada__lt=telat).exclude(eskalasi__tingkat=tingkat)
    lama = tenggat.mundur(tenggat.menit_penuh(kini), PengaturanAlur.kini().eskalasi_menit)
    return (
        _berjalan()
        .filter(Q(permohonan__janji_selesai__lt=telat) | Q(batas_pada__lt=lama))
        .exclude(permohonan__eskalasi__tingkat=tingkat)
    )


def ada() -> bool:
    """Whether there is anything to do here: asked every few minutes, on every site."""
    situs = situs_kini()
    if situs is None or situs.instansi is None:
        return False
    kini = timezone.now()
    return any(yang_perlu(t, kini).exists() for t in TingkatEskalasi)


@transaction.atomic
def eskalasikan(kini: datetime | None = None) -> int:
    """Tell the secretary, then the head. Returns how many rows were written. A second run writes none."""
    kini = kini or timezone.now()
    return sum(_satu_tingkat(t, kini) for t in TingkatEskalasi)


def _satu_tingkat(tingkat: TingkatEskalasi, kini: datetime) -> int:
    tahap = list(
        yang_perlu(tingkat, kini)
        .select_related("permohonan__layanan")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("batas_pada", "pk")[:SEKALI]
    )
    if not tahap:
        return 0
    kepada = penerima(tingkat)
    EskalasiTerkirim.objects.bulk_create(
        [
            EskalasiTerkirim(
                permohonan=t.permohonan,
                tahap=t,
                tingkat=tingkat,
                batas_pada=_batas(t, tingkat, kini),
                kepada=", ".join(o.nama for o in kepada)[:300],
                pada=kini,
            )
            for t in tahap
        ]
    )
    _kabari(kepada, tahap)
    return len(tahap)


def _batas(t: Any, tingkat: TingkatEskalasi, kini: datetime) -> datetime:
    janji = t.permohonan.janji_selesai
    return janji if tingkat == TingkatEskalasi.CAMAT and janji < kini else t.batas_pada or janji


def penerima(tingkat: TingkatEskalasi) -> list[Pengguna]:
    """The holders of the first post where somebody is at work; where nobody is, those of the first post."""
    absen = set(Berhalangan.objects.pada().values_list("pengguna", flat=True))
    per_jabatan = [
        list(Pengguna.objects.filter(aktif=True).berperan(peran).order_by("pk"))
        for peran in PENERIMA[tingkat]
    ]
    hadir = ([o for o in orang if o.pk not in absen] for orang in per_jabatan)
    return next(filter(None, hadir), None) or next(filter(None, per_jabatan), [])


def _kabari(kepada: Sequence[Pengguna], tahap: Sequence[Any]) -> None:
    """One message a person, however many files there are."""
    satu = tahap[0]
    judul = (
        f"{satu.permohonan.nomor_registrasi} terlambat"
        if len(tahap) == 1
        else f"{len(tahap)} permohonan terlambat"
    )
    nomor = "; ".join(
        f"{t.permohonan.nomor_registrasi} ({nama_tahap(t.tahap, t.permohonan.layanan).lower()})"
        for t in tahap[:5]
    )
    lain = f"; dan {len(tahap) - 5} lainnya" if len(tahap) > 5 else ""
    tautan = reverse("layanan:terlambat", urlconf="inti.urls.instansi")
    for orang in kepada:
        beri_tahu(
            judul=judul, isi=f"Melewati batas waktu tahapnya: {nomor}{lain}.", kepada=orang, tautan=tautan
        )
