"""How statuses and deadlines look: one word, one icon and one colour everywhere."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from inti.ui import format

from .enums import DIKERJAKAN, KeadaanNomor, Status, StatusSyarat

SEGERA = timedelta(hours=4)


class Chip(NamedTuple):
    label: str
    nada: str
    ikon: str


CHIP_STATUS = {
    Status.DIAJUKAN: Chip("Diajukan", "info", "inbox"),
    Status.DIVERIFIKASI: Chip("Diverifikasi", "info", "checklist"),
    Status.DIDISTRIBUSI: Chip("Di seksi", "info", "send"),
    Status.DIVALIDASI: Chip("Divalidasi", "info", "rubber-stamp"),
    Status.DIPARAF: Chip("Diparaf", "info", "pencil"),
    Status.DITANDATANGANI: Chip("Siap diambil", "sukses", "file-check"),
    Status.SELESAI: Chip("Selesai", "netral", "circle-check"),
    Status.DITOLAK: Chip("Perlu dilengkapi", "peringatan", "alert-triangle"),
    Status.DIBATALKAN: Chip("Dibatalkan", "netral", "ban"),
}
CHIP_SYARAT = {
    StatusSyarat.BELUM: Chip("Belum diperiksa", "netral", "clock"),
    StatusSyarat.SESUAI: Chip("Sesuai", "sukses", "check"),
    StatusSyarat.TIDAK_SESUAI: Chip("Tidak sesuai", "bahaya", "x"),
    StatusSyarat.TIDAK_ADA: Chip("Tidak ada", "bahaya", "x"),
}
CHIP_NOMOR = {
    KeadaanNomor.TERPAKAI: Chip("Terpakai", "sukses", "check"),
    KeadaanNomor.DIPESAN: Chip("Dipesan", "info", "bookmark"),
    KeadaanNomor.BATAL: Chip("Batal", "netral", "ban"),
    KeadaanNomor.HILANG: Chip("Hilang", "bahaya", "alert-circle"),
}


def chip_status(status: str, *, perlu_ttd: bool = True) -> Chip:
    if status == Status.DIVALIDASI and not perlu_ttd:
        return CHIP_STATUS[Status.DITANDATANGANI]
    return CHIP_STATUS[Status(status)]


def chip_tenggat(status: str, janji: datetime, kini: datetime | None = None) -> Chip | None:
    """Late, due soon, or on its way; None when the clock of the instansi does not run."""
    if status not in DIKERJAKAN:
        return None
    selisih = janji - (kini or timezone.now())
    if selisih < timedelta(0):
        return Chip(f"Terlambat {_kira(-selisih)}", "bahaya", "alert-circle")
    if selisih < SEGERA:
        return Chip(f"{_kira(selisih)} lagi", "peringatan", "clock")
    return Chip(f"{_kira(selisih)} lagi", "netral", "clock")


def _kira(selisih: timedelta) -> str:
    """The largest unit alone: a chip is for a glance, the moment itself stands among the facts."""
    for satuan in (timedelta(days=1), timedelta(hours=1)):
        if selisih >= satuan:
            return format.lama(selisih // satuan * satuan)
    return format.lama(selisih)
