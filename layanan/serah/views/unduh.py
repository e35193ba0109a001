"""The download by the applicant: link, date of birth, one-time code."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from inti.akun.akses import publik
from inti.errors import MasukanSalah
from inti.laju import dibatasi
from inti.permintaan import Permintaan
from layanan.pemohon import bukti_lahir
from layanan.views.lacak import DIJAGA, permohonan_dilacak

from .. import actions
from ..forms import KodeForm


@publik
@require_POST
@dibatasi("kode-unduh", maks=10, detik=600)
def minta(request: Permintaan, kode: str) -> HttpResponse:
    p = permohonan_dilacak(kode)
    if not bukti_lahir.terbukti(request, p):
        return redirect("layanan:lacak_kode", p.kode_lacak)
    try:
        actions.minta_kode(permohonan=p, saluran=request.POST.get("saluran", ""))
    except MasukanSalah as galat:
        messages.error(request, galat.pesan)
        return redirect("layanan:lacak_kode", p.kode_lacak)
    messages.success(request, "Kode dikirim. Biasanya tiba dalam satu menit dan berlaku 15 menit.")
    return redirect("serah:unduh", p.kode_lacak)


@publik
@dibatasi("unduh", maks=30, detik=600)
def unduh(request: Permintaan, kode: str) -> Any:
    p = permohonan_dilacak(kode)
    if not bukti_lahir.terbukti(request, p):
        return redirect("layanan:lacak_kode", p.kode_lacak)
    form = KodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hasil = actions.unduh(permohonan=p, kode=form.cleaned_data["kode"])
        if hasil.berkas is not None:
            return _kirim(hasil.berkas)
        form.add_error("kode", hasil.pesan)
    jawaban = render(request, "serah/unduh.html", {"p": p, "form": form}, status=422 if form.errors else 200)
    for nama, nilai in DIJAGA.items():
        jawaban[nama] = nilai
    return jawaban


def _kirim(berkas: Any) -> FileResponse:
    jawaban = FileResponse(
        berkas.buka(), as_attachment=True, filename=berkas.nama, content_type=berkas.jenis_konten
    )
    for nama, nilai in DIJAGA.items():
        jawaban[nama] = nilai
    return jawaban
