"""Terms of the workflow and coded reasons of refusal, for the Administrator."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan

from ..actions import pengaturan as aksi
from ..enums import JenisAlasan
from ..forms.pengaturan import AlasanTolakForm, PengaturanForm
from ..models import AlasanTolak, PengaturanAlur
from .galat import tandai


@require_http_methods(["GET", "POST"])
@require(Hak.LAYANAN_KELOLA)
def pengaturan(request: Permintaan) -> HttpResponse:
    form = PengaturanForm(request.POST or None, instance=PengaturanAlur.kini())
    if request.method == "POST" and form.is_valid():
        aksi.ubah_pengaturan(oleh=request.user, nilai=form.cleaned_data)
        messages.success(request, "Pengaturan alur disimpan.")
        return redirect("layanan:pengaturan_alur")
    semua = list(AlasanTolak.objects.all())
    kelompok = [(j.label, [a for a in semua if a.jenis == j]) for j in JenisAlasan]
    konteks = {"form": form, "kelompok": kelompok}
    return render(request, "layanan/pengaturan_alur.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require(Hak.LAYANAN_KELOLA)
def alasan(request: Permintaan, kode: str = "") -> HttpResponse:
    """One reason: a new one without `kode`."""
    baris = AlasanTolak.objects.filter(kode=kode).first() if kode else None
    if kode and baris is None:
        raise Http404("Alasan tidak ditemukan.")
    form = AlasanTolakForm(
        request.POST or None, instance=AlasanTolak.objects.get(pk=baris.pk) if baris else None
    )
    if request.method == "POST" and form.is_valid() and _simpan(request, form, baris):
        messages.success(request, "Alasan penolakan disimpan.")
        return redirect("layanan:pengaturan_alur")
    konteks = {"form": form, "alasan": baris}
    return render(request, "layanan/alasan_tolak.html", konteks, status=422 if form.errors else 200)


def _simpan(request: Permintaan, form: forms.BaseForm, baris: AlasanTolak | None) -> bool:
    try:
        aksi.simpan_alasan(oleh=request.user, nilai=form.cleaned_data, alasan=baris)
    except MasukanSalah as galat:
        tandai(form, galat)
        return False
    return True
