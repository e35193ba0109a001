"""What residents see: the form, the ticket, and how their report goes on. Everything works without a script."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from inti.akun.akses import publik
from inti.berkas.actions import BerkasDitolak
from inti.errors import MasukanSalah
from inti.laju import dibatasi
from inti.permintaan import Permintaan
from layanan.models import Permohonan
from layanan.pemohon import nik

from .. import actions
from ..aturan import aturan
from ..enums import Saluran
from ..forms import AduanForm, KeteranganForm
from ..models import Pengaduan


def _kode(teks: str) -> str:
    return nik.bersihkan(teks).upper()[:12]


def _terkait(request: Permintaan) -> Permohonan | None:
    """The permohonan that the complaint is about, by the code that only its applicant has."""
    kode = _kode((request.POST if request.method == "POST" else request.GET).get("permohonan", ""))
    return Permohonan.objects.select_related("layanan").filter(kode_lacak=kode).first() if kode else None


@publik
@dibatasi("aduan", maks=20, detik=60)
def baru(request: Permintaan) -> HttpResponse:
    p = _terkait(request)
    awal = {"permohonan": p.kode_lacak if p else ""}
    if request.method == "POST":
        form = AduanForm(request.POST, request.FILES, terkait=p is not None)
        if form.is_valid():
            try:
                a = actions.terima(**form.isian(), permohonan=p, saluran=Saluran.DARING)
                return redirect(f"/aduan/{a.kode}/?baru=1")
            except (MasukanSalah, BerkasDitolak) as galat:
                taruh_galat(form, galat)
    else:
        form = AduanForm(initial=awal, terkait=p is not None)
    konteks = {"form": form, "p": p, "aturan": aturan()}
    return render(request, "pengaduan/baru.html", konteks, status=422 if request.method == "POST" else 200)


def taruh_galat(form: Any, galat: Any) -> None:
    bidang = getattr(galat, "bidang", {}) or {}
    if isinstance(galat, BerkasDitolak):
        bidang = {"lampiran": galat.pesan}
    for nama, pesan in bidang.items() or [("", galat.pesan)]:
        form.add_error(nama if nama in form.fields else None, pesan)


@publik
@dibatasi("aduan_ikuti", maks=60, detik=60)
def cari(request: Permintaan) -> HttpResponse:
    """The code of the ticket, typed."""
    teks = request.POST.get("kode", "").strip() if request.method == "POST" else ""
    if teks and Pengaduan.objects.filter(kode=_kode(teks)).exists():
        return redirect("pengaduan:ikuti", _kode(teks))
    return render(
        request,
        "pengaduan/cari.html",
        {"kode": teks[:40], "tidak_ada": bool(teks)},
        status=404 if teks else 200,
    )


@publik
@dibatasi("aduan_ikuti", maks=60, detik=60)
def ikuti(request: Permintaan, kode: str) -> HttpResponse:
    """The state of a report for whoever has its code; they may add something. No names of officers."""
    a = Pengaduan.objects.select_related("seksi").filter(kode=_kode(kode)).first()
    if a is None:
        return render(request, "pengaduan/cari.html", {"kode": kode[:40], "tidak_ada": True}, status=404)
    form = KeteranganForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.beri_keterangan(kode=a.kode, isi=form.cleaned_data["isi"])
        return redirect("pengaduan:ikuti", a.kode)
    linimasa = [
        {"judul": t.get_jenis_display(), "pada": t.pada, "isi": t.isi}
        for t in a.tindak_lanjut.all()
        if t.terlihat and t.jenis != "verifikasi"
    ]
    konteks = {"a": a, "form": form, "linimasa": linimasa, "aturan": aturan(), "baru": "baru" in request.GET}
    jawaban = render(
        request, "pengaduan/ikuti.html", konteks, status=422 if request.method == "POST" else 200
    )
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Robots-Tag"] = "noindex"
    return jawaban
