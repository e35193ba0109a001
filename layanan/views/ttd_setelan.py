"""Settings of signing and mandates, for the Administrator."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan

from ..actions import pelimpahan as laku
from ..forms.ttd import NikPenandaForm, PelimpahanForm, SetelanTtdForm
from ..meja.tampilan import Chip
from ..models import PelimpahanTtd, ProfilTtd, SetelanTtd
from .galat import tandai

CHIP = {
    "berlaku": Chip("Berlaku", "sukses", "circle-check"),
    "akan_datang": Chip("Akan datang", "info", "calendar"),
    "berakhir": Chip("Berakhir", "netral", "clock"),
    "dicabut": Chip("Dicabut", "netral", "ban"),
}


def _layar(request: Permintaan, *, salah: bool = False, **formulir: forms.Form) -> HttpResponse:
    s = SetelanTtd.kini()
    bidang = (
        "cara_bawaan",
        "layanan_basah",
        "penyedia",
        "alamat",
        "versi",
        "nama_pengguna",
        "batas_waktu",
        "akar_pem",
    )
    konteks: dict[str, Any] = {
        "setelan": s,
        "form_setelan": formulir.get("setelan") or SetelanTtdForm(initial={n: getattr(s, n) for n in bidang}),
        "form_limpah": formulir.get("limpah") or PelimpahanForm(),
        "form_nik": formulir.get("nik") or NikPenandaForm(),
        "pelimpahan": [(p, CHIP[p.keadaan]) for p in PelimpahanTtd.objects.select_related("penerima")[:50]],
        "profil": list(ProfilTtd.objects.select_related("pengguna").order_by("pengguna__nama")),
    }
    return render(request, "layanan/ttd_setelan.html", konteks, status=422 if salah else 200)


@require_GET
@require(Hak.LAYANAN_KELOLA)
def layar(request: Permintaan) -> HttpResponse:
    return _layar(request)


def _kirim(request: Permintaan, nama: str, form: forms.Form, jalankan: Any, pesan: str) -> HttpResponse:
    if not form.is_valid():
        return _layar(request, salah=True, **{nama: form})
    try:
        jalankan(oleh=request.user, **form.cleaned_data)
    except MasukanSalah as galat:
        tandai(form, galat)
        return _layar(request, salah=True, **{nama: form})
    messages.success(request, pesan)
    return redirect("layanan:ttd_setelan")


@sensitive_post_parameters("sandi")
@require_POST
@require(Hak.LAYANAN_KELOLA)
def atur(request: Permintaan) -> HttpResponse:
    return _kirim(
        request, "setelan", SetelanTtdForm(request.POST), laku.atur, "Setelan tanda tangan disimpan."
    )


@require_POST
@require(Hak.PENGGUNA_KELOLA)
def limpahkan(request: Permintaan) -> HttpResponse:
    return _kirim(request, "limpah", PelimpahanForm(request.POST), laku.limpahkan, "Pelimpahan dicatat.")


@require_POST
@require(Hak.PENGGUNA_KELOLA)
def nik(request: Permintaan) -> HttpResponse:
    return _kirim(request, "nik", NikPenandaForm(request.POST), laku.catat_nik, "NIK penanda tangan dicatat.")


@require_http_methods(["POST"])
@require(Hak.PENGGUNA_KELOLA)
def cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = PelimpahanTtd.objects.filter(uuid=uuid).first()
    if p is None:
        raise Http404("Pelimpahan tidak ditemukan.")
    laku.cabut(pelimpahan=p, alasan=request.POST.get("alasan", ""), oleh=request.user)
    messages.success(request, "Pelimpahan dicabut.")
    return redirect("layanan:ttd_setelan")


@require_POST
@require(Hak.LAYANAN_KELOLA)
def periksa(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Ask BSrE whether this signer can sign now."""
    profil = ProfilTtd.objects.select_related("pengguna").filter(pengguna__uuid=uuid).first()
    if profil is None:
        raise Http404("Penanda tangan tidak ditemukan.")
    try:
        status = laku.periksa_sertifikat(pengguna=profil.pengguna)
    except Galat as galat:
        messages.error(request, galat.pesan)
    else:
        (messages.success if status.aktif else messages.warning)(
            request, f"{profil.pengguna.nama}: {status.keterangan}"
        )
    return redirect("layanan:ttd_setelan")
