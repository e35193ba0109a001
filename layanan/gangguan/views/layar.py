"""The outage: declare, reserve, print, end, explain, close."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan

from ...models import NomorSurat
from ...surat.data import instansi_kini
from ...surat.nomor import pilihan_buku
from ...views.galat import tandai
from ...waktu.jam import hari_ini, zona_waktu
from .. import actions
from .. import cetak as kertas
from ..forms import ImporForm, NyatakanForm, PesanForm, PulihForm
from ..models import Gangguan

CETAKAN = {"register": kertas.register, "nomor": kertas.lembar_nomor, "laporan": kertas.laporan}


def gangguan_ini(uuid: UUID) -> Gangguan:
    g = (
        Gangguan.objects.select_related("penanggung_jawab", "dinyatakan_oleh", "berkas_ba")
        .filter(uuid=uuid)
        .first()
    )
    if g is None:
        raise Http404("Gangguan tidak ditemukan.")
    return g


def kini_setempat() -> Any:
    return timezone.localtime(timezone=zona_waktu()).replace(second=0, microsecond=0, tzinfo=None)


@require_GET
@require(Hak.GANGGUAN_KELOLA)
def daftar(request: Permintaan) -> HttpResponse:
    semua = list(Gangguan.objects.select_related("penanggung_jawab")[:50])
    konteks = {"semua": semua, "berlangsung": next((g for g in semua if g.berlangsung), None)}
    return render(request, "gangguan/daftar.html", konteks)


@require_http_methods(["GET", "POST"])
@require(Hak.GANGGUAN_KELOLA)
def nyatakan(request: Permintaan) -> HttpResponse:
    if request.method == "GET":
        form = NyatakanForm(initial={"mulai": kini_setempat(), "penanggung_jawab": request.user.uuid})
        return render(request, "gangguan/nyatakan.html", {"form": form})
    form = NyatakanForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            g = actions.nyatakan(oleh=request.user, **form.cleaned_data)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(
                request, "Layanan manual dinyatakan. Pesan nomor dan cetak formulirnya sekarang."
            )
            return redirect("gangguan:rinci", g.uuid)
    return render(request, "gangguan/nyatakan.html", {"form": form}, status=422)


@require_GET
@require(Hak.GANGGUAN_KELOLA)
def rinci(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _rinci(request, gangguan_ini(uuid))


def _rinci(request: Permintaan, g: Gangguan, *, galat: Galat | None = None, **formulir: Any) -> HttpResponse:
    surat = list(
        NomorSurat.objects.filter(blok__gangguan__gangguan=g)
        .select_related("permohonan", "susulan")
        .order_by("buku", "urut")
    )
    registrasi = list(g.registrasi.select_related("permohonan"))
    nomor = [
        ("Nomor registrasi", [(n, f"r{n.pk}", None) for n in registrasi]),
        ("Nomor surat", [(n, str(n.uuid), n.susulan if hasattr(n, "susulan") else None) for n in surat]),
    ]
    konteks = {
        "g": g,
        "kini": 1 if g.berlangsung else 2 if g.ditutup_pada is None else 3,
        "nomor": nomor,
        "belum": sum(
            keadaan == "dipesan"
            for keadaan in (*(n.keadaan for n in surat), *(n.keadaan for n in registrasi))
        ),
        "susulan": list(g.susulan.select_related("permohonan__layanan", "formulir")[:200]),
        "perlu_pindaian": sum(bool(s.sisa) for s in g.susulan.all()),
        "form_pesan": formulir.get("pesan")
        or PesanForm(buku=pilihan_buku(hari_ini()), sudah=actions.banyak_dipesan(g)),
        "form_pulih": formulir.get("pulih") or PulihForm(initial={"selesai": kini_setempat()}),
        "form_impor": ImporForm(),
        "layanan": kertas.layanan_cetak(),
        "galat": galat,
    }
    status = 422 if formulir else galat.status if galat else 200
    return render(request, "gangguan/rinci.html", konteks, status=status)


@require_POST
@require(Hak.GANGGUAN_KELOLA)
def pesan(request: Permintaan, uuid: UUID) -> HttpResponse:
    g, form = gangguan_ini(uuid), PesanForm(request.POST, buku=pilihan_buku(hari_ini()))
    if form.is_valid():
        try:
            actions.pesan(gangguan=g, oleh=request.user, **form.cleaned_data)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, "Nomor dipesan. Cetak lembar nomornya.")
            return redirect("gangguan:rinci", uuid)
    return _rinci(request, g, pesan=form)


@require_POST
@require(Hak.GANGGUAN_KELOLA)
def pulihkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    g, form = gangguan_ini(uuid), PulihForm(request.POST)
    if form.is_valid():
        try:
            actions.pulihkan(gangguan=g, oleh=request.user, **form.cleaned_data)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, "Sistem dinyatakan pulih. Catat kasus kertasnya.")
            return redirect("gangguan:rinci", uuid)
    return _rinci(request, g, pulih=form)


@require_POST
@require(Hak.GANGGUAN_KELOLA)
def jelaskan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Chosen numbers are void or lost, with one reason. Each number that cannot be is named."""
    g = gangguan_ini(uuid)
    keadaan, alasan = request.POST.get("keadaan", ""), request.POST.get("alasan", "")
    surat = {str(n.uuid): n for n in NomorSurat.objects.filter(blok__gangguan__gangguan=g)}
    registrasi = {f"r{n.pk}": n for n in g.registrasi.select_related("gangguan")}
    pilih = request.POST.getlist("pilih")
    if keadaan not in ("batal", "hilang") or not pilih:
        return _rinci(request, g, galat=MasukanSalah("Pilih nomor dan keadaannya."))
    try:
        for kunci in pilih:
            if kunci in surat:
                actions.jelaskan_surat(
                    gangguan=g, nomor_surat=surat[kunci], keadaan=keadaan, alasan=alasan, oleh=request.user
                )
            elif kunci in registrasi:
                actions.jelaskan_registrasi(
                    registrasi=registrasi[kunci], keadaan=keadaan, alasan=alasan, oleh=request.user
                )
    except Galat as galat:
        return _rinci(request, g, galat=galat)
    messages.success(request, f"{len(pilih)} nomor dijelaskan.")
    return redirect("gangguan:rinci", uuid)


@require_POST
@require(Hak.GANGGUAN_KELOLA)
def tutup(request: Permintaan, uuid: UUID) -> HttpResponse:
    g = gangguan_ini(uuid)
    try:
        actions.tutup(gangguan=g, oleh=request.user)
    except Galat as galat:
        return _rinci(request, g, galat=galat)
    messages.success(request, "Gangguan ditutup; semua nomor sudah dijelaskan.")
    return redirect("gangguan:rinci", uuid)


def _pdf(isi: bytes, nama: str) -> HttpResponse:
    kepala = {"Content-Disposition": f'inline; filename="{nama}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(isi, content_type="application/pdf", headers=kepala)


@require_GET
@require(Hak.GANGGUAN_KELOLA)
def cetak(request: Permintaan, uuid: UUID, jenis: str) -> HttpResponse:
    buat = CETAKAN.get(jenis)
    if buat is None:
        raise Http404("Cetakan itu tidak ada.")
    return _pdf(buat(gangguan_ini(uuid), instansi_kini()), jenis)


@require_GET
@require(Hak.GANGGUAN_KELOLA)
def formulir(request: Permintaan, uuid: UUID, kode: str) -> HttpResponse:
    layanan = next((x for x in kertas.layanan_cetak() if x.kode == kode), None)
    if layanan is None:
        raise Http404("Layanan tidak ditemukan.")
    return _pdf(kertas.formulir(layanan, gangguan_ini(uuid), instansi_kini()), f"formulir-{kode}")
