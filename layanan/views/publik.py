"""What residents see without an account. Every page works without JavaScript."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from inti.akun.akses import publik
from inti.akun.hak import Hak
from inti.permintaan import Permintaan
from inti.ui.menu import menu_untuk

from ..models import Layanan
from ..standar import susun
from ..surat.data import instansi_kini
from .objek import layanan_aktif


@publik
def beranda(request: Permintaan) -> HttpResponse:
    """Residents: what is offered and how to follow it. Staff: their desk."""
    if request.user.is_authenticated and request.user.punya(Hak.PERMOHONAN_LIHAT):
        return redirect("layanan:meja")
    if request.user.is_authenticated and request.user.punya(Hak.PERMOHONAN_AJUKAN) and request.user.seksi():
        return redirect("daring:desa")
    if request.user.is_authenticated and set(request.user.hak()) - {Hak.PERMOHONAN_AJUKAN}:
        # somebody else's desk, such as the walidata officer's: where their menu begins
        for butir in menu_untuk(request, hitung=False):
            return redirect(butir.url)
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
