"""What the FO decides (Perbup Tanah Laut 126/2022 Ps 9 ayat 1-2) and where the file then goes (Ps 1 angka 13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.errors import MasukanSalah

from ..enums import StatusSyarat
from ..models import Permohonan, PersyaratanPermohonan, Seksi
from ..workflow import ALUR
from .pindah import kunci, terapkan


@dataclass(frozen=True, slots=True)
class Nilai:
    """The FO's judgement of one requirement."""

    status: str
    catatan: str = ""


def _nilai_syarat(p: Permohonan, nilai: Mapping[int, Nilai], oleh: Pengguna) -> list[PersyaratanPermohonan]:
    """Write the judgements; returns all requirements of the permohonan as they now stand."""
    semua = list(p.persyaratan.select_related("persyaratan"))
    kini = timezone.now()
    dinilai = [s for s in semua if s.pk in nilai]
    for s in dinilai:
        s.status, s.catatan = StatusSyarat(nilai[s.pk].status), nilai[s.pk].catatan[:240]
        selesai = s.status != StatusSyarat.BELUM
        s.diperiksa_oleh, s.diperiksa_pada = (oleh, kini) if selesai else (None, None)
    PersyaratanPermohonan.objects.bulk_update(
        dinilai, ["status", "catatan", "diperiksa_oleh", "diperiksa_pada"]
    )
    return semua


@transaction.atomic
def setujui(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    nilai: Mapping[int, Nilai],
    catatan: str = "",
    teruskan: bool = False,
) -> Permohonan:
    """Every required item must be "sesuai". The promised time starts now: the file is complete.

    `teruskan`: and on to the seksi of the service in the same transaction, if this person may distribute.
    """
    p, t = kunci(permohonan, "setujui", oleh)
    kurang = {
        f"syarat_{s.pk}": "Syarat wajib ini belum dinyatakan sesuai."
        for s in _nilai_syarat(p, nilai, oleh)
        if s.persyaratan.wajib and s.status != StatusSyarat.SESUAI
    }
    if kurang:
        raise MasukanSalah("Berkas belum lengkap, sehingga belum dapat disetujui.", bidang=kurang)
    teruskan = teruskan and oleh.punya(ALUR["distribusikan"].hak)
    p = terapkan(p, t, oleh=oleh, alasan=catatan, kabari_meja=not teruskan)
    return distribusikan(permohonan=p, oleh=oleh) if teruskan else p


@transaction.atomic
def tolak(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    alasan: str,
    nilai: Mapping[int, Nilai],
    batas: date | None = None,
) -> Permohonan:
    """Refuse with the reason and the requirements that failed; the applicant may come back (Ps 9 ayat 3)."""
    p, t = kunci(permohonan, "tolak", oleh, alasan)
    gagal = [
        {"kode": s.persyaratan.kode, "nama": s.persyaratan.nama, "status": s.status, "catatan": s.catatan}
        for s in _nilai_syarat(p, nilai, oleh)
        if s.status in (StatusSyarat.TIDAK_SESUAI, StatusSyarat.TIDAK_ADA)
    ]
    return terapkan(
        p, t, oleh=oleh, alasan=alasan, rinci={"gagal": gagal},
        tolak_alasan=alasan.strip(), jumlah_penolakan=p.jumlah_penolakan + 1, batas_perbaikan=batas,
    )  # fmt: skip


@transaction.atomic
def distribusikan(
    *, permohonan: Permohonan, oleh: Pengguna, seksi: Seksi | None = None, alasan: str = ""
) -> Permohonan:
    """To the seksi of the service, or with a reason to another one."""
    p, t = kunci(permohonan, "distribusikan", oleh, alasan)
    tujuan = seksi or Seksi.objects.get(pk=p.layanan.seksi_id)
    if tujuan.pk != p.layanan.seksi_id and not alasan.strip():
        raise MasukanSalah(
            "Tuliskan mengapa permohonan ini tidak ke seksi pengampunya.",
            bidang={"alasan": "Alasan wajib diisi bila seksi berbeda."},
        )
    return terapkan(p, t, oleh=oleh, alasan=alasan, rinci={"seksi": tujuan.kode}, seksi=tujuan)
