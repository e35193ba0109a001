"""Requests of people about their own data."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan

from ...models import Permohonan
from ...models.query import indeks_nik
from ...views.galat import tandai
from .. import subjek
from ..forms import PerbaikanForm, SalinanForm
from ..models import JenisPermintaan, KeadaanPermintaan, PermintaanData

PEMBACA = (Hak.ARSIP_KELOLA, Hak.ARSIP_SETUJUI)


class DaftarPermintaan(Daftar):
    judul = "Permintaan data pribadi"
    kolom = [
        Kolom("nama", "Nama", utama=True),
        Kolom("get_jenis_display", "Permintaan", urut="jenis"),
        Kolom("diterima_pada", "Diterima", urut="diterima_pada", jenis="tanggal_jam"),
        Kolom("tenggat", "Tenggat", urut="tenggat", jenis="tanggal_jam"),
        Kolom("chip", "Keadaan", jenis="chip"),
    ]
    saringan = [
        Saringan("keadaan", "Keadaan", KeadaanPermintaan.choices, bidang="keadaan"),
        Saringan("jenis", "Permintaan", JenisPermintaan.choices, bidang="jenis"),
    ]
    urut_baku = "tenggat"
    kosong_judul = "Belum ada permintaan"
    kosong_pesan = (
        "Warga berhak meminta salinan dan perbaikan datanya (UU 27/2022). Periksa identitasnya dahulu."
    )
    kosong_ikon = "shield-lock"
    ekspor = False

    def url_baris(self, objek: Any) -> str:
        return reverse("arsip:permintaan", args=[objek.uuid])


def _semua() -> QuerySet[PermintaanData]:
    return PermintaanData.objects.defer("nik", "kontak", "uraian", "perubahan_sandi")


def _satu(uuid: UUID) -> PermintaanData:
    m = PermintaanData.objects.select_related("diterima_oleh", "diputus_oleh").filter(uuid=uuid).first()
    if m is None:
        raise Http404("Permintaan tidak ditemukan.")
    return m


@require(*PEMBACA)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    konteks = {"boleh_terima": request.user.punya(Hak.ARSIP_KELOLA)}
    return DaftarPermintaan(request, _semua()).respons("arsip/subjek.html", konteks)


def _terima(request: Permintaan, kelas: Any, jenis: str, judul: str) -> HttpResponse:
    form = kelas(request.POST or None)
    if request.method == "POST" and form.is_valid():
        perubahan = form.perubahan() if jenis == JenisPermintaan.PERBAIKAN else None
        try:
            m = subjek.terima(jenis=jenis, perubahan=perubahan, oleh=request.user, **form.umum())
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, "Permintaan dicatat. Jawab sebelum tenggatnya.")
            return redirect("arsip:permintaan", m.uuid)
    return render(
        request, "arsip/terima.html", {"form": form, "judul_form": judul}, status=422 if form.errors else 200
    )


@require(Hak.ARSIP_KELOLA)
def minta_salinan(request: Permintaan) -> HttpResponse:
    return _terima(request, SalinanForm, JenisPermintaan.SALINAN, "Permintaan salinan data")


@require(Hak.ARSIP_KELOLA)
def minta_perbaikan(request: Permintaan) -> HttpResponse:
    return _terima(request, PerbaikanForm, JenisPermintaan.PERBAIKAN, "Permintaan perbaikan data")


@require(*PEMBACA)
@require_safe
def rincian(request: Permintaan, uuid: UUID) -> HttpResponse:
    m = _satu(uuid)
    milik = Permohonan.objects.filter(pemohon_nik_indeks=indeks_nik(m.nik))
    terakhir = milik.select_related("layanan").order_by("-masuk_pada").first()
    lama = _lama(terakhir) if terakhir else {}
    memutus = request.user.punya(Hak.ARSIP_SETUJUI) and request.user.pk != m.diterima_oleh_id
    konteks = {
        "m": m,
        "jumlah": milik.count(),
        "beda": [(label, lama.get(k, ""), m.perubahan[k]) for k, label in subjek.BIDANG.items() if k in m.perubahan],
        "boleh_putus": m.keadaan == "menunggu" and (memutus if m.jenis == "perbaikan" else request.user.punya(Hak.ARSIP_KELOLA)),
        "boleh_unduh": m.jenis == "salinan" and m.keadaan != "ditolak" and request.user.punya(Hak.ARSIP_KELOLA),
    }  # fmt: skip
    return render(request, "arsip/permintaan.html", konteks)


def _lama(p: Permohonan) -> dict[str, str]:
    return {k: getattr(p, f"pemohon_{k}") for k in subjek.KOLOM} | p.rinci


@require_POST
@require(Hak.ARSIP_KELOLA)
def unduh(request: Permintaan, uuid: UUID) -> StreamingHttpResponse:
    """A POST: fetching the copy answers the request and is written down."""
    s = subjek.siapkan_salinan(permintaan=_satu(uuid), oleh=request.user)
    jawaban = StreamingHttpResponse(s.potongan, content_type="application/zip")
    jawaban["Content-Disposition"] = f'attachment; filename="{s.nama}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@require_POST
@require(Hak.ARSIP_SETUJUI)
def setujui(request: Permintaan, uuid: UUID) -> HttpResponse:
    m = subjek.perbaiki(permintaan=_satu(uuid), oleh=request.user)
    messages.success(request, f"Perbaikan disetujui dan diterapkan pada {m.diterapkan} permohonan terbuka.")
    return redirect("arsip:permintaan", uuid)


@require_POST
@require(*PEMBACA)
def tolak(request: Permintaan, uuid: UUID) -> HttpResponse:
    subjek.tolak(permintaan=_satu(uuid), alasan=request.POST.get("alasan", ""), oleh=request.user)
    messages.success(request, "Permintaan ditolak dengan alasan.")
    return redirect("arsip:permintaan", uuid)
