"""The seals, for everybody: whoever keeps one can prove later that the ledger was rewritten."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from inti.akun.akses import publik
from inti.laju import dibatasi
from inti.permintaan import Permintaan

from .. import segel


def _sebelum(request: Permintaan) -> int | None:
    nilai = request.GET.get("sebelum", "")
    return int(nilai) if nilai.isdecimal() and len(nilai) < 18 else None


@publik
@require_GET
@dibatasi("segel", maks=120, detik=60)
def halaman(request: Permintaan) -> HttpResponse:
    baris, berikut = segel.terbitan(_sebelum(request))
    return render(request, "gerbang/segel.html", {"segel": baris, "berikut": berikut})


@publik
@require_GET
@dibatasi("segel", maks=120, detik=60)
def berkas(request: Permintaan) -> HttpResponse:
    """The same as JSON, for `spbe walidata periksa-jejak --segel` and for those who keep copies."""
    return JsonResponse(
        segel.sebagai_json(_sebelum(request)), headers={"Cache-Control": "public, max-age=60"}
    )
