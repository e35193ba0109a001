"""The gate of the demonstration: real readings under the grants of the procedure, one revoked, one ended, attempts refused."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from inti.akun.models import Pengguna
from inti.db import sebagai_pemilik, sebagai_sasaran
from inti.situs import MONITORING, InfoInstansi, Situs, pada_situs, situs_instansi, situs_publik
from monitoring_center.walidata.prosedur import actions

from . import baca, segel
from .models import Izin, JejakAkses, Peristiwa

DICABUT = "Pendampingan keluarga miskin ekstrem"
BERAKHIR = "Verifikasi alamat pemohon bantuan"
MAKSUD = (
    "Pencocokan usulan penerima triwulan IV",
    "Pemeriksaan nama ganda sebelum musyawarah desa",
    "Rekap per desa untuk rapat koordinasi",
)


def isi_demo(semua: list[InfoInstansi]) -> int:
    """Returns how many records the ledger has now. Safe to repeat: once somebody has read, nothing is added."""
    situs = {i.schema_name: situs_instansi(i) for i in semua}
    pusat = situs_publik(MONITORING)
    with _di(pusat):
        sudah = JejakAkses.objects.filter(peristiwa=Peristiwa.BUKA).exists()
        daftar = list(Izin.objects.order_by("pk"))
    if not sudah:
        for izin in (i for i in daftar if i.pembaca in situs):
            _baca(situs[izin.pembaca], izin)
        _akhiri(situs, pusat, daftar)
        if daftar:
            _orang_asing(situs, daftar[0])
    with _di(pusat):
        segel.segelkan()
        return JejakAkses.objects.count()


def _baca(situs: Situs, izin: Izin) -> None:
    """Two pages and a download under tickets of their own; then a column that the grant does not have."""
    with _di(situs):
        oleh = f"{_orang('pengelola_data').nama} (halaman)"
        for n, maksud in enumerate(MAKSUD):
            with baca.bacaan(izin, maksud=maksud, oleh=oleh) as b:
                h = b.halaman(batas=50)
                while n == 0 and h.berikut:
                    h = b.halaman(batas=500, sesudah=h.berikut)
        _ditolak(lambda: baca.bacaan(izin, maksud=MAKSUD[0], oleh=oleh, kolom=["pemohon_hp"]).__enter__())


def _akhiri(situs: dict[str, Situs], pusat: Situs, daftar: list[Izin]) -> None:
    """Revoked by Sekda; ended yesterday, which only the owner of the rows can show today. Both readers try once more."""
    kini = timezone.now()
    for izin in daftar:
        if izin.kegunaan == DICABUT:
            with _di(pusat):
                actions.cabut(izin=izin, alasan="Kegiatan pendampingan dihentikan.", oleh=_orang("sekda"))
        elif izin.kegunaan == BERAKHIR:
            with sebagai_pemilik():
                Izin.objects.filter(pk=izin.pk).update(
                    mulai=kini - dt.timedelta(days=60), selesai=kini - dt.timedelta(days=1)
                )
        else:
            continue
        _coba(situs[izin.pembaca], izin, "Melanjutkan pencocokan")


def _orang_asing(situs: dict[str, Situs], izin: Izin) -> None:
    """Somebody of a third instansi tries a grant that is not theirs."""
    asing = next((s for skema, s in situs.items() if skema not in (izin.pembaca, izin.pemilik)), None)
    if asing:
        _coba(asing, izin, "Melihat data penerima")


def _coba(situs: Situs, izin: Izin, maksud: str) -> None:
    with _di(situs):
        oleh = f"{_orang('pengelola_data').nama} (halaman)"
        _ditolak(lambda: baca.buka(izin.uuid, maksud, oleh))


def _ditolak(coba: Callable[[], object]) -> None:
    try:
        coba()
    except baca.DitolakGerbang:
        return
    raise AssertionError("Gerbang peragaan membuka yang seharusnya ditolak.")


@contextmanager
def _di(situs: Situs) -> Iterator[None]:
    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        yield


def _orang(peran: str) -> Any:
    orang = Pengguna.objects.filter(aktif=True).berperan(peran).order_by("pk").first()
    if orang is None:
        raise LookupError(f"Peragaan tidak mempunyai {peran}.")
    return orang
