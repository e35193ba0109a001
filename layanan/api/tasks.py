from datetime import timedelta

from django.utils import timezone

from inti.tasks import tugas

from .actions import kirim_kiriman
from .models import KunciIdempoten

UMUR_KUNCI = timedelta(days=2)


@tugas
def kirim_webhook(kiriman_id: int) -> None:
    kirim_kiriman(kiriman_id=kiriman_id)


@tugas(setiap_hari=True)
def buang_kunci_lama() -> None:
    KunciIdempoten.objects.filter(pada__lt=timezone.now() - UMUR_KUNCI).delete()
