"""The workbook on a memory stick: download, upload, preview, enter."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.lembar_kerja import respons_unduh

from ...surat.data import instansi_kini
from .. import impor as laku
from .. import lembar
from ..forms import ImporForm
from ..models import Impor
from .layar import _rinci, gangguan_ini

TAMPIL = 200
"""Rows of each kind on the preview; all of them are entered."""


@require_GET
@require(Hak.GANGGUAN_KELOLA)
def unduh(request: Permintaan, uuid: UUID) -> HttpResponse:
    g = gangguan_ini(uuid)
    return respons_unduh(
        lembar.buat(g, instansi_kini()), nama=f"register-manual-{g.mulai:%Y%m%d}", akhiran="xlsx"
    )


@require_POST
@require(Hak.GANGGUAN_KELOLA)
def unggah(request: Permintaan, uuid: UUID) -> HttpResponse:
    g, form = gangguan_ini(uuid), ImporForm(request.POST, request.FILES)
    if not form.is_valid():
        return _rinci(request, g, galat=MasukanSalah("Pilih lembar kerja XLSX yang diunduh dari sini."))
    try:
        impor = laku.terima(gangguan=g, unggahan=form.cleaned_data["berkas"], oleh=request.user)
    except MasukanSalah as galat:
        return _rinci(request, g, galat=galat)
    return redirect("gangguan:tinjau", uuid, impor.uuid)


@require_http_methods(["GET", "POST"])
@require(Hak.GANGGUAN_KELOLA)
def tinjau(request: Permintaan, uuid: UUID, impor: UUID) -> HttpResponse:
    g = gangguan_ini(uuid)
    baris = Impor.objects.select_related("gangguan", "berkas").filter(uuid=impor, gangguan=g).first()
    if baris is None:
        raise Http404("Impor tidak ditemukan.")
    ditolak = []
    if request.method == "POST":
        pilih = {int(n) for n in request.POST.getlist("baris") if n.isdecimal()}
        hasil = laku.jalankan(
            impor=baris, oleh=request.user, baris=None if "semua" in request.POST else pilih
        )
        ditolak = hasil.ditolak
        lengkap = f", {hasil.dilengkapi} surat dilengkapi pindaiannya" if hasil.dilengkapi else ""
        messages.success(request, f"{hasil.masuk} kasus dicatat{lengkap}.")
        if hasil.sisa:
            messages.info(
                request,
                f"{hasil.sisa} baris lagi. Tekan sekali lagi untuk melanjutkan; yang sudah masuk tidak digandakan.",
            )
        elif not ditolak:
            return redirect("gangguan:rinci", uuid)
    t = laku.tinjau(baris)
    alasan = {b.nomor: b.galat for b in ditolak}
    konteks = {
        "g": g, "impor": baris, "siap": [(b, alasan.get(b.nomor)) for b in t.siap[:TAMPIL]], "jumlah_siap": len(t.siap),
        "salah": t.salah[:TAMPIL], "jumlah_salah": len(t.salah), "jumlah_sudah": len(t.sudah), "tampil": TAMPIL,
        "jumlah_lengkap": len(t.lengkap), "tanpa_baris": t.tanpa_baris,
    }  # fmt: skip
    return render(request, "gangguan/tinjau.html", konteks, status=422 if ditolak else 200)
