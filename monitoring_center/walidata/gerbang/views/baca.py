"""Reading others' data on one's own host: the grants, one grant, its rows under a ticket, downloads."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan
from monitoring_center.walidata.pihak import nama_pihak, skema_kini

from .. import baca, ekspor, sesi
from ..forms import MAKS_SYARAT, MaksudForm, SaringForm, UnduhForm
from ..models import Izin
from ..tampilan import KartuIzin, Pemakaian, isi_sel, kartu_izin

PER_HALAMAN = 100
UMUR_TIKET = timedelta(minutes=5)  # as gerbang.buka says it
MELIHAT = (Hak.DATA_BACA, Hak.DATA_LIHAT)


def oleh(request: Permintaan) -> str:
    """Who reads, as the owner's ledger says it."""
    return f"{request.user.nama} (halaman)"


def izin_pembaca(uuid: UUID) -> Izin:
    izin = Izin.objects.dibaca(skema_kini()).filter(uuid=uuid).first()
    if izin is None:
        raise Http404("Izin tidak ada.")
    return izin


@require_GET
@require(*MELIHAT)
def daftar(request: Permintaan) -> HttpResponse:
    semua = kartu_izin(Izin.objects.dibaca(skema_kini())[:200])
    konteks = {
        "berlaku": [k for k in semua if k.izin.dapat_dibaca],
        "lain": [k for k in semua if not k.izin.dapat_dibaca],
        "boleh_baca": request.user.punya(Hak.DATA_BACA),
    }
    return render(request, "gerbang/daftar.html", konteks)


@require_GET
@require(*MELIHAT)
def izin(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The grant; its rows when this session has a ticket open."""
    satu = izin_pembaca(uuid)
    sedang = sesi.ambil(request.session, uuid) if request.user.punya(Hak.DATA_BACA) else None
    return _halaman(request, satu, sedang)


def _halaman(
    request: Permintaan, izin: Izin, sedang: sesi.Sedang | None, *, status: int = 200, **lain: Any
) -> HttpResponse:
    nama, kolom = baca.skema(izin)
    konteks: dict[str, Any] = {
        "kartu": KartuIzin(izin, nama_pihak(izin.pemilik), nama=nama, kolom=kolom),
        "pemakaian": Pemakaian.hari_ini(izin),
        "maksud": MaksudForm(),
        "unduh": UnduhForm(),
        "saring": SaringForm(kolom=kolom),
        "boleh_baca": request.user.punya(Hak.DATA_BACA),
    }
    if sedang:
        konteks |= _baris(request, izin, kolom, sedang)
    return render(request, "gerbang/izin.html", konteks | lain, status=konteks.get("status", status))


def _baris(
    request: Permintaan, izin: Izin, kolom: tuple[baca.KolomIzin, ...], sedang: sesi.Sedang
) -> dict[str, Any]:
    """One page under the open ticket, or why there is none."""
    nomor = request.GET.get("hal", "1")
    ke = min(max(int(nomor) if nomor.isdecimal() and len(nomor) < 6 else 1, 1), len(sedang.awal))
    bacaan = baca.Bacaan(izin, UUID(sedang.tiket), kolom, oleh(request))
    try:
        h = bacaan.halaman(batas=PER_HALAMAN, sesudah=sedang.awal[ke - 1], saringan=sedang.saringan)
    except Galat as galat:
        if not isinstance(galat, MasukanSalah):
            sesi.lupakan(request.session, izin.uuid)
            return {"habis": galat, "maksud": MaksudForm(initial={"maksud": sedang.maksud})}
        sedang.saringan = []
        sesi.simpan(request.session, izin.uuid, sedang)
        return {"sedang": sedang, "salah": galat, "status": 422}
    baca.lapor(bacaan.tiket, len(h.baris))
    if h.berikut and ke == len(sedang.awal):
        sedang.awal.append(h.berikut)
        sesi.simpan(request.session, izin.uuid, sedang)
    return {
        "sedang": sedang,
        "syarat": [
            (s, next(k.judul for k in kolom if k.nama == s.kolom), baca.OPERATOR[s.op][0])
            for s in sedang.saringan
        ],
        "penuh": len(sedang.saringan) >= MAKS_SYARAT,
        "baris": [[isi_sel(n, k) for n, k in zip(b, kolom, strict=True)] for b in h.baris],
        "ke": ke,
        "sebelum": ke - 1,
        "sesudah": ke + 1 if h.berikut else 0,
        "dari": (ke - 1) * PER_HALAMAN + 1,
        "sampai": (ke - 1) * PER_HALAMAN + len(h.baris),
    }


@require_POST
@require(Hak.DATA_BACA)
def buka(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Open a ticket. An attempt on somebody else's grant is refused by the gate, and stands in its owner's ledger."""
    form = MaksudForm(request.POST)
    if not form.is_valid():
        return _halaman(request, izin_pembaca(uuid), None, status=422, maksud=form)
    maksud = form.cleaned_data["maksud"]
    tiket = baca.buka(uuid, maksud, oleh(request))
    sesi.simpan(
        request.session,
        uuid,
        sesi.Sedang(str(tiket), maksud, sampai=(timezone.now() + UMUR_TIKET).isoformat()),
    )
    return redirect("gerbang:izin", uuid)


@require_POST
@require(Hak.DATA_BACA)
def saring(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Add a condition, or with `hapus` take one away."""
    satu, sedang = izin_pembaca(uuid), sesi.ambil(request.session, uuid)
    if sedang is None:
        return redirect("gerbang:izin", uuid)
    hapus = request.POST.get("hapus", "")
    if hapus.isdecimal():
        sedang.saringan = [s for n, s in enumerate(sedang.saringan) if n != int(hapus)]
    else:
        form = SaringForm(request.POST, kolom=baca.skema(satu)[1])
        if not form.is_valid():
            if "kolom" in form.errors:
                baca.catat_tolak(uuid, "Saringan pada kolom di luar izin", oleh(request))
            return _halaman(request, satu, sedang, status=422, saring=form)
        baru = form.saring()
        if baru and len(sedang.saringan) < MAKS_SYARAT:
            sedang.saringan.append(baru)
    sedang.awal = [None]
    sesi.simpan(request.session, uuid, sedang)
    return redirect("gerbang:izin", uuid)


@require_POST
@require(Hak.DATA_BACA)
def selesai(request: Permintaan, uuid: UUID) -> HttpResponse:
    sedang = sesi.ambil(request.session, uuid)
    if sedang:
        baca.tutup(UUID(sedang.tiket))
        sesi.lupakan(request.session, uuid)
        messages.success(request, "Pembacaan ditutup dan jumlah barisnya dilaporkan kepada pemilik data.")
    return redirect("gerbang:izin", uuid)


@require_POST
@require(Hak.DATA_BACA)
def unduh(request: Permintaan, uuid: UUID) -> HttpResponseBase:
    """All rows that the filter leaves, as a file. A ticket of its own, so that the ledger shows the download."""
    satu, sedang = izin_pembaca(uuid), sesi.ambil(request.session, uuid)
    form = UnduhForm(request.POST)
    if sedang is None or not form.is_valid():
        return _halaman(request, satu, sedang, status=422, unduh=form)
    bentuk = form.cleaned_data["bentuk"]
    maksud = f"{sedang.maksud[:270]} (unduhan {bentuk.upper()})"
    tiket = baca.buka(uuid, maksud, oleh(request))
    kolom = baca.skema(satu)[1]
    return ekspor.respons(ekspor.Unduhan(satu, kolom, sedang.saringan, maksud, oleh(request), tiket), bentuk)
