from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenants.ukur.permintaan_peserta.models import Orang

KUERI = 3
BARIS = 20


def daftar(request: HttpRequest, nomor: int) -> HttpResponse:
    """The page that is measured. It makes exactly `KUERI` queries: the count, the rows, the detail."""
    konteks = {
        "jumlah": Orang.objects.count(),
        "baris": list(Orang.objects.all()[:BARIS]),
        "rinci": Orang.objects.get(pk=nomor),
    }
    return render(request, "ukur_permintaan/daftar.html", konteks)
