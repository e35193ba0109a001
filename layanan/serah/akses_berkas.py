"""Who may read a surat kuasa or a signature: whoever may see the permohonan that was handed over."""

from typing import Any

from django.db.models import Q

from inti.berkas import akses
from layanan.models import Permohonan


def boleh_baca(pengguna: Any, berkas: Any) -> bool:
    milik = Q(penyerahan__surat_kuasa=berkas) | Q(penyerahan__tanda_tangan=berkas)
    return Permohonan.objects.untuk(pengguna).filter(milik).exists()


def daftarkan() -> None:
    akses.daftarkan(boleh_baca)
