"""Daily work: warn the managers once of every term that ends within a day or has passed."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from inti.tasks import tugas

from .aturan import aturan
from .enums import StatusAduan
from .kabar import kabari_pengelola, kabari_seksi
from .models import Pengaduan


@tugas(setiap_hari=True)
def ingatkan_tenggat() -> None:
    batas = timezone.now() + timedelta(days=aturan()["peringatan_hari"])
    perlu = (
        Pengaduan.objects.filter(status__in=[StatusAduan.DITERIMA, StatusAduan.DIPROSES], tenggat__lte=batas)
        .filter(Q(diingatkan_tenggat__isnull=True) | ~Q(diingatkan_tenggat=F("tenggat")))
        .select_related("seksi", "permohonan")
        .select_for_update(of=("self",))
    )
    for a in perlu.order_by("pk")[:500]:
        kabari_pengelola(a, f"Tenggat pengaduan {a.nomor} segera tiba atau lewat")
        kabari_seksi(a)
        a.diingatkan_tenggat = a.tenggat
        a.save(update_fields=["diingatkan_tenggat"])
