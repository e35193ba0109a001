"""What the demo kabupaten has approved: nearly everything, so that the gaps of the rest can be seen."""

from typing import Any

from django.utils import timezone

from inti.db import di_instansi
from monitoring_center.agregasi.actions import lipat, setujui
from monitoring_center.agregasi.daftar import daftar_indikator
from monitoring_center.agregasi.models import Dasar, Publikasi

BELUM = frozenset({"karang-bintang", "dinsos"})
"""Slugs of the two instansi whose head has not decided yet."""
SEBAGIAN = frozenset({"kuranji"})
INDIKATOR_SEBAGIAN = ("permohonan_masuk", "permohonan_selesai", "permohonan_terbuka")


def setujui_publikasi(instansi: Any, oleh: Any) -> int:
    """Approve as the head `oleh` of an instansi, then fold. Returns how many indicators it now publishes.

    Safe to repeat. Call it on the instansi's own login or without any.
    """
    kode = _putusan(instansi.slug)
    with di_instansi(instansi):
        sudah = set(Publikasi.objects.berlaku().values_list("indikator", flat=True))
        for indikator in kode:
            if indikator not in sudah:
                setujui(indikator=indikator, oleh=oleh, dasar=Dasar.SOP, alasan=_alasan())
    lipat(instansi=instansi)
    return len(kode)


def _putusan(slug: str) -> tuple[str, ...]:
    if slug in BELUM:
        return ()
    return INDIKATOR_SEBAGIAN if slug in SEBAGIAN else tuple(daftar_indikator())


def _alasan() -> str:
    return f"Kesepakatan dengan Diskominfo tahun {timezone.localdate().year}."
