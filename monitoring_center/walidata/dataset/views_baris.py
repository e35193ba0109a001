"""The rows of one version, and the small form that adds, corrects or takes away one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah, TidakBerhak
from inti.kripto import buka_sandi
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom

from . import actions
from .forms import BarisForm, tulis
from .models import Baris, Versi
from .views import PEMBACA, satu_dataset, satu_versi

TERTUTUP = "••••••"


def _nilai(k: dict[str, Any], terbuka: bool) -> Any:
    """How a cell of the list reads its value; personal data only where it was opened."""

    def ambil(baris: Baris) -> str:
        nilai = baris.isi.get(k["name"])
        if nilai is not None and k.get("tersandi"):
            return buka_sandi(nilai, konteks=k["konteks"]) if terbuka else TERTUTUP
        return tulis(k, nilai)

    return ambil


class DaftarBaris(Daftar):
    judul = "Baris data"
    urut_baku = "nomor"
    ekspor = False
    per_halaman = 50

    def __init__(self, request: Permintaan, versi: Versi, *, terbuka: bool) -> None:
        super().__init__(
            request,
            Baris.objects.filter(
                versi=versi, nomor__gte=versi.batas_nomor[0], nomor__lt=versi.batas_nomor[1]
            ),
        )
        self.kolom = [
            Kolom("urut", "Baris", utama=True),
            *(Kolom(_nilai(k, terbuka), k.get("title") or k["name"], jenis="teks") for k in versi.kolom),
        ]
        self.dapat_diubah = versi.keadaan == "berlaku" and request.user.punya(Hak.DATA_KELOLA)
        self.alamat = reverse("dataset:baris_ubah", args=[versi.uuid])

    def url_baris(self, objek: Baris) -> str:
        return f"{self.alamat}?baris={objek.urut}" if self.dapat_diubah else ""


@require(*PEMBACA)
@require_http_methods(["GET", "HEAD", "POST"])
def daftar(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The rows; personal columns are opened by a POST of who keeps the data, and that look is recorded."""
    v = satu_versi(uuid)
    d = satu_dataset(v.dataset)
    pribadi = [k for k in v.kolom if k.get("tersandi")]
    terbuka = request.method == "POST"
    if terbuka and not (pribadi and request.user.punya(Hak.DATA_KELOLA)):
        raise TidakBerhak("Data pribadi hanya dibuka oleh pengelola data instansi ini.")
    halaman = DaftarBaris(request, v, terbuka=terbuka)
    konteks = {
        "v": v,
        "d": d,
        "pribadi": pribadi,
        "terbuka": terbuka,
        "boleh_buka": bool(pribadi) and request.user.punya(Hak.DATA_KELOLA),
        "boleh_tambah": halaman.dapat_diubah,
    }
    if terbuka:
        tampil = list(halaman.halaman)
        if tampil:
            actions.catat_buka(versi=v, baris=tampil, oleh=request.user)
    jawaban = halaman.respons("dataset/baris.html", konteks)
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def _satu_baris(request: Permintaan, v: Versi) -> Baris:
    """The row that the address names by its place in the file: `?baris=17`."""
    urut = request.GET.get("baris", "")
    if not (urut.isascii() and urut.isdigit() and len(urut) <= 8):
        raise Http404("Baris tidak ditemukan.")
    return get_object_or_404(Baris, versi=v, nomor=v.batas_nomor[0] + int(urut))


@require(Hak.DATA_KELOLA)
def baru(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = satu_dataset(uuid)
    form = BarisForm(request.POST or None, dataset=d, kini=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        isi = {
            "periode_mulai": form.cleaned_data["periode"],
            "isian": form.isian,
            "catatan": form.cleaned_data["catatan"],
        }
        if v := _simpan(request, form, dataset=d, **isi):
            return redirect("dataset:versi", v.uuid)
    konteks = {"d": d, "form": form, "judul": "Tambah baris"}
    return render(request, "dataset/ubah.html", konteks, status=422 if form.errors else 200)


@require(Hak.DATA_KELOLA)
def ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    v = satu_versi(uuid)
    d = satu_dataset(v.dataset)
    b = _satu_baris(request, v)
    form = BarisForm(request.POST or None, dataset=d, kini=timezone.localdate(), isi=b.isi)
    if request.method == "POST" and form.is_valid():
        isi = {
            "periode_mulai": v.periode_mulai,
            "nomor": b.nomor,
            "isian": form.isian,
            "catatan": form.cleaned_data["catatan"],
        }
        if hasil := _simpan(request, form, dataset=d, **isi):
            return redirect("dataset:versi", hasil.uuid)
    konteks = {
        "d": d,
        "v": v,
        "b": b,
        "u_hapus": f"{reverse('dataset:baris_hapus', args=[v.uuid])}?baris={b.urut}",
        "form": form,
        "judul": f"Ubah baris {b.urut}",
    }
    return render(request, "dataset/ubah.html", konteks, status=422 if form.errors else 200)


def _simpan(request: Permintaan, form: BarisForm, **isi: Any) -> Versi | None:
    try:
        return actions.ubah_baris(oleh=request.user, **isi)
    except MasukanSalah as galat:
        form.tandai(galat.bidang or {"": galat.pesan})
    except Galat as galat:
        form.add_error(None, f"{galat.pesan} {galat.saran}".strip())
    return None


@require(Hak.DATA_KELOLA)
@require_POST
def hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    v = satu_versi(uuid)
    catatan = request.POST.get("alasan", "").strip()
    if not catatan:
        raise MasukanSalah("Tuliskan alasan menghapus baris.", bidang={"alasan": "Wajib diisi."})
    d = satu_dataset(v.dataset)
    baru = actions.ubah_baris(
        dataset=d,
        periode_mulai=v.periode_mulai,
        nomor=_satu_baris(request, v).nomor,
        isian=None,
        catatan=catatan,
        oleh=request.user,
    )
    messages.info(request, "Versi tanpa baris itu sedang disusun. Berlakukan setelah selesai.")
    return redirect("dataset:versi", baru.uuid)
