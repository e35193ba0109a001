"""Publication to the Monitoring Center, on the instansi's own host (Perbup Tanah Bumbu 25/2019 Ps 11)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.indikator import Indikator

from . import actions, tampilan
from .daftar import daftar_indikator
from .forms import CabutForm, SetujuiForm
from .models import AgregasiRekap, Publikasi

MELIHAT = (  # every officer of the instansi
    Hak.PUBLIKASI_SETUJUI, Hak.LAPORAN_LIHAT, Hak.PERMOHONAN_LIHAT, Hak.DATA_KELOLA,
)  # fmt: skip


def _berhak(request: HttpRequest) -> bool:
    pengguna: Any = request.user
    return pengguna.punya(Hak.PUBLIKASI_SETUJUI)


def _indikator_atau_404(kode: str) -> Indikator:
    try:
        return daftar_indikator()[kode]
    except KeyError:
        raise Http404("Indikator tidak dikenal.") from None


@require_GET
@require(*MELIHAT)
def publikasi(request: HttpRequest) -> HttpResponse:
    bulan = tampilan.bulan_terakhir(timezone.localdate())
    baris = tampilan.baris_indikator(bulan)
    konteks = {
        "baris": baris,
        "bulan": bulan,
        "berhak": _berhak(request),
        "disetujui": sum(b.keadaan is tampilan.DISETUJUI for b in baris),
        "berikutnya": tampilan.berikutnya(baris),
    }
    return render(request, "agregasi/publikasi.html", konteks)


@require_GET
@require(*MELIHAT)
def indikator(request: HttpRequest, kode: str) -> HttpResponse:
    return _halaman_indikator(request, _indikator_atau_404(kode))


def _halaman_indikator(
    request: HttpRequest, i: Indikator, status: int = 200, **formulir: Any
) -> HttpResponse:
    bulan = tampilan.bulan_terakhir(timezone.localdate())
    baris = next(b for b in tampilan.baris_indikator(bulan) if b.indikator.kode == i.kode)
    konteks = {
        "i": i,
        "baris": baris,
        "bulan": list(baris.per_bulan.items()),
        "contoh": AgregasiRekap.objects.contoh(i.kode, tampilan.BARIS_CONTOH),
        "riwayat_linimasa": tampilan.linimasa(Publikasi.objects.riwayat().filter(indikator=i.kode)),
        "berhak": _berhak(request),
        "berlaku": baris.publikasi is not None and baris.publikasi.berlaku,
        "setujui_form": SetujuiForm(),
        "cabut_form": CabutForm(),
    }
    return render(request, "agregasi/indikator.html", konteks | formulir, status=status)


@require_POST
@require(Hak.PUBLIKASI_SETUJUI)
def setujui(request: HttpRequest, kode: str) -> HttpResponse:
    i = _indikator_atau_404(kode)
    form = SetujuiForm(request.POST)
    if not form.is_valid():
        return _halaman_indikator(request, i, status=422, setujui_form=form)
    actions.setujui(indikator=i.kode, oleh=request.user, **form.cleaned_data)
    messages.success(request, f"Publikasi “{i.nama}” disetujui dan sedang dikirim ke Monitoring Center.")
    lanjut = tampilan.berikutnya(tampilan.baris_indikator(tampilan.bulan_terakhir(timezone.localdate())))
    return redirect("agregasi:indikator", lanjut) if lanjut else redirect("agregasi:publikasi")


@require_POST
@require(Hak.PUBLIKASI_SETUJUI)
def cabut(request: HttpRequest, kode: str) -> HttpResponse:
    i = _indikator_atau_404(kode)
    form = CabutForm(request.POST)
    if not form.is_valid():
        return _halaman_indikator(request, i, status=422, cabut_form=form)
    berlaku = Publikasi.objects.berlaku().filter(indikator=i.kode).first()
    if berlaku is None:
        raise actions.Bentrok("Publikasi indikator ini tidak sedang berlaku.")
    actions.cabut(publikasi=berlaku, oleh=request.user, alasan=form.cleaned_data["alasan"])
    messages.success(request, f"Publikasi “{i.nama}” dicabut. Angkanya dihapus dari Monitoring Center.")
    return redirect("agregasi:publikasi")
