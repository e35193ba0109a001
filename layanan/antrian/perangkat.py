"""Kiosk and call screen: nobody logs in there; the secret address is the key (Perangkat)."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import publik
from inti.laju import dibatasi
from inti.permintaan import Permintaan

from ..waktu.jam import hari_ini
from . import actions
from .hitung import di_depan, kelompok_terbuka
from .hitung import layar as isi_layar
from .models import Antrian, JenisPerangkat, Kelompok, Perangkat


def _perangkat(token: str, jenis: JenisPerangkat) -> None:
    if Perangkat.bertoken(token, jenis) is None:
        raise Http404("Perangkat tidak dikenal.")


@require_GET
@publik
@dibatasi("antrian-kios", maks=240, detik=60)
def kios(request: Permintaan, token: str) -> HttpResponse:
    _perangkat(token, JenisPerangkat.KIOS)
    return _tertutup(render(request, "antrian/kios.html", {"token": token, "kelompok": kelompok_terbuka()}))


@require_POST
@publik
@dibatasi("antrian-ambil", maks=30, detik=60)
def kios_ambil(request: Permintaan, token: str, kode: str) -> HttpResponse:
    _perangkat(token, JenisPerangkat.KIOS)
    a = actions.ambil(kelompok=get_object_or_404(Kelompok, kode=kode, aktif=True))
    return redirect("antrian:kios_nomor", token, a.uuid)


@require_GET
@publik
@dibatasi("antrian-kios", maks=240, detik=60)
def kios_nomor(request: Permintaan, token: str, uuid: UUID) -> HttpResponse:
    _perangkat(token, JenisPerangkat.KIOS)
    a = get_object_or_404(Antrian.objects.hari(hari_ini()), uuid=uuid)
    konteks = {
        "a": a,
        "di_depan": di_depan(a),
        "kembali": reverse("antrian:kios", args=[token]),
        "kios": True,
    }
    return _tertutup(render(request, "antrian/karcis.html", konteks))


@require_GET
@publik
@dibatasi("antrian-layar", maks=240, detik=60)
def layar(request: Permintaan, token: str) -> HttpResponse:
    _perangkat(token, JenisPerangkat.LAYAR)
    return _tertutup(render(request, "antrian/layar.html", isi_layar() | {"token": token}))


@require_GET
@publik
@dibatasi("antrian-layar", maks=240, detik=60)
def layar_isi(request: Permintaan, token: str) -> HttpResponse:
    """The changing part, asked for every three seconds; 304 while nothing changed."""
    _perangkat(token, JenisPerangkat.LAYAR)
    isi = render_to_string("antrian/_layar.html", isi_layar(), request=request)
    etag = f'"{hashlib.sha256(isi.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return _tertutup(HttpResponse(status=304, headers={"ETag": etag}))
    return _tertutup(HttpResponse(isi, headers={"ETag": etag}))


def _tertutup(jawaban: HttpResponse) -> HttpResponse:
    """The address is a secret: not for caches, search machines or the next site."""
    jawaban["Cache-Control"] = "private, no-cache"
    jawaban["X-Robots-Tag"] = "noindex"
    jawaban["Referrer-Policy"] = "same-origin"
    return jawaban
