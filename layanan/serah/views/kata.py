"""What applicants are told, in the instansi's own words."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.notifikasi import gerbang
from inti.permintaan import Permintaan
from layanan.peristiwa import CONTOH, PERISTIWA, Kata, isi

from .. import actions
from ..forms import KataForm
from ..models import TeksKabar


@require(Hak.LAYANAN_KELOLA)
def daftar(request: Permintaan) -> HttpResponse:
    sendiri = {t.peristiwa: t for t in TeksKabar.objects.all()}
    baris = []
    for kode, peristiwa in PERISTIWA.items():
        t = sendiri.get(kode)
        kata = Kata(t.teks, t.lewat_surel, t.lewat_pesan) if t else Kata(peristiwa.teks)
        baris.append({"kode": kode, "label": peristiwa.label, "kata": kata, "contoh": isi(kata.teks, CONTOH)})
    return render(request, "serah/kata.html", {"baris": baris, "pesan_aktif": gerbang.aktif()})


@require(Hak.LAYANAN_KELOLA)
def ubah(request: Permintaan, peristiwa: str) -> HttpResponse:
    if peristiwa not in PERISTIWA:
        raise Http404("Peristiwa tidak dikenal.")
    if request.method == "POST" and "baku" in request.POST:
        actions.kembalikan_kata(peristiwa=peristiwa, oleh=request.user)
        messages.success(request, "Kalimat baku dipakai lagi.")
        return redirect("serah:kata")
    t = TeksKabar.objects.filter(peristiwa=peristiwa).first()
    awal = {
        "teks": t.teks if t else PERISTIWA[peristiwa].teks,
        "lewat_surel": t.lewat_surel if t else True,
        "lewat_pesan": t.lewat_pesan if t else True,
    }
    form = KataForm(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        actions.ubah_kata(peristiwa=peristiwa, oleh=request.user, **form.cleaned_data)
        messages.success(request, "Kalimat tersimpan dan dipakai mulai sekarang.")
        return redirect("serah:kata")
    konteks = {
        "form": form,
        "peristiwa": PERISTIWA[peristiwa],
        "contoh": isi(str(form["teks"].value() or ""), CONTOH),
    }
    return render(request, "serah/kata_ubah.html", konteks, status=422 if form.errors else 200)
