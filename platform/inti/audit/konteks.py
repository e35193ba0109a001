"""The request that is being answered in this thread, so that a line knows its address, device and request
number."""

import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

PANJANG_AGEN = 200
_asal: ContextVar["Asal | None"] = ContextVar("asal", default=None)


@dataclass(frozen=True)
class Asal:
    alamat_ip: str | None
    agen: str
    nomor: str


def asal_kini() -> Asal:
    """Where the present request comes from; empty in tasks and on the command line."""
    return _asal.get() or Asal(None, "", "")


def asal_dari(request: HttpRequest) -> Asal:
    from allauth.account.adapter import get_adapter
    from django.core.exceptions import PermissionDenied

    try:
        ip = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        ip = None
    return Asal(
        alamat_ip=ip,
        agen=request.headers.get("User-Agent", "")[:PANJANG_AGEN],
        nomor=getattr(request, "id_permintaan", "") or uuid.uuid4().hex,
    )


class AsalMiddleware:
    """Remembers the origin of the request and answers with its number in `X-Request-ID`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asal = asal_dari(request)
        tanda = _asal.set(asal)
        try:
            jawaban = self.get_response(request)
        finally:
            _asal.reset(tanda)
        jawaban.headers.setdefault("X-Request-ID", asal.nomor)
        return jawaban
