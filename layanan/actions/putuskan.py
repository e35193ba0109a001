"""Validation with paraf, hand-over and cancellation (Perbup Tanah Laut 126/2022 Ps 1 angka 14-16)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.errors import MasukanSalah

from .. import tahap, tenggat
from ..enums import CaraSerah, Hubungan
from ..models import Permohonan
from ..models.permohonan import teks_json
from ..waktu import tanggal_lokal
from .pindah import kunci, pindahkan, terapkan


@transaction.atomic
def validasi(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    cara: str = "",
    catatan: str = "",
    isian: Mapping[str, Any] | None = None,
) -> Permohonan:
    """The head of the seksi states that the file is complete and genuine, and gives the paraf (Ps 9 ayat 4).

    `isian`: answers to `layanan.isian_seksi`, added to those of the applicant.
    """
    p, t = kunci(permohonan, "validasi", oleh)
    ubah: dict[str, Any] = {} if p.layanan.perlu_ttd else {"siap_pada": timezone.now()}
    if isian:
        ubah["isian_sandi"] = teks_json(p.isian | dict(isian))
    return terapkan(p, t, oleh=oleh, alasan=catatan, rinci={"cara": cara} if cara else {}, **ubah)


def paraf(*, permohonan: Permohonan, oleh: Pengguna, catatan: str = "") -> Permohonan:
    return pindahkan(permohonan=permohonan, transisi="paraf", oleh=oleh, alasan=catatan)


@transaction.atomic
def serahkan(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    kepada: str,
    hubungan: str,
    identitas_cocok: bool,
    cara: str = CaraSerah.DIAMBIL,
    catatan: str = "",
) -> Permohonan:
    """Hand over and close. Somebody else than the applicant gets the paper only with a matched identity."""
    p, t = kunci(permohonan, "serahkan", oleh)
    if not kepada.strip():
        raise MasukanSalah("Nama penerima wajib diisi.", bidang={"kepada": "Tuliskan nama penerima."})
    if hubungan != Hubungan.PEMOHON and not identitas_cocok:
        raise MasukanSalah(
            "Identitas penerima harus dicocokkan lebih dulu.",
            bidang={"identitas_cocok": "Cocokkan identitas penerima, lalu centang."},
        )
    return terapkan(
        p, t, oleh=oleh, alasan=catatan, rinci={"hubungan": hubungan, "cara": cara, "identitas_cocok": identitas_cocok},
        serah_kepada=kepada.strip(),
        serah_hubungan=Hubungan(hubungan),
        serah_identitas_cocok=identitas_cocok,
        serah_cara=CaraSerah(cara),
        **ukuran_selesai(p, timezone.now()),
    )  # fmt: skip


def ukuran_selesai(p: Permohonan, kini: datetime) -> dict[str, Any]:
    """The figures of a closed permohonan: measured to the moment it was ready, not to when it was fetched."""
    siap = p.siap_pada or kini
    return {
        "siap_pada": siap,
        "tanggal_selesai": tanggal_lokal(kini),
        "tepat_waktu": tenggat.tepat(siap, p.janji_selesai),
        "lama_menit": tahap.lama_proses(p),
    }


def batalkan(*, permohonan: Permohonan, oleh: Pengguna, alasan: str) -> Permohonan:
    return pindahkan(permohonan=permohonan, transisi="batalkan", oleh=oleh, alasan=alasan)
