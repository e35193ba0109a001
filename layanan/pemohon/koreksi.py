"""What people had corrected about themselves (UU 27/2022 Ps 6), asked of the room that keeps it when a form is prefilled."""

from collections.abc import Callable, Mapping

Sumber = Callable[[str], Mapping[str, str]]
_sumber: list[Sumber] = []


def daftarkan(fn: Sumber) -> Sumber:
    """`fn(nik)` gives field -> corrected value, of the fields of the intake form."""
    if fn not in _sumber:
        _sumber.append(fn)
    return fn


def terkini(nik: str) -> dict[str, str]:
    hasil: dict[str, str] = {}
    for fn in _sumber:
        hasil |= dict(fn(nik))
    return hasil
