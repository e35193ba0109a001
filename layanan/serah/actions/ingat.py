"""Reminders for what is ready and not fetched."""

from django.db import transaction

from layanan.kabar import kabari_pemohon
from layanan.models import Permohonan

from ..baca import HARI_PENGINGAT, batas_lewat, belum_diambil
from ..models import Pengingat


def ingatkan() -> int:
    """Remind every applicant whose letter has waited 3, 7 or 14 working days; each number once. Returns how many.

    Only the largest number that has passed is sent: after an outage nobody gets three messages on one day.
    """
    jumlah = 0
    for urut, hari in reversed(list(enumerate(HARI_PENGINGAT))):
        lama = belum_diambil().filter(siap_pada__lte=batas_lewat(hari))
        for pk in lama.exclude(pengingat__hari__gte=hari).values_list("pk", flat=True):
            jumlah += _ingatkan(pk, HARI_PENGINGAT[: urut + 1])
    return jumlah


@transaction.atomic
def _ingatkan(pk: int, hari: tuple[int, ...]) -> int:
    p = (
        belum_diambil(Permohonan.objects.select_for_update(of=("self",)))
        .select_related("layanan", "seksi")
        .filter(pk=pk)
        .first()
    )
    if p is None:  # fetched in the meantime
        return 0
    baru = Pengingat.objects.bulk_create(
        [Pengingat(permohonan=p, hari=h) for h in hari], ignore_conflicts=True
    )
    kabari_pemohon(p, "belum_diambil")
    return 1 if baru else 0
