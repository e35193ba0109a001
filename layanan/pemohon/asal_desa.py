"""The desa of an account (Ps 5): a Penugasan "pengguna" whose `seksi` is "desa:<kode>". What it submits belongs to the desa,
so a successor finds it and the account of another desa does not."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

AWALAN = "desa:"
PERAN = "pengguna"


def desa_tugas(pengguna: "Pengguna") -> list[str]:
    """`Penugasan.seksi` of the desa for which this account acts today."""
    return [t.seksi for t in pengguna.penugasan_berlaku() if t.peran == PERAN and t.seksi.startswith(AWALAN)]
