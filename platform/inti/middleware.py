"""From the host name to the site, its URLconf and its database login; and from a refusal to a page."""

import logging
import random
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.http import Http404, HttpResponse, HttpResponseForbidden, HttpResponseNotFound
from django.shortcuts import render

from inti.errors import Galat
from inti.permintaan import Permintaan
from inti.situs import PORTAL, Situs, alamat, pada_situs, situs_permintaan

log = logging.getLogger(__name__)
TEMA = "/ui/tema.css"
Jawab = Callable[[Permintaan], HttpResponse]


def basis_data_hilang(galat: BaseException | None) -> bool:
    """Whether the error means that PostgreSQL cannot be reached just now."""
    while galat is not None:
        if isinstance(galat, OperationalError | InterfaceError):
            return True
        galat = galat.__cause__ or galat.__context__
    return False


def permintaan_cacat(request: Permintaan) -> HttpResponse | None:
    """400 for a NUL byte (PostgreSQL has no such text), 413 for a body larger than any form of ours."""
    if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        return HttpResponse("Alamat tidak sah.", status=400, content_type="text/plain; charset=utf-8")
    panjang = request.META.get("CONTENT_LENGTH") or "0"
    if not panjang.isdecimal() or int(panjang) > settings.SPBE_PERMINTAAN_MAKS:
        return HttpResponse("Kiriman terlalu besar.", status=413, content_type="text/plain; charset=utf-8")
    return None


def halaman_503(request: Permintaan) -> HttpResponse:
    jawaban = render(request, "503.html", status=503)
    jawaban["Retry-After"] = "10"
    return jawaban


class SitusMiddleware:
    """Finds the site of the host, refuses unknown and suspended ones, and logs in to the database as that site.

    Before and after the request this thread is nobody for the database.
    """

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: Permintaan) -> HttpResponse:
        koneksi: Any = connections[DEFAULT_DB_ALIAS]  # once: each look through the proxy asks for the thread
        koneksi.set_sasaran(None)
        if tolak := permintaan_cacat(request):
            return tolak
        request.id_permintaan = f"{random.getrandbits(128):032x}"
        try:
            situs = situs_permintaan(request)
        except (OperationalError, InterfaceError):
            log.exception("Basis data tidak terjangkau saat mencari situs")
            return self._di_portal(request, halaman_503)
        if situs is None:
            return self._di_portal(request, self._tidak_dikenal)
        if situs.instansi and situs.instansi.status != "aktif":
            return self._di_portal(request, lambda r: self._tidak_aktif(r, situs))
        return self._layani(request, situs, koneksi)

    def _layani(self, request: Permintaan, situs: Situs, koneksi: Any) -> HttpResponse:
        request.situs = situs
        request.tenant = situs.instansi
        request.urlconf = f"inti.urls.{situs.jenis}"
        with pada_situs(situs):
            try:
                koneksi.set_sasaran(situs.sasaran, situs.instansi)
                return self.get_response(request)
            finally:
                koneksi.set_sasaran(None)

    def _di_portal(self, request: Permintaan, jawab: Jawab) -> HttpResponse:
        """Answer without a database: as the portal, with nobody logged in."""
        request.situs = Situs(PORTAL, "")
        request.tenant = None
        request.urlconf = "inti.urls.portal"
        request.user = AnonymousUser()  # type: ignore[assignment]
        request.session = SesiKosong()
        with pada_situs(request.situs):
            if request.path == TEMA:  # the refusal itself needs its colours
                return import_module("inti.ui.views").tema_css(request)
            return jawab(request)

    def _tidak_dikenal(self, request: Permintaan) -> HttpResponse:
        konteks = {"host": request.get_host(), "portal_url": alamat(PORTAL)}
        return render(request, "ui/tidak_dikenal.html", konteks, status=404)

    def _tidak_aktif(self, request: Permintaan, situs: Situs) -> HttpResponse:
        instansi = situs.instansi
        assert instansi is not None
        if instansi.status != "ditangguhkan":
            return self._tidak_dikenal(request)
        konteks = {
            "instansi": instansi,
            "sampai": instansi.ditangguhkan_sampai,
            "alasan": instansi.alasan_status,
            "kontak": settings.SPBE_KONTAK,
            "portal_url": alamat(PORTAL),
        }
        return render(request, "ui/ditangguhkan.html", konteks, status=503)


class SesiKosong(SessionBase):
    """The portal keeps no sessions: its login may not even read the table."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(None)

    def exists(self, session_key: str) -> bool:
        return False

    def create(self) -> None:
        return

    def save(self, must_create: bool = False) -> None:
        return

    def delete(self, session_key: str | None = None) -> None:
        return

    def load(self) -> dict[str, object]:
        return {}

    @classmethod
    def clear_expired(cls) -> None:
        return


class SesiMiddleware(SessionMiddleware):
    """Sessions where people can log in; an empty one on the portal."""

    def process_request(self, request: Permintaan) -> None:  # type: ignore[override]
        if request.situs.jenis == PORTAL:
            request.session = SesiKosong()
        else:
            super().process_request(request)


class WajibMasukMiddleware(LoginRequiredMiddleware):
    """Every view needs a log-in unless it is marked `@publik`; the portal has none, so there such a view does not exist."""

    def handle_no_permission(self, request: Permintaan, view_func: Any) -> Any:  # type: ignore[override]
        if request.situs.jenis == PORTAL:
            raise Http404
        return super().handle_no_permission(request, view_func)


class GalatMiddleware:
    """Renders refusals (`inti.errors.Galat`), turns a missing database into 503, and records refused attempts."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: Permintaan) -> HttpResponse:
        jawaban = self.get_response(request)
        self._catat_penolakan(request, jawaban.status_code)
        if (
            request.situs.jenis != PORTAL
            and request.user.is_authenticated
            and not jawaban.has_header("Cache-Control")
        ):
            jawaban["Cache-Control"] = "private, no-store"  # not in the cache of a shared computer
        return jawaban

    def _catat_penolakan(self, request: Permintaan, status: int) -> None:
        """Every 403, and every 404 of somebody who is logged in, leaves a line in the audit trail."""
        if status not in (403, 404) or request.situs.jenis == PORTAL or request.path == "/favicon.ico":
            return
        try:
            if status == 403 or request.user.is_authenticated:
                import_module("inti.audit").catat_penolakan(request, status)
        except (OperationalError, InterfaceError):
            log.exception("Penolakan tidak dapat dicatat")

    def process_exception(self, request: Permintaan, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Galat):
            konteks = {
                "judul": exception.judul,
                "pesan": exception.pesan,
                "saran": exception.saran,
                "kontak": settings.SPBE_KONTAK,
                "status": exception.status,
                "bidang": getattr(exception, "bidang", {}),
            }
            return render(request, "ui/galat.html", konteks, status=exception.status)
        if basis_data_hilang(exception):
            log.error("Basis data tidak terjangkau: %s", type(exception).__name__)
            return halaman_503(request)
        return None


def server_error(request: Permintaan) -> HttpResponse:
    """handler500: a missing database is 503, whatever layer noticed it."""
    if basis_data_hilang(sys.exc_info()[1]):
        return halaman_503(request)
    return render(request, "500.html", status=500)


def permission_denied(request: Permintaan, exception: Exception) -> HttpResponse:
    return HttpResponseForbidden(render(request, "403.html", {"alasan": str(exception)}).content)


def page_not_found(request: Permintaan, exception: Exception) -> HttpResponse:
    return HttpResponseNotFound(render(request, "404.html").content)
