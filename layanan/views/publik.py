"""What residents see without an account. Every page works without JavaScript."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from inti.akun.akses import publik
from inti.akun.hak import Hak
from inti.laju import dibatasi
from inti.permintaan import Permintaan

from .. import nik, tautan_warga
from ..lacak import jejak_warga
from ..models import Layanan, Permohonan
from ..standar import susun
from ..surat import instansi_kini
from .objek import layanan_aktif


@publik
def beranda(request: Permintaan) -> HttpResponse:
    """Residents: what is offered and how to follow it. Staff: their desk."""
    if request.user.is_authenticated and request.user.punya(Hak.PERMOHONAN_LIHAT):
        return redirect("layanan:meja")
    q = request.GET.get("q", "").strip()[:80]
    layanan = Layanan.objects.aktif()
    for kata in q.split():
        layanan = layanan.filter(nama__icontains=kata)
    return render(request, "layanan/beranda.html", {"layanan": layanan, "q": q})


@publik
def layanan_rinci(request: Permintaan, kode: str) -> HttpResponse:
    layanan, instansi = layanan_aktif(kode), instansi_kini()
    komponen = susun(layanan, instansi.jenis, kontak=instansi.kop)
    konteks = {
        "layanan": layanan,
        "komponen": komponen,
        "mekanisme": next(k.butir for k in komponen if k.kunci == "mekanisme"),
    }
    return render(request, "layanan/layanan_rinci.html", konteks)


def _kode(teks: str) -> str:
    return nik.bersihkan(teks).upper()[:24]


@publik
@dibatasi("lacak", maks=60, detik=60)
def lacak(request: Permintaan) -> HttpResponse:
    """The form where the code of the receipt is typed. Posted, for some type their NIK instead."""
    teks = (request.POST if request.method == "POST" else request.GET).get("kode", "").strip()
    if not teks:
        return render(request, "layanan/lacak.html", {"kode": ""})
    if Permohonan.objects.filter(kode_lacak=_kode(teks)).exists():
        return redirect("layanan:lacak_kode", _kode(teks))
    konteks = {
        "kode": teks[:40],
        "tidak_ada": True,
        "nik": len(_kode(teks)) == 16 and _kode(teks).isdecimal(),
    }
    return render(request, "layanan/lacak.html", konteks, status=404)


@publik
@dibatasi("lacak", maks=60, detik=60)
def lacak_kode(request: Permintaan, kode: str) -> HttpResponse:
    p = Permohonan.objects.select_related("layanan", "seksi").filter(kode_lacak=_kode(kode)).first()
    if p is None:
        return render(request, "layanan/lacak.html", {"kode": kode[:40], "tidak_ada": True}, status=404)
    jawaban = render(
        request,
        "layanan/lacak_hasil.html",
        {"p": p, "jejak": jejak_warga(p), "tautan_warga": tautan_warga.untuk(p)},
    )
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Robots-Tag"] = "noindex"
    return jawaban
