"""The only place where the status of a permohonan changes."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat

from ..enums import Status
from ..kabar import kabari
from ..meja.orang import jabatan
from ..models import Permohonan, Riwayat
from ..surat.konsep import batalkan_paraf
from ..surat.naskah import lepaskan
from ..waktu import tahap
from ..workflow import ALUR, Transisi

RINCI_AUDIT = frozenset(
    (
        "kanal",
        "seksi",
        "dari_seksi",
        "alasan_kode",
        "nomor",
        "sha256",
        "versi",
        "pengajuan_ke",
        "basah",
        "susulan",
    )
)
"""What of a step may stand in the trail, which nobody can empty: never what somebody typed about a person."""


def kunci(
    permohonan: Permohonan, transisi: str, oleh: Pengguna, alasan: str = ""
) -> tuple[Permohonan, Transisi]:
    """Lock the row and check the step against what is in the database now, not against what the page showed.

    Raises TransisiTidakSah (409), TidakBerhak (403) or MasukanSalah (422).
    """
    t = ALUR[transisi]
    terkunci = kunci_baris(permohonan)
    t.periksa(terkunci, oleh, alasan)
    return terkunci, t


def kunci_baris(permohonan: Permohonan) -> Permohonan:
    """The row as it is in the database now, locked until the caller's transaction ends."""
    return (
        Permohonan.objects.select_for_update(of=("self",))
        .select_related("layanan", "seksi")
        .get(pk=permohonan.pk)
    )


def terapkan(
    p: Permohonan,
    t: Transisi,
    *,
    oleh: Pengguna | None,
    alasan: str = "",
    rinci: dict[str, Any] | None = None,
    kabari_meja: bool = True,
    **ubah: Any,
) -> Permohonan:
    """Move a row that `kunci` returned: status, stamps, history, audit and notices, in the caller's transaction.

    `oleh` is None where nobody of the office acts: the download that closes the file, the deadline that passed. Whatever
    was claimed is free again.
    """
    kini = timezone.now()
    dari = p.status
    if p.perlu_surat and dari in (Status.DIVALIDASI, Status.DIPARAF) and t.cap not in ("ttd", "paraf"):
        lepaskan(p, oleh=oleh, alasan=alasan)
    nilai: dict[str, Any] = {"status": t.ke, "klaim_oleh": None, "klaim_sampai": None}
    for cap in t.hapus:
        nilai |= {f"{cap}_oleh": None, f"{cap}_pada": None}
    if "distribusi" in t.hapus:
        nilai["seksi"] = None
    if "distribusi" in (*t.hapus, t.cap):
        nilai["petugas"] = None
    if "validasi" in t.hapus:
        nilai |= {
            "siap_pada": None,
            "giliran_paraf": "",
            "putusan": "",
            "putusan_alasan": "",
            "putusan_dasar": "",
        }
        batalkan_paraf(p, f"{t.sesudah}.")
    if t.cap:
        nilai |= {f"{t.cap}_oleh": oleh, f"{t.cap}_pada": kini}
    nilai |= ubah
    for nama, isi in nilai.items():
        setattr(p, nama, isi)
    waktu = tahap.pindah(p, t.nama, oleh=oleh, pada=nilai.get(f"{t.cap}_pada") or kini)
    for nama, isi in waktu.items():
        setattr(p, nama, isi)
    nilai |= waktu
    p.save(update_fields=[*nilai, "diubah_pada"])
    catat_riwayat(
        p,
        t.nama,
        dari=dari,
        oleh=oleh,
        alasan=alasan,
        rinci=rinci,
        jabatan_oleh=jabatan(oleh, t.hak) if oleh else "",
    )
    kabari(p, t, oleh=oleh, alasan=alasan, meja_berikut=kabari_meja)
    return p


def catat_riwayat(
    p: Permohonan, transisi: str, *, dari: str, oleh: Pengguna | None, jabatan_oleh: str = "", alasan: str = "",
    rinci: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    rinci = rinci or {}
    Riwayat.objects.create(
        permohonan=p,
        transisi=transisi,
        dari=dari,
        ke=p.status,
        oleh=oleh,
        oleh_nama=oleh.nama if oleh else "",
        jabatan=jabatan_oleh,
        alasan=alasan.strip(),
        rinci=rinci,
        pada=timezone.now(),
    )
    tercatat = {k: v for k, v in rinci.items() if k in RINCI_AUDIT}
    catat(f"permohonan.{transisi}", p, oleh=oleh, dari=dari, ke=p.status, **tercatat)


@transaction.atomic
def pindahkan(
    *,
    permohonan: Permohonan,
    transisi: str,
    oleh: Pengguna,
    alasan: str = "",
    rinci: dict[str, Any] | None = None,
) -> Permohonan:
    """Take a step that needs nothing but a person and perhaps a reason."""
    p, t = kunci(permohonan, transisi, oleh, alasan)
    return terapkan(p, t, oleh=oleh, alasan=alasan, rinci=rinci)
