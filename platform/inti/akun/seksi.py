"""Names of the seksi of an instansi. They belong to a domain app, which registers how to list them."""

from collections.abc import Callable

_pembaca: list[Callable[[], list[tuple[str, str]]]] = []


def daftarkan(fn: Callable[[], list[tuple[str, str]]]) -> Callable[[], list[tuple[str, str]]]:
    """`fn() -> [(kode, nama), …]` for the present instansi. Usable as a decorator; registering twice is
    harmless."""
    if fn not in _pembaca:
        _pembaca.append(fn)
    return fn


def pilihan_seksi() -> list[tuple[str, str]]:
    return [pasangan for fn in _pembaca for pasangan in fn()]
