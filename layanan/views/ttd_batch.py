"""Signing many letters: the choice, the bar, the result list. The browser asks for one letter at a time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require, sudah_autentikasi_ulang
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.kemajuan import Kemajuan

from ..actions.batch import buat_batch, hentikan, lanjutkan, perpanjang
from ..actions.tandatangan import perlu_rahasia
from ..enums import KeadaanButir
from ..meja.tampilan import Chip
from ..models import BatchTtd
from .ttd import BIDANG_RAHASIA, ambil_rahasia, tanpa_rahasia

CHIP = {
    KeadaanButir.MENUNGGU: Chip("Menunggu", "netral", "clock"),
    KeadaanButir.BERHASIL: Chip("Ditandatangani", "sukses", "circle-check"),
    KeadaanButir.GAGAL: Chip("Gagal", "bahaya", "alert-circle"),
    KeadaanButir.DILEWATI: Chip("Dilewati", "peringatan", "alert-triangle"),
}


@require_POST
@require(Hak.PERMOHONAN_TANDATANGAN)
def mulai(request: Permintaan) -> HttpResponse:
    if not sudah_autentikasi_ulang(request):
        return tanpa_rahasia(request)
    try:
        batch = buat_batch(
            pilihan=[UUID(u) for u in request.POST.getlist("pilih")],
            konfirmasi="konfirmasi" in request.POST,
            oleh=request.user,
        )
    except (MasukanSalah, ValueError) as galat:
        messages.error(request, galat.pesan if isinstance(galat, MasukanSalah) else "Pilihan tidak sah.")
        return redirect("layanan:ttd_masuk")
    return redirect("layanan:ttd_batch", batch.uuid)


def _batch(request: Permintaan, uuid: UUID) -> BatchTtd:
    batch = BatchTtd.objects.filter(uuid=uuid, oleh=request.user).first()
    if batch is None:
        raise Http404("Batch ini bukan milik Anda.")
    return batch


@require_GET
@require(Hak.PERMOHONAN_TANDATANGAN)
def rincian(request: Permintaan, uuid: UUID) -> HttpResponse:
    return render(request, "layanan/ttd_batch.html", _konteks(request, _batch(request, uuid)))


def _konteks(request: Permintaan, batch: BatchTtd, galat: Galat | None = None) -> dict[str, Any]:
    butir = list(batch.butir.select_related("permohonan__layanan", "dokumen__berkas"))
    sisa = sum(b.keadaan == KeadaanButir.MENUNGGU for b in butir)
    berhasil = sum(b.keadaan == KeadaanButir.BERHASIL for b in butir)
    terbuka = bool(sisa) and batch.dihentikan_pada is None
    kemajuan = Kemajuan(
        judul="Menandatangani surat",
        selesai=len(butir) - sisa,
        total=len(butir),
        status="berjalan" if terbuka else "selesai",
        keterangan=f"{berhasil} ditandatangani, {len(butir) - sisa - berhasil} tidak jadi, {sisa} menunggu.",
        url_hasil=reverse("layanan:ttd_masuk"),
        label_hasil="Kembali ke daftar",
    )
    return {
        "batch": batch, "butir": [(b, CHIP[KeadaanButir(b.keadaan)]) for b in butir], "kemajuan": kemajuan,
        "terbuka": terbuka, "sisa": sisa, "bsre": perlu_rahasia(), "galat": galat,
    }  # fmt: skip


@sensitive_post_parameters(BIDANG_RAHASIA)
@require_POST
@require(Hak.PERMOHONAN_TANDATANGAN)
def lanjut(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Sign the next letter. The script takes the fragment and asks again; without it this is a button."""
    batch = _batch(request, uuid)
    if batch.berlaku_sampai < timezone.now():
        if not sudah_autentikasi_ulang(request):
            return tanpa_rahasia(request)
        perpanjang(batch)
    galat: Galat | None = None
    try:
        lanjutkan(batch=batch, oleh=request.user, rahasia=ambil_rahasia(request))
    except Galat as g:
        galat = g
    konteks = _konteks(request, batch, galat)
    potongan = request.headers.get("X-Batch") == "1"
    return render(
        request, "layanan/_ttd_kemajuan.html" if potongan else "layanan/ttd_batch.html", konteks,
        status=galat.status if galat else 200,
    )  # fmt: skip


@require_POST
@require(Hak.PERMOHONAN_TANDATANGAN)
def berhenti(request: Permintaan, uuid: UUID) -> HttpResponse:
    hentikan(batch=_batch(request, uuid), oleh=request.user)
    return redirect("layanan:ttd_batch", uuid)
