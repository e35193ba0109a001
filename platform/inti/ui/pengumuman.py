"""A notice above every page, from whichever app has one: `daftarkan(fn)`, `fn(request) -> [{judul, teks, url, url_label}]`.

It must be cheap (cached): it is asked on every page. A failing one is left out, never the page.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest

Pengumuman = dict[str, str]
_SUMBER: list[Callable[[HttpRequest], list[Pengumuman]]] = []
log = logging.getLogger(__name__)


def daftarkan(fn: Callable[[HttpRequest], list[Pengumuman]]) -> Callable[[HttpRequest], list[Pengumuman]]:
    if fn not in _SUMBER:
        _SUMBER.append(fn)
    return fn


def semua(request: HttpRequest) -> list[Pengumuman]:
    hasil: list[Pengumuman] = []
    for fn in _SUMBER:
        try:
            hasil += fn(request)
        except Exception:
            log.exception("Pengumuman tidak dapat dibaca")
    return hasil
