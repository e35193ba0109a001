"""For the applicant: when the signed letter was opened with the code of the receipt, by whoever held both papers."""

from inti.audit.models import Jejak

from ..models import Permohonan
from .lacak import Bagian

MAKS = 20


def bagian_dibuka(p: Permohonan, terbukti: bool) -> Bagian | None:
    if not terbukti:
        return None
    dokumen = [str(u) for u in p.dokumen.values_list("uuid", flat=True)]
    if not dokumen:
        return None
    pada = Jejak.objects.filter(kode="dokumen.dibuka", objek_id__in=dokumen).order_by("-pada")
    waktu = list(pada.values_list("pada", flat=True)[:MAKS])
    return Bagian("layanan/_dibuka.html", {"pada": waktu}) if waktu else None
