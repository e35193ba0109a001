"""What the tracking page offers: repair on line what was refused."""

from django.urls import reverse

from ..enums import Status
from ..models import Permohonan
from ..pemohon.tautan_warga import TautanWarga
from .actions import kontak_pemohon


def tautan_perbaikan(p: Permohonan) -> TautanWarga | None:
    if p.status != Status.DITOLAK or kontak_pemohon(p) is None:
        return None
    return TautanWarga(
        "Perbaiki dari sini",
        reverse("daring:perbaiki", args=[p.kode_lacak]),
        "Unggah berkas yang kurang tanpa datang ke loket.",
        utama=True,
    )
