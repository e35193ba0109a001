"""Every URL of every kind of site says who may open it: `@require(...)` or `@publik`."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver

from inti.akun.hak import Hak

SITUS = ("portal", "diskominfo", "monitoring", "instansi")
PIHAK_KETIGA = ("allauth.",)  # guarded by allauth itself and by LoginRequiredMiddleware


def _view(pola: list[Any], awalan: str = "") -> Iterator[tuple[str, Any]]:
    for p in pola:
        jalur = awalan + str(p.pattern)
        if isinstance(p, URLResolver):
            yield from _view(p.url_patterns, jalur)
        elif isinstance(p, URLPattern):
            yield jalur, p.callback


def _semua() -> list[tuple[str, str, Any]]:
    return [(s, j, v) for s in SITUS for j, v in _view(import_module(f"inti.urls.{s}").urlpatterns)]


def test_tidak_ada_view_tanpa_penjaga():
    tanpa = [
        f"{situs}: /{jalur} ({view.__module__}.{view.__qualname__})"
        for situs, jalur, view in _semua()
        if not view.__module__.startswith(PIHAK_KETIGA)
        and not hasattr(view, "hak_wajib")
        and not getattr(view, "publik", False)
    ]
    assert tanpa == []


def test_penjaga_memakai_hak_yang_dikenal():
    for _, jalur, view in _semua():
        for h in getattr(view, "hak_wajib", ()):
            assert isinstance(h, Hak), jalur


def test_tidak_ada_nomor_urut_di_alamat():
    """Serial ids repeat in every schema: addresses carry a UUID, a code or a number of a document."""
    assert [j for _, j, v in _semua() if "<int:" in j and not v.__module__.startswith(PIHAK_KETIGA)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("situs", SITUS)
def test_tamu_tidak_bisa_membuka_halaman_yang_dijaga(situs, klien, instansi_a):
    k = klien(instansi_a if situs == "instansi" else situs)
    for jalur, view in _view(import_module(f"inti.urls.{situs}").urlpatterns):
        if "<" in jalur or getattr(view, "publik", False) or not hasattr(view, "hak_wajib"):
            continue
        jawaban = k.get("/" + jalur)
        assert jawaban.status_code in ((404,) if situs == "portal" else (302, 403)), jalur
        if jawaban.status_code == 302:
            assert "/akun/login/" in jawaban["Location"], jalur
