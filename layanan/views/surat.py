"""A signed letter on the staff's side: what it is, where it is checked, and its withdrawal."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import perlu_autentikasi_ulang, require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan

from .. import actions
from ..actions.cabut import tugas_pencabut
from ..models import Dokumen, Permohonan
from .galat import tandai


class CabutForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan pencabutan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tercatat pada surat dan jejak audit. Setiap orang yang memindai QR melihat bahwa surat ini dicabut.",
    )
    nomor = forms.CharField(
        label="Ketik nomor surat", max_length=80, help_text="Untuk memastikan surat yang benar yang dicabut."
    )

    def __init__(self, *args: object, dokumen: Dokumen, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.dokumen = dokumen

    def clean_nomor(self) -> str:
        if self.cleaned_data["nomor"].strip() != self.dokumen.nomor:
            raise forms.ValidationError("Nomor tidak sama dengan nomor surat ini.")
        return self.dokumen.nomor


def _dokumen(request: Permintaan, uuid: UUID) -> Dokumen:
    d = (
        Dokumen.objects.select_related("permohonan__layanan", "permohonan__seksi", "berkas", "dicabut_oleh")
        .filter(uuid=uuid, permohonan__in=Permohonan.objects.untuk(request.user).values("pk"))
        .first()
    )
    if d is None:
        raise Http404("Surat tidak ditemukan.")
    return d


def _layar(request: Permintaan, d: Dokumen, form: CabutForm | None = None) -> HttpResponse:
    boleh = d.status == "berlaku" and tugas_pencabut(d, request.user) is not None
    konteks = {"d": d, "form": (form or CabutForm(dokumen=d)) if boleh or form else None}
    return render(request, "layanan/surat.html", konteks, status=422 if form else 200)


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def surat(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _layar(request, _dokumen(request, uuid))


@require_POST
@require(Hak.PERMOHONAN_TANDATANGAN)
@perlu_autentikasi_ulang
def cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = _dokumen(request, uuid)
    form = CabutForm(request.POST, dokumen=d)
    if not form.is_valid():
        return _layar(request, d, form)
    try:
        actions.cabut(dokumen=d, alasan=form.cleaned_data["alasan"], oleh=request.user)
    except MasukanSalah as galat:
        tandai(form, galat)
        return _layar(request, d, form)
    messages.success(request, f"Surat {d.nomor} dicabut.")
    return redirect("layanan:surat", d.uuid)
