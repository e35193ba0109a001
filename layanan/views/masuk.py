"""Intake at the counter (Perbup Tanah Laut 126/2022 Ps 8): choose the service, type the NIK, tick the requirements."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan

from ..actions import ajukan
from ..enums import TERBUKA
from ..forms.permohonan import PEMOHON, RINCI, PermohonanForm, catatan_nik
from ..models import Layanan, Permohonan
from ..nik import Nik, NikSalah, bersihkan, urai_nik
from ..surat import instansi_kini
from ..wilayah import daftar_desa
from .galat import tandai
from .objek import layanan_aktif

GANDA = timedelta(days=30)


@require_GET
@require(Hak.PERMOHONAN_INPUT)
def pilih(request: Permintaan) -> HttpResponse:
    return render(request, "layanan/pilih.html", {"layanan": Layanan.objects.aktif()})


@require(Hak.PERMOHONAN_INPUT)
def baru(request: Permintaan, kode: str) -> HttpResponse:
    layanan = layanan_aktif(kode)
    dikirim = request.method == "POST"
    form = PermohonanForm(
        request.POST if dikirim else None, request.FILES if dikirim else None, layanan=layanan
    )
    if dikirim and form.is_valid():
        try:
            p = ajukan(
                layanan=layanan, pemohon=form.pemohon(), keperluan=form.cleaned_data["keperluan"], isian=form.isian(),
                bawaan=form.bawaan(), kanal=form.cleaned_data["kanal"], oleh=request.user,
            )  # fmt: skip
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(
                request, f"{p.nomor_registrasi} tercatat. Cetak tanda terima, lalu periksa berkasnya."
            )
            return redirect(reverse("layanan:kerja", args=[p.uuid]) + "?baru")
    return render(request, "layanan/baru.html", _konteks(request, form), status=422 if form.errors else 200)


def _konteks(request: Permintaan, form: PermohonanForm, **lain: Any) -> dict[str, Any]:
    wilayah = instansi_kini().kode_wilayah
    return {"form": form, "layanan": form.layanan, "desa": daftar_desa(wilayah), **lain}


@require_POST
@require(Hak.PERMOHONAN_INPUT)
def periksa_nik(request: Permintaan, kode: str) -> HttpResponse:
    """What the NIK says, and what is known of this person; blanks are filled, nothing typed is overwritten.

    A POST, because a NIK never stands in an address. It writes nothing.
    """
    layanan = layanan_aktif(kode)
    angka = bersihkan(request.POST.get("nik", ""))
    data = request.POST.dict()
    lain: dict[str, Any] = {"panjang": len(angka)}
    if len(angka) >= 16:
        try:
            nik = urai_nik(angka)
        except NikSalah as galat:
            lain["salah"] = str(galat)
        else:
            lain |= _kenali(nik, layanan, data, instansi_kini().kode_wilayah)
    form = PermohonanForm(initial=data, layanan=layanan)
    templat = "layanan/baru.html#nik" if request.htmx else "layanan/baru.html"
    return render(request, templat, _konteks(request, form, **lain))


def _kenali(nik: Nik, layanan: Layanan, data: dict[str, Any], wilayah: str) -> dict[str, Any]:
    """Fills the blanks of `data`; returns what the notice beside the NIK says."""
    peringatan = catatan_nik(nik, data, wilayah if wilayah.count(".") == 2 else "")
    lalu = list(Permohonan.objects.pemohon_sama(nik.nomor).select_related("layanan")[:20])
    tahu: dict[str, Any] = {"tanggal_lahir": nik.tanggal_lahir, "jenis_kelamin": nik.jenis_kelamin}
    if lalu:
        tahu |= {k: getattr(lalu[0], f"pemohon_{k}") for k in PEMOHON} | _rinci(lalu[0])
    for nama, nilai in tahu.items():
        if nilai and not data.get(nama):
            data[nama] = nilai
    batas = timezone.now() - GANDA
    ganda = [p for p in lalu if p.layanan_id == layanan.pk and (p.status in TERBUKA or p.masuk_pada > batas)]
    return {
        "nik": nik,
        "peringatan": peringatan,
        "lalu": lalu[:3],
        "jumlah_lalu": len(lalu),
        "ganda": ganda[:1],
    }


def _rinci(p: Permohonan) -> dict[str, Any]:
    rinci = {k: v for k, v in p.rinci.items() if k in RINCI and v}
    if "tanggal_lahir" in rinci:
        rinci["tanggal_lahir"] = date.fromisoformat(rinci["tanggal_lahir"])
    return rinci
