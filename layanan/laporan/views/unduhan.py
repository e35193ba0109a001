"""Downloads of registers: short ones at once, long ones in the background with a bar."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.audit import catat
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.kemajuan import respons_kemajuan
from inti.ui.lembar_kerja import respons_unduh

from .. import actions
from ..models import EksporLaporan, JenisEkspor
from ..register import ISI
from ..saringan import Acuan, Saringan


@require_POST
@require(Hak.LAPORAN_LIHAT)
def minta(request: Permintaan) -> HttpResponse:
    """The file when it is short; else a job, to be found under "Pekerjaan berjalan"."""
    acuan = Acuan.baca()
    s = Saringan.dari(request.POST, acuan)
    jenis, isi, bentuk = (request.POST.get(n, "") for n in ("jenis", "isi", "bentuk"))
    if jenis not in JenisEkspor.values or bentuk not in actions.KONTEN:
        raise MasukanSalah("Jenis unduhan tidak dikenal.")
    isi = isi if isi in ISI else "masuk"
    jumlah = actions.sumber(jenis, isi, s, acuan).count()
    if jumlah > actions.LANGSUNG:
        actions.minta(jenis=jenis, isi=isi, bentuk=bentuk, saringan=s, acuan=acuan, oleh=request.user)
        messages.info(
            request, "Unduhan ini besar, jadi disusun di latar belakang. Anda boleh meninggalkan halaman ini."
        )
        return redirect("laporan:unduhan")
    nama = f"{actions.judul(jenis, isi)} {s.periode.nama}"
    catat("laporan.unduh", None, oleh=request.user, nama=f"{nama} ({bentuk}, {jumlah} baris)")
    return respons_unduh(actions.langsung(jenis, isi, bentuk, s, acuan), nama=nama, akhiran=bentuk)


@require_safe
@require(Hak.LAPORAN_LIHAT)
def unduhan(request: Permintaan) -> HttpResponse:
    semua = EksporLaporan.objects.untuk(request.user).select_related("berkas")[:30]
    butir = [(e, e.kemajuan, reverse("laporan:kemajuan", args=[e.uuid])) for e in semua]
    return render(request, "laporan/unduhan.html", {"butir": butir})


@require_safe
@require(Hak.LAPORAN_LIHAT)
def kemajuan(request: Permintaan, uuid: UUID) -> HttpResponse:
    e = get_object_or_404(EksporLaporan.objects.untuk(request.user), uuid=uuid)
    return respons_kemajuan(request, e.kemajuan, url=request.path)


@require_POST
@require(Hak.LAPORAN_LIHAT)
def batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    e = get_object_or_404(EksporLaporan.objects.untuk(request.user), uuid=uuid)
    actions.batalkan(ekspor=e, oleh=request.user)
    messages.success(request, "Unduhan dibatalkan.")
    return redirect("laporan:unduhan")
