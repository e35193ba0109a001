"""Following one's own permohonan without an account. The link shows the state; the date of birth opens the details."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from inti.akun.akses import publik
from inti.laju import dibatasi
from inti.permintaan import Permintaan
from inti.ui.bidang import BidangTanggal

from ..models import Permohonan
from ..pemohon import bukti_lahir, nik, tautan_warga
from ..pemohon.lacak import bagian, jejak_warga, rincian_warga

DIJAGA = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


class LahirForm(forms.Form):
    lahir = BidangTanggal(
        label="Tanggal lahir pemohon",
        help_text="Seperti pada KTP-el, misalnya 17-08-1985.",
        error_messages={"required": "Tuliskan tanggal lahir pemohon."},
    )


def _kode(teks: str) -> str:
    return nik.bersihkan(teks).upper()[:24]


def permohonan_dilacak(kode: str) -> Permohonan:
    """By the unguessable code. Raises Http404."""
    p = Permohonan.objects.select_related("layanan__seksi", "seksi").filter(kode_lacak=_kode(kode)).first()
    if p is None:
        raise Http404("Permohonan tidak ditemukan.")
    return p


@publik
@dibatasi("lacak", maks=60, detik=60)
def lacak(request: Permintaan) -> HttpResponse:
    """The form where the code of the receipt is typed, with the date of birth if the details are wanted at once.

    Posted, for some type their NIK instead.
    """
    teks = (request.POST if request.method == "POST" else request.GET).get("kode", "").strip()
    if not teks:
        return render(request, "layanan/lacak.html", {"kode": "", "form": LahirForm()})
    p = Permohonan.objects.filter(kode_lacak=_kode(teks)).first()
    if p is None:
        return _tidak_ada(request, teks)
    jawaban = redirect("layanan:lacak_kode", p.kode_lacak)
    if request.POST.get("lahir", "").strip():
        form = LahirForm(request.POST)
        if not _terima(form, p):
            konteks = {"kode": teks[:40], "form": form}
            return render(request, "layanan/lacak.html", konteks, status=422)
        bukti_lahir.pasang(jawaban, p)
    return jawaban


def _terima(form: LahirForm, p: Permohonan) -> bool:
    if not form.is_valid():
        return False
    if bukti_lahir.cocok(p, form.cleaned_data["lahir"]):
        return True
    form.add_error("lahir", "Tanggal lahir ini tidak sama dengan yang tercatat. Periksa KTP-el pemohon.")
    return False


def _tidak_ada(request: Permintaan, teks: str) -> HttpResponse:
    konteks = {
        "kode": teks[:40],
        "tidak_ada": True,
        "nik": len(_kode(teks)) == 16 and _kode(teks).isdecimal(),
        "form": LahirForm(),
    }
    return render(request, "layanan/lacak.html", konteks, status=404)


@publik
@dibatasi("lacak", maks=60, detik=60)
def lacak_kode(request: Permintaan, kode: str) -> HttpResponse:
    """GET: the state. POST: the date of birth, then the same page with the details; or `tutup`, to forget it again."""
    try:
        p = permohonan_dilacak(kode)
    except Http404:
        return _tidak_ada(request, kode)
    if kode != p.kode_lacak and request.method == "GET":
        return redirect(
            "layanan:lacak_kode", p.kode_lacak
        )  # as typed, with hyphens: one address for one file
    form = LahirForm(request.POST if request.method == "POST" and "tutup" not in request.POST else None)
    if request.method == "POST":
        tutup = "tutup" in request.POST
        if tutup or _terima(form, p):
            jawaban = redirect("layanan:lacak_kode", p.kode_lacak)
            (bukti_lahir.lepas if tutup else bukti_lahir.pasang)(jawaban, p)
            return jawaban
    return halaman(request, p, {"form": form}, status=422 if form.errors else 200)


def halaman(
    request: Permintaan, p: Permohonan, konteks: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    terbukti = bukti_lahir.terbukti(request, p)
    isi: dict[str, Any] = {
        "p": p,
        "jejak": jejak_warga(p),
        "terbukti": terbukti,
        "rincian": rincian_warga(p) if terbukti else [],
        "bagian": bagian(p, terbukti=terbukti),
        "form": LahirForm(),
        "tautan_warga": tautan_warga.untuk(p),
    }
    jawaban = render(request, "layanan/lacak_hasil.html", isi | (konteks or {}), status=status)
    for nama, nilai in DIJAGA.items():
        jawaban[nama] = nilai
    return jawaban
