"""How a view says who may enter. Every view carries exactly one of `@require(...)` and `@publik`.

The decorators leave `hak_wajib` (tuple of Hak, empty for "any person who is logged in") or `publik = True` on
the view, so a test can walk the URLconf and find a view that says neither.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from inti.akun.hak import Hak, label_peran, peran_berhak
from inti.akun.titipan import titipkan
from inti.errors import TidakBerhak
from inti.situs import situs_kini

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

View = TypeVar("View", bound=Callable[..., Any])


class PermintaanMasuk(HttpRequest):
    """For annotations: the request of a view behind `@require`, whose user is a person."""

    user: "Pengguna"


def require(*hak: Hak) -> Callable[[View], View]:
    """Only people who hold one of `hak`; without arguments, anybody who is logged in."""

    def hiasi(view: View) -> View:
        @wraps(view)
        def dijaga(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if hak and not any(request.user.punya(h) for h in hak):
                raise belum_berhak(*hak)
            return view(request, *args, **kwargs)

        dijaga.hak_wajib = hak  # type: ignore[attr-defined]
        dijaga.login_required = True  # type: ignore[attr-defined]
        return dijaga  # type: ignore[return-value]

    return hiasi


def publik(view: View) -> View:
    """Anybody may open this, without logging in."""
    view.publik = True  # type: ignore[attr-defined]
    return login_not_required(view)


def belum_berhak(*hak: Hak) -> TidakBerhak:
    """The refusal, naming the posts that hold the right."""
    situs = situs_kini()
    jenis = situs.instansi.jenis if situs and situs.instansi else ""
    jabatan = sorted({label_peran(p, jenis) for h in hak for p in peran_berhak(h)})
    return TidakBerhak(
        "Akun Anda belum diberi hak untuk halaman atau tindakan ini.",
        saran=f"Yang berhak: {', '.join(jabatan)}. Bila ini tugas Anda, hubungi administrator.",
    )


def wajib(oleh: "Pengguna", *hak: Hak) -> None:
    """For actions: raises TidakBerhak (403) when this person holds none of these rights."""
    if not any(oleh.punya(h) for h in hak):
        raise belum_berhak(*hak)


def perlu_autentikasi_ulang(view: View) -> View:
    """Ask for the password (or code) again unless that was done in the last five minutes. For paraf and
    signatures.

    A form that was being sent is kept and completed after the password; write `@require(...)` above this
    decorator.
    """

    @wraps(view)
    def dijaga(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if sudah_autentikasi_ulang(request):
            return view(request, *args, **kwargs)
        return minta_autentikasi_ulang(request)

    dijaga.perlu_autentikasi_ulang = True  # type: ignore[attr-defined]
    return dijaga  # type: ignore[return-value]


def sudah_autentikasi_ulang(request: HttpRequest) -> bool:
    """Whether this person proved again, in the last ACCOUNT_REAUTHENTICATION_TIMEOUT seconds, who they
    are."""
    punya_cara = bool(reauthentication.get_reauthentication_flows(request.user))
    return punya_cara and reauthentication.did_recently_reauthenticate(request)


def minta_autentikasi_ulang(request: HttpRequest) -> HttpResponse:
    """Send this person to prove who they are; what they were sending, files too, is kept and completed afterwards."""
    cara = get_adapter(request).get_reauthentication_methods(request.user)
    if not cara:
        raise TidakBerhak(
            "Akun ini tidak mempunyai kata sandi, sehingga tidak dapat membuktikan diri kembali."
        )
    request.session.pop(reauthentication.STATE_SESSION_KEY, None)
    if request.method == "POST":
        titipkan(request)
    alihan = f"{cara[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"
    return (
        HttpResponseClientRedirect(alihan)
        if getattr(request, "htmx", False)
        else HttpResponseRedirect(alihan)
    )
