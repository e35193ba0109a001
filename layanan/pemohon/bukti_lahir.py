"""The second thing that an applicant knows: the date of birth.

The link alone shows the state of the file, nothing of the person.
"""

from datetime import date

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from inti.laju import TerlaluSering

from ..models import Permohonan
from .nik import NikSalah, urai_nik

NAMA_KUE = "lacak_bukti"
GARAM = "layanan.lacak.lahir"
UMUR = 1800  # seconds that a proof lasts
MAKS_SALAH = 10
"""Wrong dates for one permohonan in an hour, from wherever: there are only some thirty thousand birthdays to try."""


def tanggal_lahir(p: Permohonan) -> date | None:
    """As written at the counter; else what the NIK says."""
    if iso := p.rinci.get("tanggal_lahir"):
        return date.fromisoformat(str(iso)[:10])
    try:
        return urai_nik(p.pemohon_nik).tanggal_lahir
    except NikSalah:
        return None


def cocok(p: Permohonan, tanggal: date) -> bool:
    """Raises TerlaluSering (429) once too many dates were wrong, also for the right one."""
    kunci = f"lahir:{p.pk}"
    if (cache.get(kunci) or 0) >= MAKS_SALAH:
        raise TerlaluSering(
            "Tanggal lahir untuk permohonan ini terlalu sering salah.",
            saran="Coba lagi satu jam lagi, atau tanyakan ke loket dengan menunjukkan KTP-el.",
        )
    if tanggal == tanggal_lahir(p):
        return True
    if not cache.add(kunci, 1, 3600):
        try:
            cache.incr(kunci)
        except ValueError:  # ran out between the two calls
            cache.set(kunci, 1, 3600)
    return False


def _jalur(p: Permohonan) -> str:
    return reverse("layanan:lacak_kode", args=[p.kode_lacak])


def pasang(jawaban: HttpResponse, p: Permohonan) -> None:
    """The browser may show the details of this permohonan for half an hour."""
    jawaban.set_signed_cookie(
        NAMA_KUE,
        p.kode_lacak,
        salt=GARAM,
        max_age=UMUR,
        path=_jalur(p),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def lepas(jawaban: HttpResponse, p: Permohonan) -> None:
    jawaban.delete_cookie(NAMA_KUE, path=_jalur(p), samesite="Lax")


def terbukti(request: HttpRequest, p: Permohonan) -> bool:
    try:
        return request.get_signed_cookie(NAMA_KUE, salt=GARAM, max_age=UMUR) == p.kode_lacak
    except (KeyError, signing.BadSignature):
        return False
