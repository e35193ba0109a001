"""Who may read a file of the service desk: whoever may see the permohonan that it belongs to."""

from typing import Any

from django.db.models import Q

from inti.berkas import akses

from .models import Permohonan


def boleh_baca(pengguna: Any, berkas: Any) -> bool:
    milik = Q(persyaratan__berkas=berkas) | Q(dokumen__berkas=berkas)
    return Permohonan.objects.untuk(pengguna).filter(milik).exists()


def daftarkan() -> None:
    akses.daftarkan(boleh_baca)
