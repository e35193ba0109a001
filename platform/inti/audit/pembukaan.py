"""What a view showed, for whoever keeps a ledger of it.

A GET writes nothing itself. The view says `dibuka(request, objek)`; a middleware of the app that keeps the ledger reads
`yang_dibuka(request)` once the answer is made.
"""

from typing import Any

_ATRIBUT = "_objek_dibuka"


def dibuka(request: Any, objek: Any) -> None:
    request.__dict__.setdefault(_ATRIBUT, []).append(objek)


def yang_dibuka(request: Any) -> list[Any]:
    return list(request.__dict__.get(_ATRIBUT, ()))
