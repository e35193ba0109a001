"""The base of every API view, and the helpers that they share."""

from collections.abc import Callable
from typing import Any, ClassVar, cast
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from inti.akun.akses import publik
from inti.audit.pembukaan import dibuka
from layanan.models import Permohonan

from ..autentikasi import Bercakupan, LajuToken, TokenBearer
from ..bentuk import Masalah
from ..masalah import JENIS, masalah, tangani
from ..urai import JsonBersih


class PemilihJson:
    """Always JSON, whatever the Accept header says."""

    def select_parser(self, request: Any, parsers: list[Any]) -> Any:
        jenis = (request.content_type or "").split(";")[0].strip()
        return next((p for p in parsers if p.media_type == jenis), None)

    def select_renderer(
        self, request: Any, renderers: list[Any], format_suffix: Any = None
    ) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class Api(APIView):
    """`cakupan`: method -> the scope that the token needs."""

    authentication_classes: Any = (TokenBearer,)
    permission_classes: Any = (Bercakupan,)
    throttle_classes: Any = (LajuToken,)
    renderer_classes = (JSONRenderer,)
    parser_classes = (JsonBersih,)
    content_negotiation_class = PemilihJson  # type: ignore[assignment]
    cakupan: ClassVar[dict[str, str]] = {}
    http_method_names = ["get", "post", "delete", "head"]

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return tangani

    @classmethod
    def as_view(cls, **awal: Any) -> Any:
        """Guarded by the token, not by the session: for the pages' guards this is a public view."""
        return publik(super().as_view(**awal))


class TidakAda(Api):
    """Whatever else is asked under /api/v1/: an answer of the API, not a page."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    http_method_names = [*Api.http_method_names, "put", "patch", "options"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404


def periksa(kelas: type[Serializer[Any]], data: Any) -> dict[str, Any]:
    """The validated input. Raises ValidationError (422)."""
    bentuk = kelas(data=data)
    bentuk.is_valid(raise_exception=True)
    return dict(bentuk.validated_data)


def permohonan(request: Request, uuid: UUID) -> Permohonan:
    """One that the token's person may see; its ledger notes the application. Raises Http404."""
    p = Permohonan.objects.untuk(cast(Any, request.user)).lengkap().filter(uuid=uuid).first()
    if p is None:
        raise Http404
    dibuka(request._request, p)
    return p


def _tolak(kalimat: str) -> OpenApiResponse:
    return OpenApiResponse(Masalah, description=kalimat)


TOLAK: dict[Any, Any] = {
    (401, JENIS): _tolak("Token tidak ada atau tidak berlaku."),
    (403, JENIS): _tolak("Cakupan atau jabatan tidak mencukupi."),
    (429, JENIS): _tolak("Terlalu banyak permintaan."),
}
TIDAK_ADA: dict[Any, Any] = TOLAK | {(404, JENIS): _tolak("Tidak ada, atau tidak terlihat.")}
ISIAN: dict[Any, Any] = TIDAK_ADA | {
    (400, JENIS): _tolak("Bukan JSON yang sah."),
    (409, JENIS): _tolak("Keadaannya sudah berubah."),
    (415, JENIS): _tolak("Bukan application/json."),
    (422, JENIS): _tolak("Isian perlu diperbaiki."),
}

__all__ = ["ISIAN", "TIDAK_ADA", "TOLAK", "Api", "TidakAda", "masalah", "periksa", "permohonan"]
