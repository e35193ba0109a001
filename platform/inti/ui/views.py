from dataclasses import asdict

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from inti.akun.akses import publik, require
from inti.ui import galeri as isi_galeri
from inti.ui import palet as palet_perintah
from inti.ui.menu import hak_pengguna
from inti.ui.tema import css, tema_kini, versi


@publik
def tema_css(request: HttpRequest) -> HttpResponse:
    """The two colours of the kabupaten as CSS variables; cached for ever under its fingerprint."""
    tema = tema_kini()
    respons = HttpResponse(css(tema), content_type="text/css; charset=utf-8")
    if request.GET.get("v") == versi(tema):
        patch_cache_control(respons, public=True, max_age=31_536_000, immutable=True)
    return respons


@require_POST
@require()
def palet(request: HttpRequest) -> JsonResponse:
    """What Ctrl-K shows for `q`. A POST that writes nothing: a NIK may be typed, and must not stand in an address."""
    hasil = palet_perintah.cari(request, request.POST.get("q", "")[:100])
    return JsonResponse({"hasil": [asdict(h) for h in hasil]}, headers={"Cache-Control": "private, no-store"})


@require()
def cari(request: HttpRequest) -> HttpResponse:
    """The same search as a page, for a browser without JavaScript; posted for the same reason."""
    q = request.POST.get("q", "").strip()[:100]
    return render(request, "ui/cari.html", {"q": q, "hasil": palet_perintah.cari(request, q)})


@publik
def galeri(request: HttpRequest, bagian: str = "komponen") -> HttpResponseBase:
    """Every component in every state: for staff, and for anyone while DEBUG."""
    if not (settings.DEBUG or hak_pengguna(request)):
        raise Http404
    return isi_galeri.tampilkan(request, bagian)
