"""`/api/3/action/<name>`: CKAN's envelope around monitoring_center.walidata.katalog.ckan."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from inti.akun.akses import publik
from inti.laju import TerlaluSering, dibatasi
from inti.situs import PORTAL, alamat

from .. import ckan, openapi
from .katalog import terlihat_publik
from .unduh import terbuka_bagi_semua

MAKS_BADAN = 64 * 1024


@csrf_exempt  # reads only, no session: CKAN's own client posts its parameters
@publik
@require_http_methods(["GET", "HEAD", "POST"])
def tindakan(request: HttpRequest, nama: str) -> HttpResponseBase:
    bantuan = alamat(PORTAL, f"/api/3/action/help_show?name={nama}")
    try:
        isi, status = _jalankan(request, nama)
    except TerlaluSering as galat:
        isi, status = _galat("Rate Limit Error", galat.pesan), 429
    return terbuka_bagi_semua(JsonResponse({"help": bantuan} | isi, status=status))


@publik
@require_safe
def skema(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document of all this."""
    return terbuka_bagi_semua(JsonResponse(openapi.skema(), content_type="application/vnd.oai.openapi+json"))


@dibatasi("ckan", maks=120, detik=60)
def _jalankan(request: HttpRequest, nama: str) -> tuple[dict[str, Any], int]:
    fungsi = ckan.TINDAKAN.get(nama)
    if fungsi is None:
        return _galat("Bad Request", f"Action name not known: {nama}"), 400
    try:
        return {"success": True, "result": fungsi(terlihat_publik(), _parameter(request))}, 200
    except ckan.TidakAda:
        return _galat("Not Found Error", "Not found: no such dataset or resource is open."), 404
    except ckan.SalahParameter as galat:
        return {"success": False, "error": {"__type": "Validation Error"} | galat.galat}, 409


def _galat(jenis: str, pesan: str) -> dict[str, Any]:
    return {"success": False, "error": {"__type": jenis, "message": pesan}}


def _parameter(request: HttpRequest) -> dict[str, Any]:
    isi: dict[str, Any] = dict(request.GET.items())
    if request.method != "POST":
        return isi
    if request.content_type != "application/json":
        return isi | dict(request.POST.items())
    try:
        badan = json.loads(request.body[: MAKS_BADAN + 1] or b"{}")
    except ValueError:
        badan = None
    if not isinstance(badan, dict):
        raise ckan.SalahParameter(message="JSON object expected")
    return isi | badan
