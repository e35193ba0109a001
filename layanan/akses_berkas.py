"""Who may read a file of the service desk: whoever may see the permohonan that it belongs to."""

from typing import Any

from django.db.models import Q

from inti.berkas import akses

from .models import BerkasDraf, Permohonan


def boleh_baca(pengguna: Any, berkas: Any) -> bool:
    milik = Q(persyaratan__berkas=berkas) | Q(dokumen__berkas=berkas)
    terlihat = Permohonan.objects.untuk(pengguna)
    if terlihat.filter(milik).exists() or terlihat.filter(surat_wakil=berkas).exists():
        return True
    return BerkasDraf.objects.filter(berkas=berkas, draf__pengguna=pengguna).exists()


def daftarkan() -> None:
    akses.daftarkan(boleh_baca)
