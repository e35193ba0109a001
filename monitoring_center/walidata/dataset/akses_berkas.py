"""Who may read the file that a version was loaded from."""

from typing import Any

from inti.akun.hak import Hak
from inti.berkas.akses import daftarkan
from inti.berkas.models import Berkas

from .models import Versi


@daftarkan
def pembaca(pengguna: Any, berkas: Berkas) -> bool:
    return pengguna.punya(Hak.DATA_KELOLA) and Versi.objects.filter(berkas=berkas).exists()
