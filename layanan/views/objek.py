"""One object for one person, or 404: nobody learns that a permohonan of somebody else exists.

Whoever gets one whole permohonan here stands in its ledger afterwards."""

from uuid import UUID

from django.http import Http404

from inti.audit.pembukaan import dibuka
from inti.permintaan import Permintaan

from ..models import Layanan, Permohonan


def permohonan_milik(request: Permintaan, uuid: UUID) -> Permohonan:
    p = Permohonan.objects.untuk(request.user).lengkap().filter(uuid=uuid).first()
    if p is None:
        raise Http404("Permohonan tidak ditemukan.")
    dibuka(request, p)
    return p


def layanan_aktif(kode: str) -> Layanan:
    layanan = Layanan.objects.aktif().prefetch_related("persyaratan").filter(kode=kode).first()
    if layanan is None:
        raise Http404("Layanan tidak ditemukan.")
    return layanan
