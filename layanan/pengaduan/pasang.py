"""Where the complaints are hung into the rest: the tracking page, and who may read an attached file."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from inti.berkas import akses
from layanan import musnah
from layanan.models import Permohonan
from layanan.pemohon import tautan_warga
from layanan.pemohon.tautan_warga import TautanWarga

from .models import Pengaduan


def tautan(p: Permohonan) -> TautanWarga:
    return TautanWarga(
        "Ada keluhan atas permohonan ini?", f"{reverse('pengaduan:baru')}?permohonan={p.kode_lacak}"
    )


def boleh_baca(pengguna: Any, berkas: Any) -> bool:
    return Pengaduan.objects.untuk(pengguna).filter(lampiran__berkas=berkas).exists()


def masih_terbuka() -> Q:
    """A file that somebody complains about is needed until the complaint is answered."""
    terbuka = Pengaduan.objects.terbuka().filter(permohonan__isnull=False)
    return Q(pk__in=terbuka.values("permohonan"))


def pasang() -> None:
    tautan_warga.daftarkan(tautan)
    akses.daftarkan(boleh_baca)
    musnah.tahan(masih_terbuka)
