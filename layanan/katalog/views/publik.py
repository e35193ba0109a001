"""What anybody may read and print: the standard of a service with its fourteen components, and the maklumat."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inti.akun.akses import publik
from inti.permintaan import Permintaan

from ...models import Layanan
from ...standar import susun
from ...surat.data import instansi_kini
from ...views.objek import layanan_aktif
from ..models import Maklumat


@publik
@require_safe
def standar(request: Permintaan, kode: str) -> HttpResponse:
    layanan = layanan_aktif(kode)
    instansi = instansi_kini()
    konteks = {
        "layanan": layanan,
        "komponen": susun(layanan, instansi.jenis, kontak=instansi.kop),
        "maklumat": Maklumat.objects.berlaku(),
    }
    return render(request, "katalog/standar.html", konteks)


@publik
@require_safe
def maklumat(request: Permintaan) -> HttpResponse:
    konteks = {"m": Maklumat.objects.berlaku(), "jumlah": Layanan.objects.aktif().count()}
    return render(request, "katalog/maklumat.html", konteks)
