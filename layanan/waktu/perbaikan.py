"""What the applicant was to repair and did not: reminded once, and closed only where the instansi settled that (Ps 9 ayat 3)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.audit import catat

from ..actions.pindah import kunci_baris
from ..actions.putuskan import batalkan_lewat_batas
from ..alasan import sesudah_hari_kerja
from ..enums import Status
from ..kabar import kabari_pemohon
from ..models import PengaturanAlur, Permohonan
from .jam import hari_ini, tanggal_lokal


def periksa_batas_perbaikan() -> tuple[int, int]:
    """(reminded, cancelled). Runs again without doing anything twice."""
    diingatkan = sum(_ingatkan(pk) for pk in _lewat().values_list("pk", flat=True))
    atur = PengaturanAlur.kini()
    if not atur.batal_otomatis:
        return diingatkan, 0
    batal = 0
    for p in Permohonan.objects.filter(status=Status.DITOLAK, diingatkan_pada__isnull=False):
        if (
            p.diingatkan_pada
            and sesudah_hari_kerja(tanggal_lokal(p.diingatkan_pada), atur.hari_tenggang) < hari_ini()
        ):
            batal += batalkan_lewat_batas(permohonan=p) is not None
    return diingatkan, batal


def _lewat() -> Any:
    return Permohonan.objects.filter(
        status=Status.DITOLAK, batas_perbaikan__lt=hari_ini(), diingatkan_pada=None
    ).order_by("pk")


@transaction.atomic
def _ingatkan(pk: int) -> bool:
    p = kunci_baris(Permohonan(pk=pk))
    if p.status != Status.DITOLAK or p.diingatkan_pada is not None:
        return False
    p.diingatkan_pada = timezone.now()
    p.save(update_fields=["diingatkan_pada", "diubah_pada"])
    kabari_pemohon(p, "lewat_batas", alasan=p.tolak_alasan)
    catat("permohonan.diingatkan", p, oleh=None, batas=str(p.batas_perbaikan or ""))
    return True
