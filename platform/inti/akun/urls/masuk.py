"""allauth's pages that exist here, under Indonesian addresses and with their access declared.

Without a namespace, because allauth looks them up by their own names: `path("akun/",
include("inti.akun.urls.masuk"))`.
"""

from functools import wraps
from typing import Any

from allauth.account import views as akun
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as kode_pemulihan
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, re_path

from inti.akun.akses import publik, require
from inti.akun.views.profil import dua_langkah, pemulihan


def _berstatus(view: Any) -> Any:
    """allauth answers an invalid form with 200; here that is 422."""

    @wraps(view)
    def dijaga(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        jawaban: HttpResponseBase = view(request, *args, **kwargs)
        if isinstance(jawaban, TemplateResponse) and request.method == "POST":
            form = (jawaban.context_data or {}).get("form")
            if form is not None and form.is_bound and form.errors:
                jawaban.status_code = 422
        return jawaban

    return dijaga


def _terbuka(view: Any) -> Any:
    return publik(_berstatus(view))


def _masuk(view: Any) -> Any:
    return require()(_berstatus(view))


urlpatterns = [
    path("login/", _terbuka(akun.login), name="account_login"),
    path("logout/", _terbuka(akun.logout), name="account_logout"),
    path("nonaktif/", _terbuka(akun.account_inactive), name="account_inactive"),
    path("autentikasi-ulang/", _masuk(akun.reauthenticate), name="account_reauthenticate"),
    path("sandi/ubah/", _masuk(akun.password_change), name="account_change_password"),
    path("sandi/buat/", _masuk(akun.password_set), name="account_set_password"),
    path("sandi/lupa/", _terbuka(akun.password_reset), name="account_reset_password"),
    path("sandi/lupa/terkirim/", _terbuka(akun.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _terbuka(akun.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "sandi/baru/selesai/",
        _terbuka(akun.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("dua-langkah/", dua_langkah, name="mfa_index"),
    path("dua-langkah/kode/", _terbuka(mfa.authenticate), name="mfa_authenticate"),
    path("dua-langkah/kode-ulang/", _masuk(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("dua-langkah/pasang/", _masuk(totp.activate_totp), name="mfa_activate_totp"),
    path("dua-langkah/matikan/", _masuk(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("dua-langkah/pemulihan/", pemulihan, name="mfa_view_recovery_codes"),
    path(
        "dua-langkah/pemulihan/baru/",
        _masuk(kode_pemulihan.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
