import uuid

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from inti.akun.akses import PermintaanMasuk, require
from inti.audit import catat
from inti.audit.pembukaan import dibuka
from inti.berkas.akses import boleh_baca
from inti.berkas.jenis import KONTEN_TAMPIL, PDF
from inti.berkas.models import Berkas

CSP_BERKAS = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'self'; base-uri 'none'"
)


@require()
@require_safe
def unduh(request: PermintaanMasuk, nomor: uuid.UUID) -> FileResponse:
    """The file itself: as a download, or with `?tampil=1` inside the page (PDF and images). 404 when not
    one's business."""
    berkas = get_object_or_404(Berkas, uuid=nomor)
    if not boleh_baca(request.user, berkas):
        raise Http404("Berkas tidak ditemukan.")
    try:
        isi = berkas.buka()
    except FileNotFoundError as galat:
        raise Http404("Isi berkas tidak ditemukan.") from galat
    if berkas.pribadi and request.method == "GET":
        catat("berkas.dibaca", berkas, oleh=request.user)
    dibuka(request, berkas)
    tampil = "tampil" in request.GET and berkas.jenis_konten in KONTEN_TAMPIL
    jawaban = FileResponse(
        isi, as_attachment=not tampil, filename=berkas.nama, content_type=berkas.jenis_konten
    )
    return _lindungi(jawaban, sandbox=not (tampil and berkas.jenis_konten == PDF.konten))


def _lindungi(jawaban: FileResponse, *, sandbox: bool) -> FileResponse:
    """Whatever the file contains, it cannot act as a page of this site.

    Browsers do not open their PDF viewer under `sandbox`; a PDF that is shown gets the rest of the policy.
    """
    jawaban.headers["X-Content-Type-Options"] = "nosniff"
    jawaban.headers["Cache-Control"] = "private, no-store"
    jawaban.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    jawaban.headers["X-Frame-Options"] = "SAMEORIGIN"
    jawaban.headers["Content-Security-Policy"] = f"{CSP_BERKAS}; sandbox" if sandbox else CSP_BERKAS
    return jawaban
