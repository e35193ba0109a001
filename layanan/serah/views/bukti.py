"""The receipt of a hand-over: page, PDF, the scan that may follow, and the code for a download given at the counter."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from layanan.dokumen.susun import susun_pdf
from layanan.models import Permohonan
from layanan.surat.data import instansi_kini
from layanan.views.galat import tandai
from layanan.views.objek import permohonan_milik

from .. import actions
from ..bukti import data_bukti
from ..forms import PindaianForm
from ..models import BerkasKembali, Penyerahan


def _penyerahan(request: Permintaan, uuid: UUID) -> tuple[Permohonan, Penyerahan]:
    p = permohonan_milik(request, uuid)
    s = Penyerahan.objects.select_related("oleh", "tanda_tangan", "surat_kuasa").filter(permohonan=p).first()
    if s is None:
        raise Http404("Permohonan ini belum diserahkan.")
    return p, s


def _halaman(
    request: Permintaan, p: Permohonan, s: Penyerahan, form: PindaianForm, status: int = 200
) -> HttpResponse:
    kembali = BerkasKembali.objects.filter(penyerahan=s).select_related("syarat__persyaratan")
    konteks = {"p": p, "s": s, "kembali": kembali, "form": form}
    return render(request, "serah/bukti.html", konteks, status=status)


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def bukti(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _halaman(request, *_penyerahan(request, uuid), PindaianForm())


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def bukti_pdf(request: Permintaan, uuid: UUID) -> HttpResponse:
    p, s = _penyerahan(request, uuid)
    return HttpResponse(
        susun_pdf("bukti_serah", data_bukti(p, s, instansi_kini()), kertas="A5"),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="bukti-serah-terima-{p.nomor_registrasi}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


@require_POST
@require(Hak.PERMOHONAN_SERAHKAN)
def pindaian(request: Permintaan, uuid: UUID) -> HttpResponse:
    p, s = _penyerahan(request, uuid)
    form = PindaianForm(request.POST, request.FILES)
    if not form.is_valid():
        return _halaman(request, p, s, form, status=422)
    try:
        actions.lampirkan_pindaian(penyerahan=s, unggahan=form.cleaned_data["pindaian"], oleh=request.user)
    except MasukanSalah as galat:
        tandai(form, galat)
        return _halaman(request, p, s, form, status=422)
    messages.success(request, "Pindaian bukti serah terima tersimpan.")
    return redirect("serah:bukti", p.uuid)


@require_POST
@require(Hak.PERMOHONAN_SERAHKAN)
def kode_loket(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The code is shown on this answer and never again: only its fingerprint is kept."""
    p = permohonan_milik(request, uuid)
    kode = actions.beri_kode_loket(permohonan=p, oleh=request.user)
    jawaban = render(request, "serah/kode_loket.html", {"p": p, "kode": kode})
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
