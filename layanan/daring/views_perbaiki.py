"""After a refusal the resident repairs on line (Ps 9 ayat 3): the tracking code, a code to their own contact, then only
what failed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from inti.akun.akses import publik
from inti.errors import MasukanSalah
from inti.laju import dibatasi
from inti.permintaan import Permintaan

from ..enums import Status
from ..forms.permohonan import PerbaikanForm
from ..models import Permohonan
from ..pemohon.nik import bersihkan
from ..views.galat import tandai
from . import actions
from .kode import kirim_kode
from .models import Tujuan
from .views import SESI_KODE, SESI_TUJU, bukti_kini


def _permohonan(kode: str) -> Permohonan:
    """By tracking code, and only while it waits for its applicant."""
    p = Permohonan.objects.select_related("layanan").filter(kode_lacak=bersihkan(kode).upper()[:24]).first()
    if p is None or p.status != Status.DITOLAK:
        raise Http404("Tidak ada permohonan yang menunggu perbaikan dengan kode ini.")
    return p


@publik
@dibatasi("daring-bukti", maks=20, detik=600)
def perbaiki(request: Permintaan, kode: str) -> HttpResponse:
    """What must be repaired; a POST sends a code to the contact of this permohonan, which is not shown."""
    p = _permohonan(kode)
    kontak = actions.kontak_pemohon(p)
    if request.method == "POST" and kontak:
        baris = kirim_kode(jenis=kontak[0], kontak=kontak[1], tujuan=Tujuan.PERBAIKI, permohonan=p)
        request.session[SESI_KODE] = str(baris.uuid)
        request.session[SESI_TUJU] = reverse("daring:perbaiki_berkas", args=[p.kode_lacak])
        return redirect("daring:kode")
    return _rahasia(render(request, "daring/perbaiki.html", {"p": p, "kontak": kontak, "gagal": _gagal(p)}))


def _gagal(p: Permohonan) -> list[Any]:
    p = Permohonan.objects.prefetch_related("persyaratan__persyaratan").get(pk=p.pk)
    return p.perlu_dibawa_lagi()


@publik
@dibatasi("daring-unggah", maks=60, detik=600)
def berkas(request: Permintaan, kode: str) -> HttpResponse:
    p = _permohonan(kode)
    b = bukti_kini(request, Tujuan.PERBAIKI)
    if b is None or b.permohonan_id != p.pk:
        return redirect("daring:perbaiki", p.kode_lacak)
    dikirim = request.method == "POST"
    form = PerbaikanForm(
        request.POST if dikirim else None, request.FILES if dikirim else None, gagal=_gagal(p)
    )
    if dikirim and form.is_valid():
        unggahan = {pk: x.unggahan for pk, x in form.bawaan().items() if x.unggahan}
        try:
            actions.perbaiki(bukti=b, permohonan=p, unggahan=unggahan, catatan=form.cleaned_data["catatan"])
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, "Perbaikan Anda kami terima. Petugas memeriksanya lagi.")
            return redirect("layanan:lacak_kode", p.kode_lacak)
    konteks = {"p": p, "form": form}
    return _rahasia(
        render(request, "daring/perbaiki_berkas.html", konteks, status=422 if form.errors else 200)
    )


def _rahasia(jawaban: HttpResponse) -> HttpResponse:
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Robots-Tag"] = "noindex"
    return jawaban
