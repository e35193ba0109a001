import uuid

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from inti.akun import actions
from inti.akun.akses import PermintaanMasuk, publik, require
from inti.akun.formulir import FormTerimaUndangan, FormUndangan
from inti.akun.hak import Hak
from inti.akun.models import Undangan
from inti.akun.views.galat import taruh_galat
from inti.errors import Galat


@require(Hak.PENGGUNA_KELOLA)
@require_http_methods(["GET", "POST"])
def undang(request: PermintaanMasuk) -> HttpResponse:
    form = FormUndangan(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undangan = actions.undang(oleh=request.user, **form.cleaned_data)
        except Galat as galat:
            return render(request, "akun/undang.html", {"form": form}, status=taruh_galat(form, galat))
        messages.success(request, f"Undangan untuk {undangan.nama} dikirim ke {undangan.surel}.")
        return redirect("akun:daftar")
    return render(request, "akun/undang.html", {"form": form}, status=422 if form.errors else 200)


@require(Hak.PENGGUNA_KELOLA)
@require_POST
def kirim_lagi(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    """A fresh link; the old one stops working."""
    lama = get_object_or_404(Undangan.objects.menunggu(), uuid=nomor)
    actions.undang(surel=lama.surel, nama=lama.nama, peran=lama.peran, seksi=lama.seksi, oleh=request.user)
    messages.success(request, f"Undangan baru dikirim ke {lama.surel}; tautan yang lama tidak berlaku lagi.")
    return redirect("akun:daftar")


@require(Hak.PENGGUNA_KELOLA)
@require_POST
def batalkan(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    undangan = get_object_or_404(Undangan, uuid=nomor)
    actions.batalkan_undangan(undangan=undangan, oleh=request.user)
    messages.success(request, "Undangan dibatalkan.")
    return redirect("akun:daftar")


@publik
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def terima(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person chooses a password and is logged in. Opening the link changes nothing."""
    undangan = actions.cari_undangan(token)
    if undangan is None:
        return render(request, "akun/undangan_mati.html", status=410)
    form = FormTerimaUndangan(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sandi = form.cleaned_data["password1"]
        try:
            pengguna = actions.terima_undangan(token=token, sandi=sandi)
        except Galat as galat:
            status = taruh_galat(form, galat)
            return render(request, "akun/undangan.html", {"form": form, "undangan": undangan}, status=status)
        return perform_password_login(
            request, {"email": pengguna.surel}, Login(user=pengguna, email=pengguna.surel)
        )
    status = 422 if form.errors else 200
    return render(request, "akun/undangan.html", {"form": form, "undangan": undangan}, status=status)
