"""What every request of a logged-in person must satisfy before its view runs."""

import time
from collections.abc import Callable
from typing import Any, cast

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from inti.akun.akses import PermintaanMasuk
from inti.akun.sesi import KUNCI_AKTIF
from inti.audit import catat

JEDA_CATAT = 300  # seconds between two notes of "still active" in a session
BOLEH_TANPA_MFA = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
    }
)


class PenjagaAkunMiddleware:
    """Ends sessions that lay idle, and leads those whose peran demands a second factor to its set-up page.

    Must stand after LoginRequiredMiddleware and MessageMiddleware. Public pages are not touched.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if getattr(view, "publik", False) or not request.user.is_authenticated:
            return None
        if terlalu_lama_diam(request):
            catat("akun.keluar", request.user, oleh=request.user, sebab="diam")
            logout(request)
            messages.info(request, "Anda keluar otomatis karena lama tidak ada kegiatan. Silakan masuk lagi.")
            return _arahkan(request, redirect_to_login(request.get_full_path()).url)
        if perlu_pasang_mfa(cast(PermintaanMasuk, request)) and nama_view(request) not in BOLEH_TANPA_MFA:
            if request.accepts("text/html") or getattr(request, "htmx", False):
                return _arahkan(request, reverse("mfa_activate_totp"))
            raise PermissionDenied(
                "Peran Anda mewajibkan verifikasi dua langkah. Pasang lebih dahulu pada profil."
            )
        return None


def nama_view(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.url_name) or ""


def terlalu_lama_diam(request: HttpRequest) -> bool:
    """Whether the session lay idle for SPBE_SESI_DIAM seconds; otherwise notes the activity now and then."""
    kini = time.time()
    terakhir = request.session.get(KUNCI_AKTIF, kini)
    if kini - terakhir > settings.SPBE_SESI_DIAM:
        return True
    if kini - terakhir > JEDA_CATAT or KUNCI_AKTIF not in request.session:
        request.session[KUNCI_AKTIF] = kini
    return False


def perlu_pasang_mfa(request: PermintaanMasuk) -> bool:
    """Whether this person must set up a second factor before doing anything else."""
    if not settings.SPBE_MFA_WAJIB or not request.user.wajib_mfa():
        return False
    if any(c["method"] == "mfa" for c in get_authentication_records(request, request.user)):
        return False
    return not is_mfa_enabled(request.user, [Authenticator.Type.TOTP])


def _arahkan(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else HttpResponseRedirect(url)
