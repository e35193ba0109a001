"""Who may read a record of destruction: whoever keeps or agrees to destroy lists."""

from typing import Any

from inti.akun.hak import Hak

from .models import UsulMusnah


def boleh_baca(pengguna: Any, berkas: Any) -> bool:
    berhak = pengguna.punya(Hak.ARSIP_KELOLA) or pengguna.punya(Hak.ARSIP_SETUJUI)
    return berhak and UsulMusnah.objects.filter(berita_acara=berkas).exists()
