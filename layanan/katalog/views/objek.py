"""A version of a service by its code and state, or 404."""

from django.http import Http404

from ...enums import KeadaanVersi
from ...models import Layanan
from ...surat.data import instansi_kini


def versi(kode: str, keadaan: KeadaanVersi) -> Layanan:
    ada = cari_versi(kode, keadaan)
    if ada is None:
        raise Http404("Versi layanan itu tidak ada.")
    return ada


def cari_versi(kode: str, keadaan: KeadaanVersi) -> Layanan | None:
    return (
        Layanan.objects.select_related("seksi")
        .prefetch_related("persyaratan")
        .filter(kode=kode, keadaan=keadaan)
        .first()
    )


def jenis() -> str:
    """ "kecamatan" or "skpd": decides how posts are called."""
    return instansi_kini().jenis
