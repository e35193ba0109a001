"""What the pages of the queue show: counts, waiting times, who is called where."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from inti.ui.format import KOSONG

from ..models import Layanan
from ..waktu.jam import hari_ini
from .models import DI_LOKET, Antrian, Keadaan, Kelompok, Loket


@dataclass(frozen=True, slots=True)
class Hari:
    """Figures of one day; waiting = from taking the number to the first call."""

    diambil: int
    menunggu: int
    selesai: int
    dilewati: int
    tunggu: timedelta | None
    layan: timedelta | None

    @property
    def menit_tunggu(self) -> int | str:
        return _menit(self.tunggu)

    @property
    def menit_layan(self) -> int | str:
        return _menit(self.layan)


def _menit(rata: timedelta | None) -> int | str:
    return KOSONG if rata is None else round(rata.total_seconds() / 60)


def angka_hari(hari: date | None = None) -> Hari:
    h = Antrian.objects.filter(tanggal=hari or hari_ini()).aggregate(
        diambil=Count("pk"),
        menunggu=Count("pk", filter=Q(keadaan=Keadaan.MENUNGGU)),
        selesai=Count("pk", filter=Q(keadaan=Keadaan.SELESAI)),
        dilewati=Count("pk", filter=Q(keadaan=Keadaan.DILEWATI)),
        tunggu=Avg(F("dipanggil_pertama") - F("diambil_pada")),
        layan=Avg(F("selesai_pada") - F("dilayani_pada")),
    )
    return Hari(**h)


def kelompok_terbuka() -> list[Any]:
    """The groups of the kiosk, with how many wait in each today."""
    hari = Antrian.objects.filter(tanggal=hari_ini(), keadaan=Keadaan.MENUNGGU, kelompok=OuterRef("pk"))
    banyak = hari.order_by().values("kelompok").annotate(n=Count("pk")).values("n")
    terbuka = Kelompok.objects.filter(aktif=True).annotate(menunggu=Coalesce(Subquery(banyak), 0))
    return list(terbuka.order_by("urutan", "kode"))


def di_depan(a: Antrian) -> int:
    """How many of the same group were there first and still wait."""
    sama = Antrian.objects.filter(tanggal=a.tanggal, kelompok=a.kelompok, keadaan=Keadaan.MENUNGGU)
    return sama.filter(urut__lt=a.urut).count()


def layar() -> dict[str, Any]:
    """The call screen: the newest call, what stands at every loket, and who is next. Three queries."""
    di_loket = list(
        Antrian.objects.hari(hari_ini()).filter(keadaan__in=DI_LOKET).order_by("-dipanggil_pada", "-pk")
    )
    per_loket = {a.loket_id: a for a in di_loket}
    dipanggil = [a for a in di_loket if a.keadaan == Keadaan.DIPANGGIL]
    return {
        "panggilan": dipanggil[0] if dipanggil else (di_loket[0] if di_loket else None),
        "loket": [(x, per_loket.get(x.pk)) for x in Loket.objects.filter(aktif=True)],
        "berikut": list(Antrian.objects.hari(hari_ini()).menunggu()[:8]),
    }


def layanan_kelompok(kelompok: Kelompok) -> list[Layanan]:
    """The services that are taken in from a number of this group."""
    semua = list(Layanan.objects.aktif())
    if kelompok.layanan:
        return [x for x in semua if x.kode in kelompok.layanan]
    lain = {kode for k in Kelompok.objects.exclude(pk=kelompok.pk) for kode in k.layanan}
    return [x for x in semua if x.kode not in lain]
