from datetime import timedelta

from django.utils import timezone

from inti.tasks import tugas
from inti.tugas.models import Tugas

SIMPAN = timedelta(days=30)


@tugas(setiap_hari=True)
def rapikan_kotak_keluar() -> None:
    """Finished work is forgotten after thirty days; failed work stays until somebody has looked at it."""
    Tugas.objects.filter(status=Tugas.Status.SELESAI, selesai_pada__lt=timezone.now() - SIMPAN).delete()
