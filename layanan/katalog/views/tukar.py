"""Taking a service to another instansi and from one: JSON out, JSON in as drafts to review (never over anything)."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan

from ...enums import KeadaanVersi
from ...models import Layanan, Seksi
from ...surat.data import instansi_kini
from .. import actions
from ..forms import ImporForm
from ..impor import baca
from ..models import Impor
from ..naskah import naskah
from ..skema import FORMAT, SKEMA
from .objek import versi


def _ekspor(daftar: list[Layanan], nama: str) -> HttpResponse:
    isi = {
        "format": FORMAT,
        "asal": {
            "instansi": instansi_kini().nama,
            "diekspor": timezone.localtime().isoformat(timespec="seconds"),
        },
        "layanan": [naskah(x) for x in daftar],
    }
    jawaban = HttpResponse(
        json.dumps(isi, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
    )
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}.json"'
    return jawaban


@require(Hak.LAYANAN_KELOLA)
@require_safe
def ekspor(request: Permintaan, kode: str) -> HttpResponse:
    return _ekspor([versi(kode, KeadaanVersi.BERLAKU)], f"layanan-{kode}")


@require(Hak.LAYANAN_KELOLA)
@require_safe
def ekspor_semua(request: Permintaan) -> HttpResponse:
    semua = Layanan.objects.terkini().select_related("seksi").prefetch_related("persyaratan")
    return _ekspor(list(semua.order_by("urutan", "kode")), f"katalog-{instansi_kini().slug}")


@require(Hak.LAYANAN_KELOLA)
@require_safe
def skema(request: Permintaan) -> HttpResponse:
    """The JSON Schema of the file, for whoever writes one by hand."""
    return JsonResponse(SKEMA, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require(Hak.LAYANAN_KELOLA)
def impor(request: Permintaan) -> HttpResponse:
    form = ImporForm(request.POST or None, request.FILES or None)
    salah: list[Any] = []
    if request.method == "POST" and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        hasil = baca(berkas.read())
        salah = hasil.salah
        if not salah:
            i = actions.terima_impor(
                nama_berkas=berkas.name, asal=hasil.asal, isi=hasil.layanan, oleh=request.user
            )
            return redirect("katalog:tinjau", i.uuid)
    konteks = {"form": form, "salah": salah[:100], "jumlah_salah": len(salah)}
    return render(request, "katalog/impor.html", konteks, status=422 if form.errors or salah else 200)


@require(Hak.LAYANAN_KELOLA)
def tinjau(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Which services become drafts, and which of our seksi answers for each that we do not know."""
    i = Impor.objects.filter(uuid=uuid, oleh=request.user).first()
    if i is None:
        raise Http404("Impor tidak ditemukan.")
    seksi = {s.kode: s for s in Seksi.objects.all()}
    galat = ""
    if request.method == "POST" and i.selesai_pada is None:
        try:
            pilihan = {k: request.POST.get(f"seksi_{k}", "") for k in request.POST.getlist("pilih")}
            jumlah = len(actions.laksanakan_impor(impor=i, pilihan=pilihan, oleh=request.user))
        except MasukanSalah as g:
            galat = g.pesan
        else:
            messages.success(
                request,
                f"{jumlah} konsep dibuat dari {i.nama_berkas}. Periksa, lalu terbitkan satu per satu.",
            )
            return redirect("katalog:daftar")
    konteks = {"impor": i, "baris": _baris(request, i, seksi), "seksi": list(seksi.values()), "galat": galat}
    return render(request, "katalog/tinjau.html", konteks, status=422 if galat else 200)


def _baris(request: Permintaan, i: Impor, seksi: dict[str, Seksi]) -> list[dict[str, Any]]:
    kode = [d["kode"] for d in i.isi]
    ada = set(Layanan.objects.filter(kode__in=kode).values_list("kode", "keadaan"))
    dikirim = request.method == "POST"
    hasil = []
    for d in i.isi:
        punya_konsep = (d["kode"], KeadaanVersi.KONSEP) in ada
        asal = d["seksi"]["kode"] if d["seksi"]["kode"] in seksi else ""
        hasil.append(
            {
                "d": d,
                "konsep": punya_konsep,
                "berlaku": (d["kode"], KeadaanVersi.BERLAKU) in ada,
                "dipilih": d["kode"] in request.POST.getlist("pilih") if dikirim else not punya_konsep,
                "seksi": request.POST.get(f"seksi_{d['kode']}", "") if dikirim else asal,
            }
        )
    return hasil
