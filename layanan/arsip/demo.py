"""Believable rows for the demonstration: one request of each kind; the schedule stays without basis, as in a new office."""

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

from inti.akun.models import Pengguna

from ..models import Permohonan
from . import subjek
from .models import PermintaanData


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna] | None = None,
) -> None:
    if PermintaanData.objects.exists():
        return
    semua = list(Permohonan.objects.filter(status="selesai").order_by("-masuk_pada")[:40])
    if len(semua) < 2:
        return
    satu, dua = acak.sample(semua, 2)
    admin = orang["administrator"]
    subjek.terima(
        jenis="salinan", nama=satu.pemohon_nama, nik=satu.pemohon_nik, cara_periksa="ktp", kontak=satu.pemohon_telepon,
        uraian="Meminta salinan semua data atas nama sendiri.", oleh=admin,
    )  # fmt: skip
    subjek.terima(
        jenis="perbaikan", nama=dua.pemohon_nama, nik=dua.pemohon_nik, cara_periksa="ktp", kontak=dua.pemohon_telepon,
        uraian="Pindah rumah; alamat lama masih dipakai.", perubahan={"alamat": "Jalan Melati RT 03 RW 01"}, oleh=admin,
    )  # fmt: skip
