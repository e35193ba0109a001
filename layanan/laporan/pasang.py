"""Who may read the file of an export: the person who asked for it."""

from typing import Any

from inti.berkas import akses

from .models import EksporLaporan


def boleh_baca(pengguna: Any, berkas: Any) -> bool:
    return EksporLaporan.objects.untuk(pengguna).filter(berkas=berkas).exists()


def pasang() -> None:
    akses.daftarkan(boleh_baca)
