"""Who may read a file. The apps that own files register how they decide; nobody else may read anything.

@daftarkan
def pembaca(pengguna, berkas) -> bool: ...
"""

from collections.abc import Callable

from inti.akun.models import Pengguna
from inti.berkas.actions import yatim
from inti.berkas.models import Berkas

Pembaca = Callable[[Pengguna, Berkas], bool]
_pembaca: list[Pembaca] = []


def daftarkan(fn: Pembaca) -> Pembaca:
    """`fn(pengguna, berkas)` is True when its app lets this person read this file. Usable as a decorator."""
    if fn not in _pembaca:
        _pembaca.append(fn)
    return fn


def boleh_baca(pengguna: Pengguna, berkas: Berkas) -> bool:
    """One registered app says yes; or it is one's own upload that is not attached to anything yet."""
    if any(fn(pengguna, berkas) for fn in _pembaca):
        return True
    return berkas.diunggah_oleh_id == pengguna.pk and yatim().filter(pk=berkas.pk).exists()
