"""Wet ink: print with a number, scan back with the stamp (Perbup Tanah Laut 126/2022 Ps 9 ayat 6)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.models import Pengguna
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan

from ..actions import basah
from ..enums import CaraTtd, Status
from ..forms.ttd import RekamBasahForm
from ..models import Permohonan, SetelanTtd
from ..surat.naskah import menunggu
from ..waktu.jam import zona_waktu
from .galat import tandai
from .objek import permohonan_milik


@require_GET
@require(*basah.HAK_CETAK)
def layar(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _layar(request, permohonan_milik(request, uuid))


def _layar(
    request: Permintaan, p: Permohonan, *, form: RekamBasahForm | None = None, galat: Galat | None = None
) -> HttpResponse:
    naskah = menunggu(p)
    kini = timezone.localtime(timezone=zona_waktu()).replace(second=0, microsecond=0, tzinfo=None)
    konteks = {
        "p": p,
        "naskah": naskah if naskah and naskah.cara == CaraTtd.BASAH else None,
        "cetakan": list(naskah.cetakan.select_related("oleh")) if naskah else [],
        "penanda": basah.penanda_mungkin(p),
        "basah": SetelanTtd.kini().cara(p.kode_layanan) == CaraTtd.BASAH,
        "form": form or RekamBasahForm(
            initial={"ditandatangani_pada": kini, "distempel_pada": kini, "distempel_oleh": request.user.nama}
        ),
        "galat": galat,
        "selesai": p.status in (Status.DITANDATANGANI, Status.SELESAI),
    }  # fmt: skip
    status = 422 if form is not None else galat.status if galat else 200
    return render(request, "layanan/ttd_basah.html", konteks, status=status)


@require_POST
@require(*basah.HAK_CETAK)
def cetak(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = permohonan_milik(request, uuid)
    penanda = Pengguna.objects.filter(uuid=request.POST.get("penanda") or None).first() or request.user
    try:
        naskah, isi = basah.cetak(
            permohonan=p, penanda=penanda, oleh=request.user, alasan=request.POST.get("alasan", "")
        )
    except MasukanSalah as galat:
        return _layar(request, p, galat=galat)
    nama = naskah.nomor.replace("/", "-")
    return HttpResponse(
        isi, content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{nama}.pdf"', "Cache-Control": "private, no-store"},
    )  # fmt: skip


@require_POST
@require(*basah.HAK_CETAK)
def rekam(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = permohonan_milik(request, uuid)
    form = RekamBasahForm(request.POST, request.FILES)
    if not form.is_valid():
        return _layar(request, p, form=form)
    try:
        dokumen = basah.rekam(permohonan=p, oleh=request.user, **form.cleaned_data)
    except MasukanSalah as galat:
        tandai(form, galat)
        return _layar(request, p, form=form)
    messages.success(request, f"Surat {dokumen.nomor} tercatat dan siap diambil.")
    return redirect("layanan:kerja", p.uuid)


@require_POST
@require(*basah.HAK_CETAK)
def batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = permohonan_milik(request, uuid)
    try:
        basah.batal_cetak(permohonan=p, oleh=request.user, alasan=request.POST.get("alasan", ""))
    except MasukanSalah as galat:
        return _layar(request, p, galat=galat)
    messages.success(request, "Cetakan dibatalkan; nomornya tercatat batal.")
    return redirect("layanan:ttd_basah", p.uuid)
