"""A secret that shows itself to nobody by accident: not in a repr, a log line, a traceback's locals or a pickle."""

from typing import NoReturn


class Rahasia:
    """Holds a passphrase for the length of one call. `buka()` is the only way to read it."""

    __slots__ = ("_isi",)

    def __init__(self, isi: str) -> None:
        self._isi = isi

    def buka(self) -> str:
        return self._isi

    def __bool__(self) -> bool:
        return bool(self._isi)

    def __repr__(self) -> str:
        return "Rahasia(***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("Rahasia tidak disimpan.")
