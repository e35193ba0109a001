"""The requesting instansi takes a request back before it is decided."""

from django.db import transaction

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import MasukanSalah, TransisiTidakSah
from monitoring_center.walidata.pihak import skema_kini

from ..galat import kalimat_galat
from ..models import Penarikan, Permohonan
from ..orang import sebutan, wajib
from ..tasks import kabarkan


@transaction.atomic
def tarik_permohonan(*, permohonan: Permohonan, alasan: str, oleh: Pengguna) -> Penarikan:
    """By the officer who drafted it or the head who signed it; walidata and, where it was their turn, deciders are told."""
    wajib(oleh, Hak.DATA_KELOLA, Hak.DATA_SETUJUI)
    p = Permohonan.objects.lengkap().filter(pk=permohonan.pk, pembaca=skema_kini()).first()
    if p is None:
        raise MasukanSalah("Hanya permohonan instansi sendiri yang dapat ditarik.")
    if not p.berjalan:
        raise TransisiTidakSah(
            f"Permohonan ini sudah {p.keadaan}, sehingga tidak dapat ditarik.", saran="Muat ulang halaman."
        )
    if not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Walidata membaca alasan ini."})
    with kalimat_galat():
        tarik = Penarikan.objects.create(permohonan=p, alasan=alasan.strip()[:1000], oleh=sebutan(oleh))
    catat("data.ditarik", p, oleh=oleh, alasan=tarik.alasan)
    kabarkan.enqueue()
    return tarik
