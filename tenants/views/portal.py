"""The portal: directory of instansi, and the way to a permohonan by its code. Nobody logs in here."""

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inti.akun.akses import publik
from inti.laju import dibatasi
from inti.situs import alamat
from tenants.enums import JenisInstansi
from tenants.forms import LacakForm, SuratForm
from tenants.models import Instansi

_PORT = f":{settings.SPBE_PORT_LUAR}" if settings.SPBE_PORT_LUAR else ""
# The tracking form ends with a redirect to the instansi's own host, which browsers count as a target of the form.
_KE_INSTANSI = csp_update({"form-action": [f"{settings.SPBE_SKEMA_URL}://*.{settings.SPBE_DOMAIN}{_PORT}"]})
MAKS_CARI = 100


def _terbuka() -> list[Instansi]:
    """What the directory may show, kecamatan first. Some dozens of rows, so one query serves list and form."""
    return list(Instansi.objects.terbuka().order_by("jenis", "nama", "pk"))


def _pilihan(semua: list[Instansi]) -> list[tuple[str, str]]:
    return [(i.slug, i.nama) for i in semua]


def _kelompok(semua: list[Instansi], q: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The directory by jenis, narrowed to the names that contain every word of `q`."""
    kata = q.lower().split()
    cocok = [i for i in semua if all(k in f"{i.nama} {i.slug}".lower() for k in kata)]
    return [
        (
            JenisInstansi(jenis).label,
            [
                {"nama": i.nama, "url": alamat(i.slug), "ditutup": i.status != "aktif", "kop": i.kop}
                for i in cocok
                if i.jenis == jenis
            ],
        )
        for jenis in JenisInstansi.values
        if any(i.jenis == jenis for i in cocok)
    ]


@publik
@require_safe
@_KE_INSTANSI
def beranda(request: HttpRequest) -> HttpResponse:
    """Directory with search, and the tracking form."""
    semua = _terbuka()
    q = request.GET.get("q", "").strip()[:MAKS_CARI]
    konteks = {
        "form": LacakForm(instansi=_pilihan(semua)),
        "kelompok": _kelompok(semua, q),
        "q": q,
        "jumlah": len(semua),
    }
    return render(request, "tenants/portal.html", konteks)


@publik
@require_http_methods(["GET", "HEAD", "POST"])
@_KE_INSTANSI
@dibatasi("portal-lacak", maks=60, detik=60)
def lacak(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the instansi that has the permohonan: the portal itself knows nothing about it.

    Posted, so that what is typed (some type their NIK) stands in no address and no log of the portal.
    """
    semua = _terbuka()
    form = LacakForm(request.POST if request.method == "POST" else None, instansi=_pilihan(semua))
    if form.is_bound and form.is_valid():
        isi = form.cleaned_data
        return redirect(alamat(isi["instansi"], f"/lacak/{isi['kode']}/"))
    return render(request, "tenants/lacak.html", {"form": form}, status=422 if form.is_bound else 200)


@publik
@require_http_methods(["GET", "HEAD", "POST"])
@_KE_INSTANSI
@dibatasi("portal-surat", maks=60, detik=60)
def surat(request: HttpRequest) -> HttpResponse:
    """Send who holds a letter to the instansi that signed it: by what its QR says, or by its name in the letterhead."""
    semua = _terbuka()
    form = SuratForm(request.POST if request.method == "POST" else None, instansi=_pilihan(semua))
    if form.is_bound and form.is_valid():
        isi = form.cleaned_data
        return redirect(alamat(isi["instansi"], f"/v/{isi['muatan']}"))
    return render(request, "tenants/surat.html", {"form": form}, status=422 if form.is_bound else 200)
