import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from inti.akun import actions
from inti.akun.akses import PermintaanMasuk, require
from inti.akun.formulir import FormPencabutan, FormPengguna, FormPenugasan
from inti.akun.hak import Hak
from inti.akun.models import Pengguna, Penugasan, Undangan
from inti.akun.views.daftar import DaftarPengguna, riwayat_penugasan
from inti.akun.views.galat import taruh_galat
from inti.errors import Galat


@require(Hak.PENGGUNA_KELOLA)
def daftar(request: PermintaanMasuk) -> HttpResponseBase:
    daftar_pengguna = DaftarPengguna(request, Pengguna.objects.dengan_penugasan())
    undangan = Undangan.objects.menunggu().select_related("diundang_oleh")
    return daftar_pengguna.respons("akun/daftar.html", {"undangan": undangan})


@require(Hak.PENGGUNA_KELOLA)
def rincian(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    pengguna = get_object_or_404(Pengguna, uuid=nomor)
    return render(request, "akun/rincian.html", _konteks(pengguna))


def _konteks(pengguna: Pengguna) -> dict[str, object]:
    return {"orang": pengguna, "penugasan": riwayat_penugasan(pengguna.penugasan.all())}


@require(Hak.PENGGUNA_KELOLA)
@require_http_methods(["GET", "POST"])
def ubah(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    pengguna = get_object_or_404(Pengguna, uuid=nomor)
    form = FormPengguna(request.POST or None, initial={"nama": pengguna.nama, "nip": pengguna.nip})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ubah_pengguna(pengguna=pengguna, oleh=request.user, **form.cleaned_data)
        except Galat as galat:
            taruh_galat(form, galat)
        else:
            messages.success(request, "Data pengguna tersimpan.")
            return redirect("akun:rincian", pengguna.uuid)
    return render(
        request, "akun/ubah.html", {"orang": pengguna, "form": form}, status=422 if form.errors else 200
    )


@require(Hak.PENGGUNA_KELOLA)
@require_http_methods(["GET", "POST"])
def tugaskan(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    pengguna = get_object_or_404(Pengguna, uuid=nomor)
    form = FormPenugasan(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            penugasan = actions.tugaskan(pengguna=pengguna, oleh=request.user, **form.cleaned_data)
        except Galat as galat:
            status = taruh_galat(form, galat)
            return render(request, "akun/tugaskan.html", {"orang": pengguna, "form": form}, status=status)
        messages.success(request, f"{pengguna.nama} ditugaskan sebagai {penugasan.label()}.")
        return redirect("akun:rincian", pengguna.uuid)
    return render(
        request, "akun/tugaskan.html", {"orang": pengguna, "form": form}, status=422 if form.errors else 200
    )


@require(Hak.PENGGUNA_KELOLA)
@require_http_methods(["GET", "POST"])
def cabut(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    """A page of its own, so that the confirmation works without JavaScript."""
    penugasan = get_object_or_404(Penugasan.objects.select_related("pengguna"), uuid=nomor)
    form = FormPencabutan(request.POST or None)
    konteks = {"penugasan": penugasan, "orang": penugasan.pengguna, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.cabut_penugasan(
                penugasan=penugasan, oleh=request.user, alasan=form.cleaned_data["alasan"]
            )
        except Galat as galat:
            return render(request, "akun/cabut.html", konteks, status=taruh_galat(form, galat))
        messages.success(request, "Penugasan dicabut. Haknya berakhir mulai permintaan berikutnya.")
        return redirect("akun:rincian", penugasan.pengguna.uuid)
    return render(request, "akun/cabut.html", konteks, status=422 if form.errors else 200)


@require(Hak.PENGGUNA_KELOLA)
@require_http_methods(["GET", "POST"])
def nonaktifkan(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    pengguna = get_object_or_404(Pengguna, uuid=nomor)
    form = FormPencabutan(request.POST or None)
    konteks = {"orang": pengguna, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.nonaktifkan(pengguna=pengguna, oleh=request.user, alasan=form.cleaned_data["alasan"])
        except Galat as galat:
            return render(request, "akun/nonaktifkan.html", konteks, status=taruh_galat(form, galat))
        messages.success(request, f"Akun {pengguna.nama} nonaktif dan semua sesinya berakhir.")
        return redirect("akun:rincian", pengguna.uuid)
    return render(request, "akun/nonaktifkan.html", konteks, status=422 if form.errors else 200)


@require(Hak.PENGGUNA_KELOLA)
@require_POST
def aktifkan(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    pengguna = get_object_or_404(Pengguna, uuid=nomor)
    actions.aktifkan(pengguna=pengguna, oleh=request.user)
    messages.success(request, f"Akun {pengguna.nama} aktif kembali.")
    return redirect("akun:rincian", pengguna.uuid)
