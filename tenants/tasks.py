"""Background work on the queue "penyediaan", whose worker alone holds the owner's password."""

from inti.db import sebagai_pemilik
from inti.tasks import tugas
from tenants.models import Penyediaan
from tenants.penyediaan import PenyediaanGagal, Terhenti, bongkar, jalankan


def _pk(uuid: str) -> int | None:
    with sebagai_pemilik():
        return Penyediaan.objects.filter(uuid=uuid).values_list("pk", flat=True).first()


@tugas(antrean="penyediaan", atomik=False)
def jalankan_penyediaan(uuid: str) -> None:
    """Run or resume a job. A fault that may pass is tried again by the outbox; a refusal waits for a person."""
    pk = _pk(uuid)
    if pk is None:
        return
    try:
        jalankan(pk)
    except Terhenti:
        return
    except PenyediaanGagal as galat:
        if galat.sementara:
            raise


@tugas(antrean="penyediaan", atomik=False)
def bongkar_penyediaan(uuid: str) -> None:
    pk = _pk(uuid)
    if pk is not None:
        bongkar(pk)
