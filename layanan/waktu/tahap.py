"""The clock of a permohonan: every status that it passes becomes one row, and the promise follows from them.

The promise counts from the moment when the file is complete (the FO's approval). While the applicant repairs,
nothing counts: afterwards the promise has as much working time left as when the pause began.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..enums import Hitungan, Status
from . import tenggat
from .jam import tanggal_lokal
from .tahapan import bagian_menit, hitungan

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

    from ..models import Layanan, Permohonan, Riwayat
    from ..models.waktu import Tahap


def standar(layanan: "Layanan", pada: datetime) -> int:
    """The standard time of a service in working minutes."""
    return tenggat.menit_standar(layanan.waktu_nilai, layanan.waktu_satuan, tanggal_lokal(pada))


def batas(layanan: "Layanan", status: str, mulai: datetime) -> tuple[int, datetime]:
    """(standard minutes, latest moment) of a stage that begins now."""
    menit = bagian_menit(layanan, status, standar(layanan, mulai), tenggat.bagian_tahap())
    return menit, tenggat.tambah(mulai, menit)


def mulai_tahap(
    p: "Permohonan", urutan: int, mulai: datetime, jenis: Hitungan, kelas: "type[Tahap] | None" = None
) -> "Tahap":
    """The open stage for the present status of `p`; also sets `p.batas_tahap`."""
    from ..models.waktu import Tahap

    menit, sampai = (
        batas(p.layanan, p.status, mulai) if jenis in (Hitungan.SEBELUM, Hitungan.JANJI) else (None, None)
    )
    p.batas_tahap = sampai
    return (kelas or Tahap)(
        permohonan=p,
        urutan=urutan,
        tahap=p.status,
        hitungan=jenis,
        di_pemohon=jenis == Hitungan.JEDA,
        mulai=mulai,
        menit_standar=menit,
        batas_pada=sampai,
        seksi_id=p.seksi_id,
    )


def tutup(t: "Tahap", pada: datetime, *, transisi: str, petugas: int | None) -> None:
    t.selesai = max(pada, t.mulai)
    t.menit_kerja = tenggat.lama_kerja(t.mulai, t.selesai)
    t.transisi, t.petugas_id = transisi, petugas


def awal(p: "Permohonan") -> None:
    """The first stage of a new permohonan, which is already saved with `batas_tahap`."""
    mulai_tahap(p, 1, p.masuk_pada, Hitungan.SEBELUM).save(force_insert=True)


def pindah(p: "Permohonan", transisi: str, *, oleh: "Pengguna | None", pada: datetime) -> dict[str, Any]:
    """End the open stage and begin that of the new status of `p`. Returns the columns of `p` that follow from it.

    Three queries. The row of `p` is locked by the caller.
    """
    semua = list(p.tahap.order_by("urutan"))
    terbuka = next((t for t in semua if t.selesai is None), None)
    if terbuka is not None:
        pada = max(pada, terbuka.mulai)
        tutup(terbuka, pada, transisi=transisi, petugas=oleh.pk if oleh else None)
        terbuka.save(update_fields=["selesai", "menit_kerja", "transisi", "petugas"])
    lengkap = any(t.hitungan == Hitungan.JANJI for t in semua)
    jenis = hitungan(p.status, siap=p.siap_pada is not None, lengkap=lengkap)
    ubah = _janji(p, jenis, terbuka, pada, lengkap=lengkap)
    p.batas_tahap = None
    if jenis is not None:
        urutan = semua[-1].urutan + 1 if semua else 1
        mulai_tahap(p, urutan, pada, jenis).save(force_insert=True)
    return ubah | {"batas_tahap": p.batas_tahap}


def _janji(
    p: "Permohonan", jenis: Hitungan | None, lalu: "Tahap | None", pada: datetime, *, lengkap: bool
) -> dict[str, Any]:
    if jenis == Hitungan.SEBELUM or (jenis == Hitungan.JANJI and not lengkap):
        return {"janji_selesai": tenggat.tambah(pada, standar(p.layanan, pada))}
    if jenis == Hitungan.JANJI and lalu is not None and lalu.hitungan == Hitungan.JEDA:
        return {"janji_selesai": lanjut(p.janji_selesai, lalu.mulai, pada)}
    return {}


def lanjut(janji: datetime, jeda: datetime, pada: datetime) -> datetime:
    """The promise after a pause: with the working time that was left at its beginning. A broken promise stays broken."""
    sisa = tenggat.lama_kerja(jeda, janji)
    return tenggat.tambah(pada, sisa) if sisa else janji


def lama_proses(p: "Permohonan") -> int:
    """Working minutes of the instansi: the sum of its stages, without the applicant's time and the wait for the fetching."""
    return sum(t.menit_kerja or 0 for t in p.tahap.all() if t.dihitung)


def dari_riwayat(
    p: "Permohonan", riwayat: Iterable["Riwayat"], kelas: "type[Tahap] | None" = None
) -> list["Tahap"]:
    """The stages of a permohonan that was written in bulk. No query; `p.status` is put back as it was.

    `kelas`: the model as a migration knows it.
    """
    semua: list[Tahap] = []
    akhir, lengkap = p.status, False
    for r in riwayat:
        if semua and semua[-1].selesai is None:
            tutup(semua[-1], r.pada, transisi=r.transisi, petugas=r.oleh_id)
        p.status = r.ke
        lengkap = lengkap or (r.ke != Status.DIAJUKAN and r.ke != Status.DITOLAK)
        siap = p.siap_pada is not None and r.pada >= p.siap_pada
        jenis = hitungan(r.ke, siap=siap, lengkap=lengkap)
        if jenis is not None:
            semua.append(mulai_tahap(p, len(semua) + 1, r.pada, jenis, kelas))
            if r.ke in (Status.DIAJUKAN, Status.DIVERIFIKASI):
                semua[-1].seksi_id = None
    p.status = akhir
    if not semua or semua[-1].selesai is not None:
        p.batas_tahap = None
    return semua
