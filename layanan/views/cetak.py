"""PDFs made on the spot: the receipt and the draft of the letter. The signed letter is served by `berkas:unduh`."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.permintaan import Permintaan

from ..dokumen.susun import susun_pdf, susun_png
from ..models import Permohonan
from ..surat import data as surat
from .objek import permohonan_milik


def _pdf(isi: bytes, nama: str) -> HttpResponse:
    return HttpResponse(
        isi,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{nama}.pdf"',
            "Cache-Control": "private, no-store",
            "X-Frame-Options": "SAMEORIGIN",
        },
    )


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def tanda_terima(request: Permintaan, uuid: UUID) -> HttpResponse:
    return lembar_tanda_terima(permohonan_milik(request, uuid))


def lembar_tanda_terima(p: Permohonan) -> HttpResponse:
    """The receipt, as often as it is asked for; who may have it is for the caller to say."""
    templat, data = surat.susun_tanda_terima(p, surat.instansi_kini())
    return _pdf(susun_pdf(templat, data, kertas="A5"), f"tanda-terima-{p.nomor_registrasi}")


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def pemberitahuan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The slip of the last refusal (Ps 9 ayat 2-3)."""
    p = permohonan_milik(request, uuid)
    if not p.jumlah_penolakan:
        raise Http404("Permohonan ini belum pernah dikembalikan.")
    templat, data = surat.susun_pemberitahuan(p, surat.instansi_kini())
    return _pdf(susun_pdf(templat, data), f"pemberitahuan-{p.nomor_registrasi}")


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def konsep_gambar(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The first page of the draft as a picture: a telephone shows no PDF inside a page."""
    p = permohonan_milik(request, uuid)
    templat, data = surat.konsep(p, surat.instansi_kini(), request.user)
    gambar = susun_png(templat, data, ppi=110)[0]
    return HttpResponse(gambar, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def konsep(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = permohonan_milik(request, uuid)
    templat, data = surat.konsep(p, surat.instansi_kini(), request.user)
    return _pdf(susun_pdf(templat, data), f"konsep-{p.nomor_registrasi}")
