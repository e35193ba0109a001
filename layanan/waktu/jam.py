"""The clock of the instansi: its zone, its calendar day."""

from datetime import date, datetime

from django.utils import timezone

from inti.akun.waktu import hari_ini, zona_waktu

__all__ = ["hari_ini", "tanggal_lokal", "zona_waktu"]


def tanggal_lokal(pada: datetime) -> date:
    return timezone.localdate(pada, zona_waktu())
