"""Ctrl-K: a permohonan by number, name or full NIK, and a service to open a new one."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from inti.akun.hak import Hak
from inti.ui.palet import Hasil, daftarkan

from .models import Layanan, Permohonan


@daftarkan
def cari(request: HttpRequest, q: str) -> list[Hasil]:
    situs = getattr(request, "situs", None)
    pengguna: Any = request.user
    if situs is None or situs.instansi is None or not pengguna.is_authenticated:
        return []
    hasil = [
        Hasil(f"{p.nomor_registrasi} {p.pemohon_nama}", reverse("layanan:kerja", args=[p.uuid]),
              f"{p.layanan.nama} – {p.chip_status.label}", "file-text", "Permohonan")
        for p in Permohonan.objects.untuk(pengguna).cari(q).ringkas().order_by("-masuk_pada")[:8]
    ]  # fmt: skip
    if pengguna.punya(Hak.PERMOHONAN_INPUT):
        hasil += [
            Hasil(
                f"Baru: {x.nama}",
                reverse("layanan:baru", args=[x.kode]),
                x.kode,
                "file-plus",
                "Permohonan baru",
            )
            for x in Layanan.objects.aktif().filter(nama__icontains=q)[:5]
        ]
    return hasil
