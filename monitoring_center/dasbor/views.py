"""The Monitoring Center for the Sekda and the Bupati: aggregates only, and only what was approved."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from inti.akun.akses import require
from inti.akun.hak import Hak
from tenants.models import Instansi

from . import tabel, tampilan
from .ekspor import csv_dasbor
from .hitung import Dasbor, dasbor
from .periode import PILIHAN, periode
from .rincian import rincian
from .ukuran import DAFTAR, UTAMA, ukuran

PUTAR_DETIK = 20
PERHATIAN_DINDING = 4


def _dasbor(request: HttpRequest, instansi: Instansi | None = None) -> Dasbor:
    return dasbor(periode(request.GET.get("periode", ""), timezone.localdate()), instansi=instansi)


def _konteks(request: HttpRequest, d: Dasbor) -> dict[str, Any]:
    return {
        "d": d,
        "periode": d.periode,
        "pilihan_periode": PILIHAN.items(),
        "u": ukuran(request.GET.get("ukuran", "")),
        "semua_ukuran": DAFTAR,
        "data_per": d.data_per,
    }


@require_GET
@require(Hak.DASBOR_LIHAT)
def beranda(request: HttpRequest) -> HttpResponse:
    d = _dasbor(request)
    konteks = _konteks(request, d)
    if not d.kosong:
        u = konteks["u"]
        konteks |= {
            "ubin": [tampilan.ubin(d, k.kode, request.path) for k in UTAMA],
            "tren": tampilan.grafik_tren(d),
            "tepat": tampilan.grafik_tepat(d),
            "peta": tampilan.peta(d, u),
            "tabel": [
                ("Kecamatan", tabel.tabel(d, "kecamatan", u)),
                ("SKPD", tabel.tabel(d, "skpd", u)),
            ],
        }
    return render(request, "dasbor/beranda.html", konteks)


@require_GET
@require(Hak.DASBOR_LIHAT)
def data(request: HttpRequest) -> HttpResponse:
    """Which instansi lack figures, why, and whom to call; and what everybody approved."""
    d = _dasbor(request)
    konteks = _konteks(request, d) | {
        "matriks": tabel.matriks_persetujuan(d),
        "legenda": tabel.LEGENDA,
        "kolom": tabel.nama_indikator(),
    }
    return render(request, "dasbor/data.html", konteks)


@require_GET
@require(Hak.DASBOR_LIHAT)
def instansi(request: HttpRequest, slug: str) -> HttpResponse:
    i = Instansi.objects.terbuka().filter(slug=slug).first()
    if i is None:
        raise Http404("Instansi tidak dikenal.")
    d = _dasbor(request, i)
    baris = d.baris[0]
    konteks = _konteks(request, d) | {"baris": baris, "ubin": [tampilan.ubin(d, k.kode) for k in UTAMA]}
    if baris.disetujui:
        konteks |= {
            "tren": tampilan.grafik_tren(d),
            "tepat": tampilan.grafik_tepat(d),
            "rincian": rincian(d, i),
        }
    return render(request, "dasbor/instansi.html", konteks)


@require_GET
@require(Hak.DASBOR_LIHAT)
def ekspor(request: HttpRequest) -> HttpResponse:
    return csv_dasbor(_dasbor(request))


@require_GET
@require(Hak.DASBOR_LIHAT)
def dinding(request: HttpRequest) -> HttpResponse:
    """One turn of the wall: the measure of the map and the kecamatan in the spotlight change with `ke`."""
    d = _dasbor(request)
    giliran = int(ke) if (ke := request.GET.get("ke", "")).isdigit() else 0
    u = DAFTAR[giliran % len(DAFTAR)]
    kecamatan = d.sejenis("kecamatan")
    sorot = kecamatan[giliran % len(kecamatan)] if kecamatan else None
    konteks = _konteks(request, d) | {
        "u": u,
        "ubin": [tampilan.ubin(d, k.kode) for k in UTAMA],
        "peta": tampilan.peta(d, u, dinding=True),
        "tren": tampilan.grafik_tren(d, tinggi="kecil"),
        "sorot": sorot,
        "sorot_nilai": [(k, tampilan.format_nilai(k, n)) for k, n in sorot.semua_nilai] if sorot else [],
        "daftar_dinding": [
            ("alert-triangle", "Data terlambat atau hilang", d.terlambat),
            ("hourglass", "Menunggu keputusan pimpinan", d.menunggu_keputusan),
        ],
        "muat": PERHATIAN_DINDING,
        "putar_ke": f"?periode={d.periode.kode}&ke={(giliran + 1) % 10_000}",
        "putar_detik": PUTAR_DETIK,
    }
    return render(request, "dasbor/dinding.html", konteks)
