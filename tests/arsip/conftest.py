from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from layanan.arsip.models import JadwalRetensi
from layanan.enums import Status
from layanan.models import Layanan, Permohonan
from tests.layanan.bantu import Meja, buat_meja, sampai


@pytest.fixture
def meja(di_a: Any, buat_orang: Any) -> Meja:
    """People at every desk of instansi A, which is also the present site."""
    return buat_meja(buat_orang)


def tua(
    meja: Meja, *, tahun: int = 20, kode: str = "KEC-01", dengan_berkas: bool = True, **lain: Any
) -> Permohonan:
    """A finished permohonan that was closed so many years ago."""
    p = sampai(Status.SELESAI, meja, kode, dengan_berkas=dengan_berkas, **lain)
    hari = timezone.localdate().replace(day=1)
    Permohonan.objects.filter(pk=p.pk).update(tanggal_selesai=date(hari.year - tahun, hari.month, 1))
    return Permohonan.objects.select_related("layanan").get(pk=p.pk)


def beri_dasar() -> None:
    kode = Layanan.objects.get(kode="KEC-01").kode_klasifikasi
    assert kode.startswith("400.9")
    JadwalRetensi.objects.filter(nasib="musnah").update(dasar="Perbup JRA 1/2026")
