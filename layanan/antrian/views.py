"""The queue for staff: one's loket, the day's numbers, and how groups, loket and devices are set up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Bentrok
from inti.permintaan import Permintaan
from inti.situs import alamat, situs_kini

from ..waktu.jam import hari_ini
from . import actions
from .forms import KelompokForm, LoketForm
from .hitung import angka_hari, di_depan, kelompok_terbuka, layanan_kelompok
from .models import Antrian, JenisPerangkat, Keadaan, Kelompok, Loket, Perangkat, sidik

SESI = "antrian_loket"


def _loket(request: Permintaan) -> Loket | None:
    """The loket at which this person sits, as chosen in this session."""
    nomor = request.session.get(SESI)
    return Loket.objects.filter(pk=nomor, aktif=True).first() if nomor else None


def _isi(request: Permintaan) -> dict[str, Any]:
    loket = _loket(request)
    kini = actions.di_loket(loket) if loket else None
    daftar = list(Antrian.objects.hari(hari_ini()).select_related("permohonan"))
    milik = {k.pk for k in loket.kelompok.all()} if loket else set()
    konteks: dict[str, Any] = {
        "loket": loket,
        "kini": kini,
        "hari": angka_hari(),
        "menunggu": [a for a in daftar if a.keadaan == Keadaan.MENUNGGU],
        "untuk_loket": sum(a.keadaan == Keadaan.MENUNGGU and a.kelompok_id in milik for a in daftar),
        "dilewati": [a for a in daftar if a.keadaan == Keadaan.DILEWATI],
        "sudah": [a for a in reversed(daftar) if a.keadaan == Keadaan.SELESAI][:12],
        "layanan": layanan_kelompok(kini.kelompok) if kini else [],
    }
    rupa = [(a.pk, a.keadaan, a.panggilan, a.loket_id, a.permohonan_id) for a in daftar]
    tunggu = [a.menit_tunggu for a in konteks["menunggu"]]
    return konteks | {"sidik": sidik(repr((loket and loket.pk, rupa, tunggu)))[:16]}


@require_GET
@require(Hak.PERMOHONAN_INPUT, Hak.ANTRIAN_KELOLA)
def loket(request: Permintaan) -> HttpResponse:
    pilihan = Loket.objects.filter(aktif=True)
    konteks = _isi(request) | {"pilihan": pilihan, "kelompok": kelompok_terbuka()}
    return render(request, "antrian/loket.html", konteks)


@require_GET
@require(Hak.PERMOHONAN_INPUT, Hak.ANTRIAN_KELOLA)
def isi(request: Permintaan) -> HttpResponse:
    """The part of the page that changes; asked for every five seconds. 204 = nothing new, so that the focus stays."""
    konteks = _isi(request)
    if request.GET.get("sidik") == konteks["sidik"]:
        return HttpResponse(status=204)
    return render(request, "antrian/loket.html#isi", konteks)


@require_POST
@require(Hak.PERMOHONAN_INPUT, Hak.ANTRIAN_KELOLA)
def pilih_loket(request: Permintaan) -> HttpResponse:
    dipilih = Loket.objects.filter(pk=request.POST.get("loket") or 0, aktif=True).first()
    if dipilih is None:
        raise Http404("Loket tidak ditemukan.")
    request.session[SESI] = dipilih.pk
    return redirect("antrian:loket")


@require_POST
@require(Hak.PERMOHONAN_INPUT, Hak.ANTRIAN_KELOLA)
def panggil(request: Permintaan) -> HttpResponse:
    """Call the next one to one's own loket."""
    loket = _loket(request)
    if loket is None:
        raise Bentrok("Pilih dulu loket tempat Anda bertugas.")
    actions.panggil_berikut(loket=loket, oleh=request.user)
    return redirect("antrian:loket")


@require_POST
@require(Hak.PERMOHONAN_INPUT, Hak.ANTRIAN_KELOLA)
def ambil(request: Permintaan, kode: str) -> HttpResponse:
    """A number for somebody who cannot use the kiosk."""
    kelompok = get_object_or_404(Kelompok, kode=kode, aktif=True)
    a = actions.ambil(kelompok=kelompok, oleh=request.user)
    return redirect("antrian:karcis", a.uuid)


@require_GET
@require(Hak.PERMOHONAN_INPUT, Hak.ANTRIAN_KELOLA)
def karcis(request: Permintaan, uuid: UUID) -> HttpResponse:
    a = get_object_or_404(Antrian.objects.select_related("kelompok"), uuid=uuid)
    konteks = {"a": a, "di_depan": di_depan(a), "kembali": reverse("antrian:loket")}
    return render(request, "antrian/karcis.html", konteks)


@require_POST
@require(Hak.PERMOHONAN_INPUT, Hak.ANTRIAN_KELOLA)
def langkah(request: Permintaan, uuid: UUID, langkah: str) -> HttpResponse:
    """panggil, layani, lewati, selesai or mulai (serve, then choose the service) of one number."""
    a = get_object_or_404(Antrian.objects.select_related("kelompok"), uuid=uuid)
    if langkah == "panggil":
        loket = _loket(request)
        if loket is None:
            raise Bentrok("Pilih dulu loket tempat Anda bertugas.")
        actions.panggil(antrian=a, loket=loket, oleh=request.user)
    elif langkah == "mulai":
        if a.keadaan != Keadaan.DILAYANI:
            actions.layani(antrian=a, oleh=request.user)
        kode = request.POST.get("layanan", "")
        tujuan = reverse("layanan:baru", args=[kode]) if kode else reverse("layanan:pilih")
        return redirect(f"{tujuan}?antrian={a.uuid}")
    elif langkah in LANGKAH:
        LANGKAH[langkah](antrian=a, oleh=request.user)
    else:
        raise Http404("Langkah tidak dikenal.")
    return redirect("antrian:loket")


LANGKAH = {"layani": actions.layani, "lewati": actions.lewati, "selesai": actions.selesaikan}


# -- setting up ---------------------------------------------------------------------------------------------------


@require_GET
@require(Hak.ANTRIAN_KELOLA)
def atur(request: Permintaan) -> HttpResponse:
    ada = {p.jenis: p for p in Perangkat.objects.select_related("dibuat_oleh")}
    perangkat = [(j, ada.get(j.value), _tautan(ada.get(j.value))) for j in JenisPerangkat]
    konteks = {
        "perangkat": perangkat,
        "kelompok": Kelompok.objects.all(),
        "loket": Loket.objects.prefetch_related("kelompok"),
    }
    return render(request, "antrian/atur.html", konteks)


def _tautan(p: Perangkat | None) -> str:
    situs = situs_kini()
    if p is None or situs is None or situs.instansi is None:
        return ""
    return alamat(situs.instansi.slug, reverse(f"antrian:{p.jenis}", args=[p.token]))


@require_POST
@require(Hak.ANTRIAN_KELOLA)
def putar(request: Permintaan, jenis: str) -> HttpResponse:
    if jenis not in JenisPerangkat.values:
        raise Http404("Perangkat tidak dikenal.")
    p = actions.putar_perangkat(jenis=JenisPerangkat(jenis), oleh=request.user)
    messages.success(request, f"{p}: alamat baru berlaku. Alamat lama tidak dapat dibuka lagi.")
    return redirect("antrian:atur")


@require(Hak.ANTRIAN_KELOLA)
def atur_kelompok(request: Permintaan, kode: str = "") -> HttpResponse:
    kelompok = get_object_or_404(Kelompok, kode=kode) if kode else Kelompok()
    form = KelompokForm(request.POST if request.method == "POST" else None, instance=kelompok)
    if request.method == "POST" and form.is_valid():
        actions.atur_kelompok(kelompok=form.save(commit=False), oleh=request.user)
        messages.success(request, "Kelompok antrian disimpan.")
        return redirect("antrian:atur")
    return _formulir(request, form, "Kelompok antrian")


@require(Hak.ANTRIAN_KELOLA)
def atur_loket(request: Permintaan, nomor: str = "") -> HttpResponse:
    loket = get_object_or_404(Loket, nomor=nomor if nomor.isdecimal() else 0) if nomor else Loket()
    form = LoketForm(request.POST if request.method == "POST" else None, instance=loket)
    if request.method == "POST" and form.is_valid():
        kelompok = list(form.cleaned_data["melayani"])
        actions.atur_loket(loket=form.save(commit=False), kelompok=kelompok, oleh=request.user)
        messages.success(request, "Loket disimpan.")
        return redirect("antrian:atur")
    return _formulir(request, form, "Loket")


def _formulir(request: Permintaan, form: Any, judul: str) -> HttpResponse:
    konteks = {"form": form, "judul": judul, "batal": reverse("antrian:atur")}
    return render(request, "antrian/formulir.html", konteks, status=422 if form.errors else 200)
