"""The inbox of a person: what waits for them by step, and beside it what they should see but not do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone

from inti.akun.hak import Hak

from ..enums import Status
from ..models import Permohonan
from ..models.query import berjalan
from ..syarat import BEBAS
from ..waktu.tenggat import ambang_segera, ambang_terlambat
from ..workflow import ALUR, menunggu

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

SAMPINGAN = {
    "validasi": ("koordinator", "administrator"),
    "paraf": ("penanggung_jawab", "administrator"),
    "susun_konsep": ("pelaksana", "koordinator", "administrator"),
}
"""Steps that a post takes only when another is vacant, or its chain or the age of the file says so: shown when there is one."""


@dataclass(frozen=True, slots=True)
class Tab:
    kunci: str
    label: str
    q: Q
    tetap: bool = True
    tugas: bool = True
    """`tetap`: shown also when empty. `tugas`: these rows wait for the person."""


def tab_meja(oleh: "Pengguna") -> list[Tab]:
    """The tabs of the inbox, in the order of the way of a file."""
    hasil = []
    for t in ALUR.values():
        if not t.maju or not oleh.punya(t.hak):
            continue
        sampingan = oleh.berperan(*SAMPINGAN.get(t.nama, ()))
        kosong = t.nama == "validasi" and sampingan and not oleh.seksi()
        label = "Jabatan kosong" if kosong else t.tugas
        hasil.append(Tab(t.nama, label, menunggu(oleh, [t]), not sampingan))
    kini = timezone.now()
    dipegang = Q(klaim_sampai__gt=kini)
    hasil.append(Tab("untuk_saya", "Untuk saya", menunggu(oleh) & Q(petugas=oleh), tetap=False))
    hasil.append(Tab("saya", "Saya pegang", menunggu(oleh) & dipegang & Q(klaim_oleh=oleh), tetap=False))
    hasil.append(Tab("rekan", "Dipegang rekan", dipegang_rekan(oleh), tetap=False, tugas=False))
    if oleh.punya(Hak.PERMOHONAN_INPUT):
        hasil.append(Tab("pemohon", "Menunggu pemohon", Q(status=Status.DITOLAK), tugas=False))
    return hasil


def dipegang_rekan(oleh: "Pengguna") -> Q:
    """What would wait for this person if a colleague did not hold it now."""
    dipegang = Q(klaim_sampai__gt=timezone.now()) & ~Q(klaim_oleh=oleh) & Q(klaim_oleh__isnull=False)
    return menunggu(oleh, abaikan=BEBAS) & dipegang


def hitung_meja(oleh: "Pengguna", tab: Sequence[Tab] | None = None) -> dict[str, int]:
    """Counts of the inbox and its tabs, and how many of it are late or nearly so: one query."""
    tab = tab_meja(oleh) if tab is None else tab
    kini = timezone.now()
    telat, tugas = ambang_terlambat(kini), menunggu(oleh)
    semua = tugas
    for satu in tab:
        if not satu.tugas:
            semua |= satu.q
    hitungan: dict[str, Any] = {satu.kunci: Count("pk", filter=satu.q) for satu in tab}
    return (
        Permohonan.objects.untuk(oleh)
        .filter(semua)
        .aggregate(
            semua=Count("pk", filter=tugas),
            terlambat=Count("pk", filter=tugas & berjalan() & Q(janji_selesai__lt=telat)),
            segera=Count(
                "pk",
                filter=tugas
                & berjalan()
                & Q(janji_selesai__gte=telat, janji_selesai__lt=ambang_segera(kini)),
            ),
            **hitungan,
        )
    )
