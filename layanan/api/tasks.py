from datetime import timedelta

from django.utils import timezone

from inti.tasks import tugas

from .actions import kirim_kiriman
from .models import Kiriman, KunciIdempoten

UMUR_KUNCI = timedelta(days=2)
UMUR_KIRIMAN = timedelta(days=180)


@tugas
def kirim_webhook(kiriman_id: int) -> None:
    kirim_kiriman(kiriman_id=kiriman_id)


@tugas(setiap_hari=True)
def buang_kunci_lama() -> None:
    KunciIdempoten.objects.filter(pada__lt=timezone.now() - UMUR_KUNCI).delete()


@tugas(setiap_hari=True)
def buang_kiriman_lama() -> None:
    Kiriman.objects.filter(dibuat_pada__lt=timezone.now() - UMUR_KIRIMAN).delete()
