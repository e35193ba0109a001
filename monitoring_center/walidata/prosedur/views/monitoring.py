"""Bupati and Sekda: decide, revoke (Ps 12(3)). A request in five minutes, its letters one click away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import perlu_autentikasi_ulang, require
from inti.akun.hak import Hak
from inti.akun.waktu import hari_ini
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.pihak import nama_pihak

from .. import actions
from ..alur import giliran, kalimat_izin, linimasa, linimasa_izin
from ..forms import KeputusanForm
from ..menunggu import menunggu
from ..models import Izin, Lampiran, Permohonan, UsulCabut
from ..waktu import hari_terakhir
from .bersama import (
    DaftarIzin,
    fakta_izin,
    fakta_putusan,
    galat_ke_form,
    kolom_permohonan,
    satu_izin,
)
from .instansi import DaftarPermohonan


class DaftarSemua(DaftarPermohonan):
    saringan = [s for s in DaftarPermohonan.saringan if s.nama != "arah"]

    def url_baris(self, objek: Any) -> str:
        return reverse("prosedur:permohonan", args=[objek.uuid])


@require_safe
@require(Hak.KEPUTUSAN_BUAT)
def beranda(request: Permintaan) -> HttpResponse:
    """What waits for a decision, the oldest first; proposals to revoke; what hangs at a walidata; then everything."""
    antre = Permohonan.objects.lengkap().menunggu_keputusan().order_by("rekomendasi__pada")[:50]
    usul = UsulCabut.objects.filter(dijawab_pada=None).select_related("izin__permohonan", "izin__perintah")[
        :20
    ]
    konteks = {
        "menunggu": menunggu(request.user),
        "antre": [_baris(p) for p in antre],
        "tertahan": [
            b for p in Permohonan.objects.lengkap().lama_menunggu()[:50] if (b := _baris(p))["g"].terlambat
        ],
        "usul": [
            {"u": u, "walidata": nama_pihak(u.pemilik), "pembaca": nama_pihak(u.izin.pembaca)} for u in usul
        ],
    }
    semua = Permohonan.objects.untuk(request.user).lengkap()
    return DaftarSemua(request, semua).respons("prosedur/keputusan_masuk.html", konteks)


def _baris(p: Permohonan) -> dict[str, Any]:
    pribadi = sum(1 for k in p.rinci_kolom if k.get("pribadi"))
    return {
        "p": p,
        "g": giliran(p),
        "pemohon": nama_pihak(p.pembaca),
        "walidata": nama_pihak(p.pemilik),
        "pribadi": pribadi,
    }


def _satu(request: Permintaan, uuid: UUID) -> Permohonan:
    p = Permohonan.objects.untuk(request.user).lengkap().filter(uuid=uuid).first()
    if p is None:
        raise Http404("Permohonan tidak ditemukan.")
    return p


@require_safe
@require(Hak.KEPUTUSAN_BUAT)
def permohonan(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _layar(request, _satu(request, uuid), KeputusanForm(initial={"tanggal": hari_ini()}))


def _layar(request: Permintaan, p: Permohonan, form: KeputusanForm, status: int = 200) -> HttpResponse:
    konteks = {
        "p": p,
        "g": giliran(p),
        "form": form,
        "surat": Lampiran.objects.untuk(request.user).tanpa_isi().filter(permohonan=p),
        "fakta": fakta_putusan(p),
        "kolom": kolom_permohonan(p),
        "linimasa": linimasa(p),
        "boleh": p.keadaan == "keputusan",
        "narahubung": _narahubung(p),
    }
    return render(request, "prosedur/keputusan.html", konteks, status=status)


def _narahubung(p: Permohonan) -> str:
    """Whom to call where the walidata's recommendation is awaited."""
    if p.keadaan != "rekomendasi":
        return ""
    return (
        Dataset.objects.filter(pemilik=p.pemilik, kode=p.dataset).values_list("kontak", flat=True).first()
        or ""
    )


@require_POST
@require(Hak.KEPUTUSAN_BUAT)
@perlu_autentikasi_ulang
def putus(request: Permintaan, uuid: UUID, hasil: str) -> HttpResponse:
    p, form = _satu(request, uuid), KeputusanForm(request.POST)
    if form.is_valid():
        b = form.cleaned_data
        try:
            if hasil == "setujui":
                actions.putuskan(permohonan=p, nomor=b["nomor"], tanggal=b["tanggal"], oleh=request.user)
            else:
                actions.tolak(
                    permohonan=p,
                    nomor=b["nomor"],
                    tanggal=b["tanggal"],
                    alasan=b["alasan"],
                    oleh=request.user,
                )
        except MasukanSalah as galat:
            galat_ke_form(form, galat)
        else:
            kata = "disetujui; izin mulai berlaku" if hasil == "setujui" else "ditolak"
            messages.success(request, f"Permohonan {kata}. Surat keputusan ditandatangani.")
            return redirect("prosedur:permohonan", uuid)
    return _layar(request, p, form, status=422)


@require_safe
@require(Hak.KEPUTUSAN_BUAT)
def daftar_izin(request: Permintaan) -> HttpResponse:
    return DaftarIzin(request, Izin.objects.untuk(request.user).lengkap()).respons(
        "prosedur/daftar_izin.html", {}
    )


@require_safe
@require(Hak.KEPUTUSAN_BUAT)
def izin(request: Permintaan, uuid: UUID) -> HttpResponse:
    i = satu_izin(request, uuid)
    asal = i.permohonan or getattr(i, "perintah", None)
    konteks = {
        "i": i,
        "kalimat": kalimat_izin(i),
        "fakta": fakta_izin(i, asal.rinci_kolom if asal else []),
        "sampai": hari_terakhir(i.selesai),
        "linimasa": linimasa_izin(i),
        "surat": Lampiran.objects.tanpa_isi().filter(perintah__izin=i).first()
        if i.jenis == "perintah"
        else None,
        "usul": UsulCabut.objects.filter(izin=i).first(),
        "boleh_cabut": i.keadaan not in ("dicabut", "berakhir"),
    }
    return render(request, "prosedur/izin.html", konteks)


@require_POST
@require(Hak.KEPUTUSAN_BUAT)
@perlu_autentikasi_ulang
def cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    actions.cabut(izin=satu_izin(request, uuid), alasan=request.POST.get("alasan", ""), oleh=request.user)
    messages.success(request, "Izin dicabut. Pembacaan berikutnya langsung ditolak.")
    return redirect("prosedur:izin", uuid)


@require_POST
@require(Hak.KEPUTUSAN_BUAT)
def jawab_usul(request: Permintaan, uuid: UUID) -> HttpResponse:
    actions.jawab_usul(
        izin=satu_izin(request, uuid), jawaban=request.POST.get("alasan", ""), oleh=request.user
    )
    messages.success(request, "Usul dijawab; izin tetap berlaku.")
    return redirect("prosedur:izin", uuid)
