"""The published keys and withdrawn letters; the same file on every instansi and on the portal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from inti.akun.akses import publik
from inti.laju import dibatasi

from ..surat.kunci_terbit import terbitan

SEJAM = 3600  # seconds


def _tanda(request: HttpRequest) -> str | None:
    kunci = terbitan()
    return quote_etag(f"{kunci.dibuat}-{len(kunci.instansi)}-{len(kunci.dicabut)}") if kunci else None


@publik
@require_safe
@dibatasi("kunci-dokumen", maks=60, detik=60)
@condition(etag_func=_tanda)
def kunci_dokumen(request: HttpRequest) -> HttpResponse:
    """Nothing secret: public keys, and fingerprints that say nothing to who does not hold the letter."""
    kunci = terbitan()
    if kunci is None:
        raise Http404("Daftar kunci belum terbit.")
    jawaban = HttpResponse(kunci.ke_json(), content_type="application/json; charset=utf-8")
    jawaban["Cache-Control"] = f"public, max-age={SEJAM}"
    jawaban["Content-Disposition"] = 'attachment; filename="kunci-dokumen.json"'
    return jawaban
