"""The stages of a permohonan: their names, whose clock runs in each, and their share of the promised time."""

from typing import Any

from ..enums import DIKERJAKAN, TERTUTUP, Hitungan, Status

NAMA: dict[str, str] = {
    Status.DIAJUKAN: "Pemeriksaan berkas",
    Status.DIVERIFIKASI: "Pembagian ke seksi",
    Status.DIDISTRIBUSI: "Validasi di seksi",
    Status.DIVALIDASI: "Paraf",
    Status.DIPARAF: "Tanda tangan",
    Status.DITANDATANGANI: "Menunggu diambil",
    Status.DITOLAK: "Dilengkapi pemohon",
}
BAGIAN: dict[str, int] = {
    Status.DIAJUKAN: 10,
    Status.DIVERIFIKASI: 10,
    Status.DIDISTRIBUSI: 50,
    Status.DIVALIDASI: 20,
    Status.DIPARAF: 20,
}
"""Percent of the standard time. The clock of the promise starts when the file is complete, so the check of the file
(`diajukan`) has its own share beside the hundred of the others."""
BAGIAN_LAIN = 20
MENIT_TERKECIL = 5


def nama_tahap(tahap: str, layanan: Any = None, *, serah: bool = False) -> str:
    """`layanan`: for the services that have no paraf, or no signature, of their own."""
    if serah:
        return NAMA[Status.DITANDATANGANI]
    if layanan is not None and tahap == Status.DIVALIDASI and not layanan.perlu_paraf:
        tahap = Status.DIPARAF
    if tahap in NAMA:
        return NAMA[tahap]
    return Status(tahap).label if tahap in Status.values else tahap


def hitungan(status: str, *, siap: bool, lengkap: bool) -> Hitungan | None:
    """Whose clock runs in a status; None when the case is closed.

    Args:
        siap: the product is ready for the applicant.
        lengkap: the file was found complete once, now or before.
    """
    if status in TERTUTUP:
        return None
    if siap:
        return Hitungan.SERAH
    if status not in DIKERJAKAN:
        return Hitungan.JEDA
    return Hitungan.JANJI if lengkap or status != Status.DIAJUKAN else Hitungan.SEBELUM


def rute(layanan: Any) -> list[str]:
    """The statuses in which the clock of the promise runs on the ordinary way of a service."""
    tahap: list[str] = [Status.DIVERIFIKASI, Status.DIDISTRIBUSI]
    if layanan.perlu_ttd:
        tahap.append(Status.DIVALIDASI)
    if layanan.perlu_ttd and layanan.perlu_paraf:
        tahap.append(Status.DIPARAF)
    return tahap


def bagian_menit(layanan: Any, tahap: str, total: int, setelan: list[Any]) -> int:
    """Working minutes that a stage may take of `total`. `setelan`: rows (kode_layanan, tahap, persen)."""
    umum = BAGIAN | {t: p for kode, t, p in setelan if not kode}
    bobot = umum | {t: p for kode, t, p in setelan if kode == layanan.kode}
    jalan = rute(layanan)
    seratus = 100 if tahap not in jalan else sum(bobot[t] for t in jalan)
    return max(total * bobot.get(tahap, BAGIAN_LAIN) // seratus, min(MENIT_TERKECIL, total))
