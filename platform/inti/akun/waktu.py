"""The local calendar day: a penugasan starts at midnight where the instansi is."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from inti.situs import situs_kini


def zona_waktu() -> ZoneInfo:
    situs = situs_kini()
    if situs is not None and situs.instansi is not None and situs.instansi.zona_waktu:
        return ZoneInfo(situs.instansi.zona_waktu)
    return ZoneInfo(settings.TIME_ZONE)


def hari_ini() -> dt.date:
    return timezone.localdate(timezone=zona_waktu())
