"""Named reads of the hand-over room."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from inti.db.larik import salah_satu
from layanan.enums import SatuanWaktu, Status, StatusDokumen
from layanan.models import Dokumen, Layanan, Permohonan
from layanan.waktu.jam import zona_waktu
from layanan.waktu.tenggat import janji

HARI_PENGINGAT = (3, 7, 14)
"""Working days after which the applicant is reminded; after the last one the desk sees it on its list."""


def siap_diambil() -> Q:
    return Q(status=Status.DITANDATANGANI) | Q(
        salah_satu("layanan_id", Layanan.objects.filter(perlu_ttd=False)),
        status=Status.DIVALIDASI,
        siap_pada__isnull=False,
    )


def belum_diambil(semua: QuerySet[Permohonan] | None = None) -> Any:
    """Ready and not fetched, the oldest first."""
    qs = Permohonan.objects.all() if semua is None else semua
    return qs.filter(siap_diambil()).order_by("siap_pada", "pk")


def lewat(siap_pada: datetime, hari: int) -> bool:
    """Whether so many working days have passed."""
    return timezone.now() >= janji(siap_pada, hari, SatuanWaktu.HARI_KERJA, zona_waktu())


def batas_lewat(hari: int) -> datetime:
    """What was ready before this moment has waited longer than `hari` working days."""
    calon = timezone.now() - timedelta(days=hari)
    while not lewat(calon, hari):
        calon -= timedelta(days=1)
    return calon


def dokumen_terunduh(p: Permohonan) -> Dokumen | None:
    """The letter that may be downloaded: ready, in force and signed electronically (a paper one must be fetched)."""
    if p.status not in (Status.DITANDATANGANI, Status.SELESAI):
        return None
    surat = p.dokumen.filter(status=StatusDokumen.BERLAKU).select_related("berkas").first()
    return surat if surat is not None and getattr(surat, "cara", "tte") == "tte" else None
