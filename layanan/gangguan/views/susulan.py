"""Entering paper cases at the screen."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan

from ...models import Layanan
from ...views.galat import tandai
from .. import susulan as laku
from ..forms import KasusForm, PindaianForm
from ..models import Susulan
from .layar import gangguan_ini


@require_http_methods(["GET", "POST"])
@require(Hak.GANGGUAN_KELOLA)
def baru(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Choose the service, then one long form that follows the paper."""
    g = gangguan_ini(uuid)
    aktif = Layanan.objects.aktif().prefetch_related("persyaratan")
    layanan = aktif.filter(kode=request.GET.get("layanan", "")).first()
    if layanan is None:
        return render(request, "gangguan/kasus_pilih.html", {"g": g, "layanan": aktif})
    galat: Galat | None = None
    form = KasusForm(request.POST or None, request.FILES or None, layanan=layanan, gangguan=g)
    if request.method == "POST" and form.is_valid():
        try:
            s = laku.masukkan(
                gangguan=g, kasus=form.kasus(), oleh=request.user, pindaian=form.cleaned_data.get("pindaian"),
                formulir=form.cleaned_data.get("formulir"),
            )  # fmt: skip
        except MasukanSalah as g_:
            tandai(form, g_)
        except Galat as g_:
            galat = g_
        else:
            messages.success(request, f"{s.permohonan.nomor_registrasi} dicatat dengan tanggal kertasnya.")
            return redirect("gangguan:rinci", uuid)
    konteks = {"g": g, "layanan": layanan, "form": form, "galat": galat}
    return render(request, "gangguan/kasus.html", konteks, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@require(Hak.GANGGUAN_KELOLA)
def lengkapi(request: Permintaan, uuid: UUID, permohonan: UUID) -> HttpResponse:
    g = gangguan_ini(uuid)
    s = Susulan.objects.select_related("permohonan__layanan", "nomor_surat", "gangguan").filter(
        gangguan=g, permohonan__uuid=permohonan
    ).first()  # fmt: skip
    if s is None:
        raise Http404("Kasus ini tidak ada.")
    form = PindaianForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            laku.lengkapi(susulan=s, oleh=request.user, **form.cleaned_data)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, f"{s.permohonan.nomor_registrasi} lengkap.")
            return redirect("gangguan:rinci", uuid)
    return render(
        request,
        "gangguan/lengkapi.html",
        {"g": g, "s": s, "form": form},
        status=422 if request.method == "POST" else 200,
    )
