"""Menunggu tanda tangan saya: the signer's list, the reading page, one signature (Perbup Tanah Laut 126/2022 Ps 1(15), 9(6))."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import minta_autentikasi_ulang, require, sudah_autentikasi_ulang
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan

from .. import actions
from ..actions.batch import MAKS, catat_dibaca
from ..actions.tandatangan import dengan_tinta, perlu_rahasia
from ..dokumen.rahasia import Rahasia
from ..dokumen.susun import susun_png
from ..enums import PenyediaTtd
from ..forms.ttd import BIDANG_RAHASIA, ULANGI_RAHASIA
from ..models import Permohonan, SetelanTtd
from ..surat import data as surat
from ..surat.antrean_ttd import baris, chip_sertifikat, menunggu_ttd, rincian
from ..surat.naskah import menunggu, tak_terjawab
from ..workflow import ALUR

SEHALAMAN = MAKS


def ambil_rahasia(request: Permintaan) -> Rahasia | None:
    """The passphrase of this very request; from here on it has no readable form."""
    isi = request.POST.get(BIDANG_RAHASIA, "")
    return Rahasia(isi) if isi else None


def tanpa_rahasia(request: Permintaan) -> HttpResponse:
    """Ask who this is again. The kept form loses the passphrase first: sessions must not hold it."""
    kiriman = request.POST.copy()
    kiriman.pop(BIDANG_RAHASIA, None)
    request.POST = kiriman  # type: ignore[assignment]
    return minta_autentikasi_ulang(request)


def surat_saya(request: Permintaan, uuid: UUID) -> Permohonan:
    p = menunggu_ttd(request.user).select_related("layanan__seksi", "seksi").filter(uuid=uuid).first()
    if p is None:
        raise Http404("Surat ini tidak menunggu tanda tangan Anda.")
    return p


@require_GET
@require(Hak.PERMOHONAN_TANDATANGAN)
def masuk(request: Permintaan) -> HttpResponse:
    setelan = SetelanTtd.kini()
    semua = list(menunggu_ttd(request.user).select_related("layanan", "seksi")[: SEHALAMAN + 1])
    isi = baris(semua[:SEHALAMAN], request.user, setelan)
    konteks = {
        "baris": isi,
        "lebih": len(semua) > SEHALAMAN,
        "dapat_batch": [b for b in isi if not b.basah],
        "belum_dibaca": sum(not b.dibaca and not b.basah for b in isi),
        "chip_sertifikat": chip_sertifikat(request.user, setelan),
        "batch_terbuka": request.user.batch_ttd.filter(
            dihentikan_pada=None, butir__keadaan="menunggu"
        ).first(),
    }
    return render(request, "layanan/ttd_masuk.html", konteks)


@require_GET
@require(Hak.PERMOHONAN_TANDATANGAN)
def baca(request: Permintaan, uuid: UUID) -> HttpResponse:
    return layar_baca(request, surat_saya(request, uuid))


def layar_baca(request: Permintaan, p: Permohonan, *, galat: Galat | None = None) -> HttpResponse:
    setelan = SetelanTtd.kini()
    antrean = list(menunggu_ttd(request.user).values_list("uuid", flat=True)[:200])
    tempat = antrean.index(p.uuid) if p.uuid in antrean else 0
    naskah = menunggu(p)
    templat, data = surat.konsep(p, surat.instansi_kini(), request.user)
    konteks: dict[str, Any] = rincian(p, request.user) | {
        "p": p,
        "halaman": range(1, len(susun_png(templat, data, ppi=20)) + 1),
        "ke": tempat + 1,
        "dari": len(antrean),
        "sebelum": antrean[tempat - 1] if tempat else None,
        "sesudah": antrean[tempat + 1] if tempat + 1 < len(antrean) else None,
        "bsre": setelan.penyedia == PenyediaTtd.BSRE,
        "sandi_dulu": not sudah_autentikasi_ulang(request),
        "chip_sertifikat": chip_sertifikat(request.user, setelan),
        "galat": galat,
        "naskah": naskah,
        "tak_terjawab": naskah is not None and tak_terjawab(naskah),
    }
    return render(request, "layanan/ttd_baca.html", konteks, status=galat.status if galat else 200)


@require_GET
@require(Hak.PERMOHONAN_TANDATANGAN)
def halaman(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One page of the letter as a picture: telephones do not show a PDF inside a page."""
    p = surat_saya(request, uuid)
    templat, data = surat.konsep(p, surat.instansi_kini(), request.user)
    gambar = susun_png(templat, data, ppi=110)
    nomor = request.GET.get("h", "1")
    if not nomor.isdecimal() or not 1 <= int(nomor) <= len(gambar):
        raise Http404("Halaman itu tidak ada.")
    return HttpResponse(
        gambar[int(nomor) - 1], content_type="image/png", headers={"Cache-Control": "private, no-store"}
    )


@require_POST
@require(Hak.PERMOHONAN_TANDATANGAN)
def dibaca(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The reading page was really open for a while."""
    p = surat_saya(request, uuid)
    catat_dibaca(permohonan=p, sidik=rincian(p, request.user)["b"].sidik, oleh=request.user)
    return HttpResponse(status=204)


@sensitive_post_parameters(BIDANG_RAHASIA)
@require_POST
@require(Hak.PERMOHONAN_TANDATANGAN)
def tanda(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Sign this letter, then the next one opens by itself."""
    p = surat_saya(request, uuid)
    ALUR["tandatangani"].periksa(p, request.user, "")
    if not sudah_autentikasi_ulang(request):
        return tanpa_rahasia(request)
    if perlu_rahasia() and not dengan_tinta(p) and not request.POST.get(BIDANG_RAHASIA):
        return layar_baca(request, p, galat=MasukanSalah(ULANGI_RAHASIA))
    try:
        dokumen = actions.tandatangani(
            permohonan=p, oleh=request.user, rahasia=ambil_rahasia(request), ulangi="ulangi" in request.POST
        )
    except Galat as galat:
        return layar_baca(request, p, galat=galat)
    messages.success(request, f"Surat {dokumen.nomor} ditandatangani.")
    return berikutnya(request)


@require_POST
@require(Hak.PERMOHONAN_TANDATANGAN)
def kembalikan(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = surat_saya(request, uuid)
    try:
        actions.pindahkan(
            permohonan=p, transisi="kembalikan_ttd", oleh=request.user, alasan=request.POST.get("alasan", "")
        )
    except MasukanSalah as galat:
        return layar_baca(request, p, galat=galat)
    messages.success(request, f"{p.nomor_registrasi} dikembalikan ke seksi.")
    return berikutnya(request)


def berikutnya(request: Permintaan) -> HttpResponse:
    lanjut = menunggu_ttd(request.user).values_list("uuid", flat=True).first()
    return redirect("layanan:ttd_baca", lanjut) if lanjut else redirect("layanan:ttd_masuk")
