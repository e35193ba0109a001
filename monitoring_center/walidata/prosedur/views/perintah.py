"""Perintah Bupati (Ps 11(6)) on the Monitoring Center: one enters, another confirms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import perlu_autentikasi_ulang, require
from inti.akun.hak import Hak
from inti.akun.waktu import hari_ini
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from monitoring_center.walidata.gerbang.models import KeadaanIzin
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.pihak import nama_pihak

from .. import actions
from ..cakupan import kalimat_saringan
from ..forms import PerintahForm
from ..lampiran import dari_unggahan
from ..models import Chip, Lampiran, Perintah
from ..waktu import hari_terakhir
from .bersama import batas_sehari, galat_ke_form


def keadaan(p: Perintah) -> Chip | KeadaanIzin:
    if p.izin is not None:
        return p.izin.keadaan
    if getattr(p, "pembatalan", None):
        return Chip("Dibatalkan", "netral", "circle-x")
    return Chip("Menunggu konfirmasi", "peringatan", "clock")


@require_safe
@require(Hak.KEPUTUSAN_BUAT)
def daftar(request: Permintaan) -> HttpResponse:
    semua = Perintah.objects.select_related("izin", "pembatalan")[:200]
    baris = [
        {"p": p, "chip": keadaan(p), "pembaca": nama_pihak(p.pembaca), "walidata": nama_pihak(p.pemilik)} for p in semua
    ]  # fmt: skip
    return render(request, "prosedur/perintah_daftar.html", {"baris": baris})


@require_safe
@require(Hak.KEPUTUSAN_BUAT)
def pilih(request: Permintaan) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:100]
    data = Dataset.objects.terbit()
    if q:
        data = data.filter(nama__icontains=q)
    isi = [{"d": d, "walidata": nama_pihak(d.pemilik)} for d in data.order_by("nama", "pk")[:100]]
    return render(request, "prosedur/pilih.html", {"data": isi, "q": q, "perintah": True})


@require(Hak.KEPUTUSAN_BUAT)
@perlu_autentikasi_ulang
def baru(request: Permintaan, dataset: UUID) -> HttpResponse:
    d = Dataset.objects.terbit().filter(uuid=dataset).first()
    if d is None:
        raise Http404("Data ini tidak diterbitkan.")
    form = PerintahForm(request.POST or None, request.FILES or None, dataset=d, initial={"mulai": hari_ini()})
    if request.method == "POST" and form.is_valid():
        b: dict[str, Any] = {k: v for k, v in form.cleaned_data.items() if not k.startswith("k_")}
        try:
            b["pindaian"] = dari_unggahan(b["pindaian"])
            p = actions.catat_perintah(
                dataset=d, kolom=form.kolom(), saringan=form.saringan(), oleh=request.user, **b
            )
        except MasukanSalah as galat:
            galat_ke_form(form, galat)
        else:
            messages.success(request, "Perintah dicatat. Berlaku sesudah dikonfirmasi orang lain.")
            return redirect("prosedur:satu_perintah", p.uuid)
    konteks = {"form": form, "d": d, "walidata": nama_pihak(d.pemilik)}
    return render(
        request, "prosedur/perintah_isi.html", konteks, status=422 if request.method == "POST" else 200
    )


def _satu(uuid: UUID) -> Perintah:
    p = Perintah.objects.select_related("izin", "pembatalan").filter(uuid=uuid).first()
    if p is None:
        raise Http404("Perintah tidak ditemukan.")
    return p


def _kolom(p: Perintah) -> list[dict[str, Any]]:
    rinci = {k["name"]: k for k in p.rinci_kolom}
    return [
        {
            "kolom": rinci.get(k["nama"], {"title": k["nama"]}),
            "putusan": "Disamarkan" if k.get("samar") else "Apa adanya",
        }
        for k in p.kolom
    ]


@require_safe
@require(Hak.KEPUTUSAN_BUAT)
def satu(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = _satu(uuid)
    menunggu = p.izin_id is None and not getattr(p, "pembatalan", None)
    konteks = {
        "p": p,
        "chip": keadaan(p),
        "menunggu": menunggu,
        "sendiri": p.oleh_uuid == request.user.uuid,
        "sampai": hari_terakhir(p.selesai),
        "surat": Lampiran.objects.tanpa_isi().filter(perintah=p).first(),
        "kolom": _kolom(p),
        "fakta": [
            ("Walidata", nama_pihak(p.pemilik)),
            ("Penerima", nama_pihak(p.pembaca)),
            ("Kegunaan", p.kegunaan),
            ("Batas sehari", batas_sehari(p)),
            ("Baris", "; ".join(kalimat_saringan(p.saringan, p.rinci_kolom)) or "Semua baris"),
            ("Dimasukkan", p.oleh),
        ],
    }
    return render(request, "prosedur/perintah.html", konteks)


@require_POST
@require(Hak.KEPUTUSAN_BUAT)
@perlu_autentikasi_ulang
def konfirmasi(request: Permintaan, uuid: UUID) -> HttpResponse:
    izin = actions.konfirmasi(perintah=_satu(uuid), oleh=request.user)
    messages.success(request, "Perintah dikonfirmasi; izin berlaku dan pemilik data diberi tahu.")
    return redirect("prosedur:izin", izin.uuid)


@require_POST
@require(Hak.KEPUTUSAN_BUAT)
def batalkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    actions.batalkan_perintah(perintah=_satu(uuid), alasan=request.POST.get("alasan", ""), oleh=request.user)
    messages.success(request, "Perintah dibatalkan.")
    return redirect("prosedur:perintah")
