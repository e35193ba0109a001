import datetime as dt

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from inti.akun import actions
from inti.akun.actions.sesi import nomor_sesi, sesi_aktif
from inti.akun.adaptor import KUNCI_MASUK_SEBELUMNYA
from inti.akun.akses import PermintaanMasuk, perlu_autentikasi_ulang, require
from inti.audit import catat


@require()
def profil(request: PermintaanMasuk) -> HttpResponse:
    """Who I am here, what I may do, and where I am logged in (Perbup Tanah Laut 126/2022 Ps 5-6)."""
    sebelumnya = request.session.get(KUNCI_MASUK_SEBELUMNYA, "")
    sesi = [(s, nomor_sesi(s.pk), s.pk == request.session.session_key) for s in sesi_aktif(request.user)]
    konteks = {
        "penugasan": request.user.penugasan_berlaku(),
        "masuk_sebelumnya": dt.datetime.fromisoformat(sebelumnya) if sebelumnya else None,
        "sesi": sesi,
        "ada_sesi_lain": any(not kini for _, _, kini in sesi),
        "mfa": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).first(),
        "wajib_mfa": request.user.wajib_mfa(),
    }
    return render(request, "akun/profil.html", konteks)


@require()
@require_POST
def akhiri_sesi(request: PermintaanMasuk) -> HttpResponse:
    """Log out one other session (`nomor`), or all others."""
    nomor = request.POST.get("nomor", "")
    jumlah = actions.akhiri_sesi(oleh=request.user, kini=request.session.session_key or "", nomor=nomor)
    messages.success(
        request, f"{jumlah} sesi lain diakhiri." if jumlah else "Tidak ada sesi lain yang diakhiri."
    )
    return redirect("akun:profil")


@require()
@perlu_autentikasi_ulang
@never_cache
def pemulihan(request: PermintaanMasuk) -> HttpResponse:
    """My unused recovery codes; with `?unduh=1` as a text file. (allauth's own page would write on GET.)"""
    milik = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.RECOVERY_CODES)
    kode = milik.wrap().get_unused_codes()
    catat("akun.kode_pemulihan_dilihat", request.user, oleh=request.user)
    if "unduh" in request.GET:
        kepala = {"Content-Disposition": 'attachment; filename="kode-pemulihan.txt"'}
        return HttpResponse("\n".join(kode) + "\n", content_type="text/plain; charset=utf-8", headers=kepala)
    konteks = {"kode": kode, "jumlah": mfa_settings.RECOVERY_CODE_COUNT}
    return render(request, "akun/kode_pemulihan.html", konteks)


@require()
def dua_langkah(request: PermintaanMasuk) -> HttpResponse:
    """allauth's name for the overview of second factors: that is the profile here."""
    return redirect("akun:profil")
