"""Addresses and names that must work even on an error page: no database, no context, no exception."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from inti.ui import format as f
from inti.ui.tema import tema_kini, versi


def aset(jalur: str) -> str:
    """URL of a static file; never raises, so that an error page cannot fail for a missing manifest."""
    try:
        return static(jalur)
    except ValueError:
        return f"/static/{jalur}"


def tema_url() -> str:
    """URL of the theme's stylesheet with its fingerprint; "" where the URLconf has none."""
    try:
        return f"{reverse('ui:tema_css')}?v={versi(tema_kini())}"
    except NoReverseMatch:
        return ""


def alamat_sendiri(url: str, request: HttpRequest) -> str:
    """The address when it is on this host, else the front page: a way back must not lead elsewhere."""
    aman = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if aman else "/"


def zona_nama() -> str:
    """Asia/Makassar"""
    return str(f.zona_kini())


def nama_kabupaten() -> str:
    return tema_kini().nama


def url_lambang() -> str:
    return aset(tema_kini().lambang)
