"""The request as our views get it: the middlewares have put the site, the person and htmx on it."""

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from inti.akun.models import Pengguna
from inti.situs import InfoInstansi, Situs


class Permintaan(HttpRequest):
    """For annotations only: behind `@require` the user is a Pengguna; views marked `@publik` must look first."""

    user: Pengguna
    situs: Situs
    tenant: InfoInstansi | None
    session: SessionBase
    htmx: HtmxDetails
    id_permintaan: str
    urlconf: str
