"""Believable rows for the demonstration: a maklumat, and one draft that waits for its Administrator."""

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from inti.akun.models import Pengguna

from ..surat.data import kepala, tempat
from . import actions
from .models import MAKLUMAT_BAKU, Maklumat


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna] | None = None,
) -> None:
    if Maklumat.objects.exists() or instansi.jenis != "kecamatan":
        return
    camat, admin = orang["penanggung_jawab"], orang["administrator"]
    Maklumat.objects.create(
        mulai=timezone.localdate().replace(month=1, day=2), isi=MAKLUMAT_BAKU, tempat=tempat(instansi),
        jabatan=kepala(instansi).title(), nama=camat.nama, nip=camat.nip, dibuat_oleh=admin,
    )  # fmt: skip
    actions.buat_konsep(kode="KEC-06", oleh=admin)
    syarat: list[dict[str, Any]] = [
        {"kode": "KEC-06-S1", "nama": "Surat pengantar desa/kelurahan", "wajib": True, "bentuk": "asli"},
        {"kode": "", "nama": "Denah lokasi acara", "wajib": False, "bentuk": "salinan"},
    ]
    syarat = [s | {"harus_diunggah": not s["wajib"]} for s in syarat]
    actions.ubah_konsep(
        kode="KEC-06", nilai={"waktu_nilai": 2}, syarat=syarat, bagian="Persyaratan", oleh=admin
    )
