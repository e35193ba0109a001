"""Daily work of the survey. Every step may run twice."""

from datetime import timedelta

from django.utils import timezone

from inti.tasks import tugas
from layanan.enums import Status
from layanan.models import Permohonan

from .actions import ingatkan, undang
from .kuesioner import aturan
from .models import Undangan

SEKALI = 500


@tugas(setiap_hari=True)
def rawat_survei() -> None:
    """Invite what the hand-over missed, remind once, forget the tokens of expired invitations."""
    kini = timezone.now()
    belum = Permohonan.objects.filter(
        status=Status.SELESAI, serah_pada__gte=kini - timedelta(days=aturan()["kedaluwarsa_hari"])
    ).exclude(pk__in=Undangan.objects.values("permohonan"))
    for p in belum.select_related("layanan").order_by("pk")[:SEKALI]:
        undang(p)
    batas = kini - timedelta(days=aturan()["pengingat_hari"])
    perlu = Undangan.objects.filter(
        dipakai=False, diingatkan=False, dibuat_pada__lte=batas, kedaluwarsa_pada__gt=kini
    )
    for u in perlu.select_related("permohonan__layanan").order_by("pk")[:SEKALI]:
        ingatkan(u)
    Undangan.objects.filter(kedaluwarsa_pada__lte=kini).exclude(token_indeks="").update(
        token="", token_indeks=""
    )
