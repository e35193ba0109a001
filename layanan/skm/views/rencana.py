"""The follow-up plan: list, new, and where it stands."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from layanan.waktu.jam import hari_ini
from layanan.waktu.periode import Periode

from .. import actions
from ..forms import RencanaForm, UbahRencanaForm
from ..models import RencanaTindakLanjut, StatusRencana


class DaftarRencana(Daftar):
    judul = "Rencana tindak lanjut survei"
    kosong_judul = "Belum ada rencana tindak lanjut"
    kosong_pesan = (
        "Pilih unsur dengan nilai terendah, lalu catat apa yang akan dilakukan, oleh siapa, dan kapan."
    )
    kosong_ikon = "target"
    urut_baku = "tenggat"
    kolom = (
        Kolom("kegiatan", "Kegiatan", utama=True),
        Kolom("nama_unsur", "Unsur", urut="unsur"),
        Kolom("penanggung_jawab", "Penanggung jawab", urut="penanggung_jawab"),
        Kolom("tenggat", "Tenggat", urut="tenggat", jenis="tanggal"),
        Kolom("chip", "Keadaan", urut="status", jenis="chip"),
    )
    saringan = (Saringan("status", "Keadaan", StatusRencana.choices, tab=True),)

    def url_baris(self, objek: Any) -> str:
        return reverse("skm:rencana_rinci", args=[objek.uuid])


@require_safe
@require(Hak.LAPORAN_LIHAT, Hak.PENGADUAN_KELOLA)
def daftar(request: Permintaan) -> HttpResponseBase:
    konteks = {"kelola": request.user.punya(Hak.PENGADUAN_KELOLA)}
    return DaftarRencana(request, RencanaTindakLanjut.objects.all()).respons("skm/rencana.html", konteks)


@require(Hak.PENGADUAN_KELOLA)
def baru(request: Permintaan) -> HttpResponse:
    hari = hari_ini()
    awal = {
        "periode": request.GET.get("periode", Periode.memuat(hari, "").kode),
        "unsur": request.GET.get("unsur", ""),
    }
    form = RencanaForm(request.POST or None, hari=hari, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            actions.rencanakan(oleh=request.user, **form.cleaned_data)
            messages.success(request, "Rencana tindak lanjut dicatat.")
            return redirect("skm:rencana")
        except MasukanSalah as galat:
            _taruh(form, galat)
    return render(
        request, "skm/rencana_baru.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


@require(Hak.LAPORAN_LIHAT, Hak.PENGADUAN_KELOLA)
def rinci(request: Permintaan, uuid: UUID) -> HttpResponse:
    r = get_object_or_404(RencanaTindakLanjut.objects.select_related("dibuat_oleh"), uuid=uuid)
    form = UbahRencanaForm(request.POST or None, initial={"status": r.status, "hasil": r.hasil})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ubah_rencana(rencana=r, oleh=request.user, **form.cleaned_data)
            messages.success(request, "Perubahan disimpan.")
            return redirect("skm:rencana")
        except MasukanSalah as galat:
            _taruh(form, galat)
    bisa = r.terbuka and request.user.punya(Hak.PENGADUAN_KELOLA)
    konteks = {"rencana": r, "form": form if bisa else None}
    return render(request, "skm/rencana_rinci.html", konteks, status=422 if request.method == "POST" else 200)


def _taruh(form: Any, galat: MasukanSalah) -> None:
    for nama, pesan in galat.bidang.items() or [("", galat.pesan)]:
        form.add_error(nama if nama in form.fields else None, pesan)
