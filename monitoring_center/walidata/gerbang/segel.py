"""Sealing the ledger: every few minutes its head is copied to where the portal publishes it. The gate closes when that stops."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from .models import Segel

BATAS = timedelta(hours=4)  # as gerbang.buka says it
TERLAMBAT = timedelta(minutes=20)
PER_HALAMAN = 200


@dataclass(frozen=True)
class Keadaan:
    """`menunggu_sejak`: the oldest record without a seal; None when all are sealed."""

    terakhir: Segel | None
    menunggu_sejak: datetime | None

    @property
    def lama(self) -> timedelta:
        return timezone.now() - self.menunggu_sejak if self.menunggu_sejak else timedelta()

    @property
    def tertutup(self) -> bool:
        return self.lama > BATAS

    @property
    def terlambat(self) -> bool:
        return self.lama > TERLAMBAT


def keadaan() -> Keadaan:
    """For the Monitoring Center's login."""
    return Keadaan(Segel.objects.order_by("-urut").first(), menunggu_sejak())


def menunggu_sejak() -> datetime | None:
    with connection.cursor() as k:
        k.execute("SELECT gerbang.belum_disegel_sejak()")
        return k.fetchone()[0]


def segelkan() -> int:
    """Seal the present head. Returns its number; sealing twice changes nothing."""
    with connection.cursor() as k:
        k.execute("SELECT gerbang.segelkan()")
        return int(k.fetchone()[0])


def bereskan() -> int:
    """End tickets that were left open, take down grants that have ended. Returns how many."""
    with connection.cursor() as k:
        k.execute("SELECT gerbang.bereskan()")
        return int(k.fetchone()[0])


def terbitan(sebelum: int | None = None) -> tuple[list[Segel], int | None]:
    """A page of what the portal publishes, newest first, and where older ones start."""
    qs = Segel.objects.filter(urut__gt=0)
    baris = list((qs.filter(urut__lt=sebelum) if sebelum else qs)[: PER_HALAMAN + 1])
    return baris[:PER_HALAMAN], baris[PER_HALAMAN - 1].urut if len(baris) > PER_HALAMAN else None


def sebagai_json(sebelum: int | None = None) -> dict[str, Any]:
    baris, berikut = terbitan(sebelum)
    isi = [{"urut": s.urut, "sidik": s.sidik_hex, "pada": s.pada.isoformat()} for s in baris]
    return {"algoritma": "sha256", "segel": isi, "berikut": berikut}
