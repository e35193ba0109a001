"""Who may read the files of an outage: those who manage it; the scan of a form also whoever may see its permohonan."""

from typing import Any

from inti.akun.hak import Hak
from inti.berkas import akses

from ..models import Permohonan
from .models import Gangguan, Impor, PindaianImpor, Susulan


def boleh_baca(pengguna: Any, berkas: Any) -> bool:
    susulan = Susulan.objects.filter(formulir=berkas)
    if pengguna.punya(Hak.GANGGUAN_KELOLA):
        milik = (
            Gangguan.objects.filter(berkas_ba=berkas),
            Impor.objects.filter(berkas=berkas),
            susulan,
            PindaianImpor.objects.filter(berkas=berkas),
        )
        return any(m.exists() for m in milik)
    return Permohonan.objects.untuk(pengguna).filter(pk__in=susulan.values("permohonan")).exists()


def daftarkan() -> None:
    akses.daftarkan(boleh_baca)
