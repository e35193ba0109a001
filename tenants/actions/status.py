"""Suspend, re-open and archive an instansi."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from inti.audit import catat
from inti.errors import MasukanSalah
from inti.situs import batalkan_cache
from inti.ui.format import tanggal
from tenants.models import Instansi
from tenants.workflow import ALUR


@transaction.atomic
def _pindahkan(
    *, instansi: Instansi, transisi: str, oleh: Any, alasan: str = "", sampai: date | None = None
) -> Instansi:
    """The only place where the status of a provisioned instansi changes."""
    t = ALUR[transisi]
    instansi = Instansi.objects.select_for_update().get(pk=instansi.pk)
    t.periksa(instansi, oleh, alasan)
    dari = instansi.status
    instansi.status, instansi.ditangguhkan_sampai = t.ke, sampai
    instansi.alasan_status = alasan.strip()
    instansi.save(update_fields=["status", "ditangguhkan_sampai", "alasan_status"])
    rinci = {"sampai": tanggal(sampai) if sampai else "diaktifkan kembali"} if t.nama == "tangguhkan" else {}
    catat(
        f"instansi.{t.nama}",
        instansi,
        oleh=oleh,
        dari=dari,
        ke=t.ke,
        alasan=alasan.strip(),
        nama=instansi.nama,
        **rinci,
    )
    transaction.on_commit(batalkan_cache)
    return instansi


def hari_ini(instansi: Instansi) -> date:
    """Today where the instansi is."""
    return timezone.localdate(timezone=ZoneInfo(instansi.zona_waktu))


def tangguhkan(*, instansi: Instansi, sampai: date | None, alasan: str, oleh: Any) -> Instansi:
    """Close the site of an instansi until the end of `sampai` (None: until further notice).

    Perbup Tanah Bumbu 25/2019 Ps 18(2)c (pemutusan jaringan) is one reason for it; maintenance is another.
    """
    if sampai is not None and sampai < hari_ini(instansi):
        raise MasukanSalah(
            "Tanggal penangguhan sudah lewat.", bidang={"sampai": "Pilih hari ini atau sesudahnya."}
        )
    return _pindahkan(instansi=instansi, transisi="tangguhkan", oleh=oleh, alasan=alasan, sampai=sampai)


def aktifkan(*, instansi: Instansi, oleh: Any, alasan: str = "") -> Instansi:
    return _pindahkan(instansi=instansi, transisi="aktifkan", oleh=oleh, alasan=alasan)


def arsipkan(*, instansi: Instansi, alasan: str, oleh: Any) -> Instansi:
    """Take an instansi out of service; its schema stays as it is."""
    return _pindahkan(instansi=instansi, transisi="arsipkan", oleh=oleh, alasan=alasan)


def aktifkan_yang_lewat() -> list[Instansi]:
    """Re-open every instansi whose suspension ended before today, as its page promised."""
    calon = Instansi.objects.masa_tangguh_lewat(timezone.localdate()).order_by("pk")
    return [
        aktifkan(instansi=i, oleh=None, alasan="Masa penangguhan berakhir.")
        for i in calon
        if i.ditangguhkan_sampai and i.ditangguhkan_sampai < hari_ini(i)
    ]
