"""How statuses and deadlines look: one word, one icon and one colour everywhere."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from ..enums import DIKERJAKAN, KeadaanNomor, Status, StatusSyarat
from ..waktu import tenggat


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


def chip_tenggat(
    status: str, janji: datetime, kini: datetime | None = None, batas_tahap: datetime | None = None
) -> Chip | None:
    """Late, late in its stage, due soon, or on its way, in working time; None when no clock of the instansi runs."""
    if status not in DIKERJAKAN:
        return None
    kini = kini or timezone.now()
    lewat = tenggat.lama_kerja(janji, kini)
    if lewat:
        return Chip(f"Terlambat {lama_singkat(lewat)}", "bahaya", "alert-circle")
    sisa = tenggat.lama_kerja(kini, janji)
    if batas_tahap is not None and tenggat.lama_kerja(batas_tahap, kini):
        return Chip(f"Tahap lewat, {lama_singkat(sisa)} lagi", "peringatan", "hourglass")
    nada = "peringatan" if sisa <= tenggat.SEGERA_MENIT else "netral"
    return Chip(f"{lama_singkat(sisa)} lagi", nada, "clock")


def _hari_jam_menit(menit: int) -> list[str]:
    sehari = tenggat.kalender_kini().menit_sehari(timezone.localdate())
    hari, sisa = divmod(menit, sehari)
    jam, sisa = divmod(sisa, 60)
    bagian = ((hari, "hari kerja"), (jam, "jam"), (sisa, "menit"))
    return [f"{n} {satuan}" for n, satuan in bagian if n] or ["0 menit"]


def lama_singkat(menit: int) -> str:
    """The largest unit alone: a chip is for a glance, the moment itself stands among the facts."""
    return _hari_jam_menit(menit)[0]


def lama_kerja_teks(menit: int) -> str:
    """ "2 hari kerja 1 jam 5 menit", a working day being as long as the instansi's."""
    return " ".join(_hari_jam_menit(menit))
