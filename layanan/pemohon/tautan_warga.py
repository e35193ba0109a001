"""What the rooms offer the applicant on the tracking page: "rate our service", "complain about this".

The core imports no room: a room registers a function in its `apps.ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import Permohonan


@dataclass(frozen=True, slots=True)
class TautanWarga:
    label: str
    url: str
    keterangan: str = ""
    utama: bool = False


Pemberi = Callable[["Permohonan"], TautanWarga | None]
_pemberi: list[Pemberi] = []


def daftarkan(fn: Pemberi) -> Pemberi:
    """`fn(p)` gives the link for this permohonan, or None. Reads only: a tracking page never writes."""
    if fn not in _pemberi:
        _pemberi.append(fn)
    return fn


def untuk(p: "Permohonan") -> list[TautanWarga]:
    semua = [t for fn in _pemberi if (t := fn(p)) is not None]
    return sorted(semua, key=lambda t: not t.utama)
