"""Working hours and days: everybody on the staff may look which days count; the Administrator sets them."""

from calendar import Calendar
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui import format

from ..actions import waktu as aksi
from ..actions.pengaturan import ubah_pengaturan
from ..forms.pengaturan import EskalasiForm
from ..forms.waktu import BagianForm, HariForm, JamForm, jam_awal, jam_perpres
from ..models import BagianTahap, HariKhusus, Layanan, PengaturanAlur
from ..waktu.jam import hari_ini
from ..waktu.kalender import NAMA_HARI, Hari, Kalender, Ruas, jam_menit
from ..waktu.tahapan import BAGIAN
from ..waktu.tenggat import kalender_kini
from .galat import tandai

JENIS = {
    "kerja": "Hari kerja",
    "akhir_pekan": "Akhir pekan",
    "libur_nasional": "Libur nasional",
    "cuti_bersama": "Cuti bersama",
    "sementara": "Libur, belum ada keputusannya",
    "libur": "Libur setempat",
    "masuk": "Masuk (pengganti)",
    "setengah": "Jam khusus",
}
BIASA = ("kerja", "akhir_pekan")


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def kalender(request: Permintaan) -> HttpResponse:
    return _layar(request)


def _layar(request: Permintaan, **form: forms.BaseForm) -> HttpResponse:
    hari = hari_ini()
    tahun = _tahun(request, hari)
    kal = kalender_kini()
    bulan = [_bulan(kal, tahun, b, hari) for b in range(1, 13)]
    semua = [h for satu in bulan for minggu in satu["minggu"] for h in minggu if h]
    konteks: dict[str, Any] = {
        "tahun": str(tahun),  # a year has no thousands separator
        "tahun_lalu": str(tahun - 1),
        "tahun_depan": str(tahun + 1),
        "bulan": bulan,
        "jenis": [(k, v) for k, v in JENIS.items() if any(h["hari"].jenis == k for h in semua)],
        "jumlah": sum(h["hari"].kerja for h in semua),
        "sementara": any(h["hari"].jenis == "sementara" for h in semua),
        "khusus": HariKhusus.objects.filter(tanggal__year=tahun),
        "hari_ini": hari,
        "jam": [(NAMA_HARI[h], _jam(kal.jam_mingguan(hari).get(h, ()))) for h in range(7)],
        "jam_nanti": [(sejak, jam) for sejak, jam in kal.berlaku if sejak > hari],
        "sehari": kal.menit_sehari(hari),
        "eskalasi": PengaturanAlur.kini().eskalasi_menit,
        "kelola": request.user.punya(Hak.LAYANAN_KELOLA),
    }
    if konteks["kelola"]:
        konteks |= _formulir(request, kal, hari) | form
    return render(request, "layanan/waktu/kalender.html", konteks, status=422 if form else 200)


def _tahun(request: Permintaan, hari: date) -> int:
    minta = request.GET.get("tahun", "")
    tahun = int(minta) if minta.isdecimal() and len(minta) == 4 else hari.year
    if not hari.year - 10 <= tahun <= hari.year + 10:
        raise Http404("Kalender tahun itu tidak tersedia.")
    return tahun


def _bulan(kal: Kalender, tahun: int, bulan: int, kini: date) -> dict[str, Any]:
    minggu = [
        [_sel(kal.hari(h), kini) if h.month == bulan else None for h in satu]
        for satu in Calendar().monthdatescalendar(tahun, bulan)
    ]
    isi = [h["hari"] for satu in minggu for h in satu if h]
    return {
        "nama": format.BULAN[bulan - 1],
        "minggu": minggu,
        "kerja": sum(h.kerja for h in isi),
        "khusus": [h for h in isi if h.jenis not in BIASA],
    }


def _sel(hari: Hari, kini: date) -> dict[str, Any]:
    keterangan = JENIS[hari.jenis] if hari.jenis in BIASA else f"{JENIS[hari.jenis]}: {hari.nama}"
    return {"hari": hari, "judul": f"{keterangan}. {hari.jam or 'Tutup'}", "kini": hari.tanggal == kini}


def _jam(ruas: Ruas) -> str:
    return ", ".join(f"{jam_menit(a)}–{jam_menit(b)}" for a, b in ruas) or "Tutup"


def _formulir(request: Permintaan, kal: Kalender, hari: date) -> dict[str, forms.BaseForm]:
    awal = (
        jam_perpres()
        if request.GET.get("jam") == "perpres"
        else jam_awal(kal.jam_mingguan(hari + timedelta(days=366)))
    )
    layanan = list(Layanan.objects.terkini().order_by("urutan").values_list("kode", "nama"))
    pilih = request.GET.get("layanan", "")
    pilih = pilih if pilih in dict(layanan) else ""
    baris = list(BagianTahap.objects.filter(kode_layanan__in=["", pilih]).order_by("kode_layanan"))
    persen = dict(BAGIAN) | {b.tahap: b.persen for b in baris}
    return {
        "jam_form": JamForm(initial=awal | {"berlaku_sejak": hari + timedelta(days=1)}),
        "hari_form": HariForm(),
        "bagian_form": BagianForm(layanan=layanan, initial=persen | {"kode_layanan": pilih}),
        "eskalasi_form": EskalasiForm(instance=PengaturanAlur.kini()),
    }


@require_POST
@require(Hak.LAYANAN_KELOLA)
def tambah_hari(request: Permintaan) -> HttpResponse:
    form = HariForm(request.POST)
    if form.is_valid():
        try:
            hari = aksi.tambah_hari(oleh=request.user, **form.cleaned_data)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, f"{format.tanggal(hari.tanggal)} dicatat: {hari.nama}.")
            return redirect(f"{_alamat()}?tahun={hari.tanggal.year}")
    return _layar(request, hari_form=form)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def hapus_hari(request: Permintaan, tanggal: str) -> HttpResponse:
    try:
        hari = get_object_or_404(HariKhusus, tanggal=date.fromisoformat(tanggal))
    except ValueError:
        raise Http404("Bukan tanggal.") from None
    tahun = hari.tanggal.year
    aksi.hapus_hari(hari=hari, oleh=request.user)
    messages.success(request, "Hari itu kembali mengikuti kalender nasional.")
    return redirect(f"{_alamat()}?tahun={tahun}")


@require_POST
@require(Hak.LAYANAN_KELOLA)
def ubah_jam(request: Permintaan) -> HttpResponse:
    form = JamForm(request.POST)
    if form.is_valid():
        try:
            aksi.tetapkan_jam(
                berlaku_sejak=form.cleaned_data["berlaku_sejak"], jam=form.jam(), oleh=request.user
            )
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, "Jam kerja disimpan. Janji yang sudah dibuat tidak berubah.")
            return redirect(_alamat())
    return _layar(request, jam_form=form)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def ubah_bagian(request: Permintaan) -> HttpResponse:
    layanan = list(Layanan.objects.terkini().order_by("urutan").values_list("kode", "nama"))
    form = BagianForm(request.POST, layanan=layanan)
    if form.is_valid():
        aksi.tetapkan_bagian(
            persen=form.persen(), kode_layanan=form.cleaned_data["kode_layanan"], oleh=request.user
        )
        messages.success(request, "Bagian waktu tiap tahap disimpan.")
        return redirect(_alamat())
    return _layar(request, bagian_form=form)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def ubah_eskalasi(request: Permintaan) -> HttpResponse:
    form = EskalasiForm(request.POST, instance=PengaturanAlur.kini())
    if not form.is_valid():
        return _layar(request, eskalasi_form=form)
    ubah_pengaturan(oleh=request.user, nilai=form.cleaned_data)
    messages.success(request, "Waktu eskalasi disimpan.")
    return redirect(_alamat())


def _alamat() -> str:
    return reverse("layanan:waktu")
