"""Which files have outlived their retention: closed cases whose classification says "musnah" and whose years are over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from ..enums import TERTUTUP
from ..models import Layanan, Permohonan
from ..musnah import tertahan
from .models import ButirMusnah, JadwalRetensi, Nasib


@dataclass(frozen=True, slots=True)
class Aturan:
    """The schedule row that decides about one version of a service, and the last day that is over."""

    jadwal: JadwalRetensi
    ditutup_sampai: date


def aturan_bagi(kode: str, jadwal: Iterable[JadwalRetensi]) -> JadwalRetensi | None:
    """The longest code that is this one or stands above it ("400.12" is above "400.12.3", not above "400.123")."""
    cocok = [j for j in jadwal if kode == j.kode or kode.startswith(f"{j.kode}.") or _puncak(kode, j.kode)]
    return max(cocok, key=lambda j: len(j.kode), default=None)


def _puncak(kode: str, induk: str) -> bool:
    """ "412" belongs to the hundred "400"."""
    return len(induk) == 3 and induk.endswith("00") and kode[:1] == induk[:1]


def tambah_tahun(hari: date, tahun: int) -> date:
    try:
        return hari.replace(year=hari.year + tahun)
    except ValueError:  # 29 February
        return hari.replace(year=hari.year + tahun, day=28)


def per_layanan(hari: date | None = None) -> dict[int, Aturan]:
    """Version of a service -> rule; services without a rule are never proposed."""
    hari = hari or timezone.localdate()
    jadwal = list(JadwalRetensi.objects.all())
    hasil = {}
    for pk, kode in Layanan.objects.exclude(keadaan="konsep").values_list("pk", "kode_klasifikasi"):
        j = aturan_bagi(kode, jadwal)
        if j is not None:
            hasil[pk] = Aturan(j, tambah_tahun(hari, -j.tahun))
    return hasil


def tertutup() -> QuerySet[Any]:
    """Closed cases with the day on which they were closed."""
    return Permohonan.objects.filter(status__in=sorted(TERTUTUP)).annotate(
        ditutup=Coalesce("tanggal_selesai", Cast("batal_pada", DateField()))
    )


def jatuh_tempo(hari: date | None = None) -> QuerySet[Any]:
    """What may be destroyed today and stands on no list yet."""
    syarat = Q(pk__in=[])
    for pk, aturan in per_layanan(hari).items():
        if aturan.jadwal.nasib == Nasib.MUSNAH:
            syarat |= Q(layanan_id=pk, ditutup__lt=aturan.ditutup_sampai)
    terdaftar = ButirMusnah.objects.filter(permohonan=OuterRef("pk"), dilepas=False)
    return (
        tertutup()
        .filter(syarat)
        .filter(~Exists(terdaftar))
        .exclude(tertahan())
        .select_related("layanan")
        .order_by("ditutup", "pk")
    )
