"""Validation with paraf, hand-over and cancellation (Perbup Tanah Laut 126/2022 Ps 1 angka 14-16)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.errors import MasukanSalah

from .. import konsep, tahap, tenggat
from ..enums import CaraSerah, Hubungan
from ..models import Permohonan
from ..models.permohonan import teks_json
from ..orang import penugasan
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
        ubah["isian_sandi"] = p.isian_sandi = teks_json(p.isian | dict(isian))
    if p.layanan.perlu_ttd:
        lama = konsep.tersimpan(p)
        isi = lama.data | {"isian": lama.data["isian"] | dict(isian or {})} if lama else konsep.isi_awal(p)
        konsep.beri_paraf(p, konsep.simpan(p, isi, oleh), oleh=oleh, tugas=penugasan(oleh, t.hak))
        ubah["giliran_paraf"] = konsep.giliran_sesudah(p)
    return terapkan(p, t, oleh=oleh, alasan=catatan, rinci={"cara": cara} if cara else {}, **ubah)


@transaction.atomic
def paraf(*, permohonan: Permohonan, oleh: Pengguna, catatan: str = "") -> Permohonan:
    """The next paraf of the chain, on the version of the letter as it is now."""
    p, t = kunci(permohonan, "paraf", oleh)
    tugas = next(x for x in oleh.penugasan_berlaku() if x.peran == p.giliran_paraf)
    tanda = konsep.beri_paraf(p, konsep.terkini(p), oleh=oleh, tugas=tugas)
    rinci = {"konsep": tanda.konsep.versi, "sidik": tanda.konsep.sidik}
    return terapkan(
        p, t, oleh=oleh, alasan=catatan, rinci=rinci, giliran_paraf=konsep.giliran_sesudah(p)
    )  # fmt: skip


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
