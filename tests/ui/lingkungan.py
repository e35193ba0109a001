"""A site and a person that need no database, for pages of inti.ui alone."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from inti.situs import InfoInstansi, Situs, pada_situs, situs_instansi
from inti.ui.menu import Butir

INFO = InfoInstansi(
    id=1,
    schema_name="i_contoh",
    slug="contoh",
    nama="Kecamatan Contoh",
    jenis="kecamatan",
    kode_wilayah="63.10.99",
    domain_email="kab.go.id",
    zona_waktu="Asia/Makassar",
    status="aktif",
    kop={
        "pemerintah": "Pemerintah Kabupaten Contoh",
        "alamat": "Jl. Pelabuhan No. 1",
        "telepon": "0518-71234",
        "surel": "contoh@kab.go.id",
    },
)
SITUS: Situs = situs_instansi(INFO)


class Tugas:
    peran, sifat = "administrator", "plt"

    def label(self) -> str:
        return "Plt. Kasi Pelayanan"


class Orang:
    """Quacks like akun.Pengguna for the shell of a page."""

    is_authenticated = is_active = True
    is_anonymous = False
    pk = 1
    nama = "Ahmad Fauzi"

    def __init__(self, *hak: str) -> None:
        self._hak = frozenset(hak or {"permohonan.lihat"})

    def hak(self) -> frozenset[str]:
        return self._hak

    def punya(self, hak: str) -> bool:
        return hak in self._hak

    def penugasan_berlaku(self) -> list[Tugas]:
        return [Tugas()]


MENU = (
    Butir(situs="*", label="Kotak masuk", ikon="inbox", url_name="uji:kotak", hitung=lambda _: 12),
    Butir(situs="*", label="Laporan", ikon="chart-bar", url_name="uji:laporan", kelompok="Kantor"),
    Butir(
        situs="*",
        label="Pemberitahuan",
        ikon="bell",
        url_name="uji:kabar",
        tempat="lonceng",
        hitung=lambda _: 4,
    ),
    Butir(situs="*", label="Pekerjaan berjalan", ikon="progress", url_name="uji:kerja", tempat="pekerjaan"),
    Butir(situs="*", label="Profil saya", ikon="user", url_name="uji:profil", tempat="pengguna"),
    Butir(situs="*", label="Keluar", ikon="logout", url_name="uji:keluar", tempat="pengguna", metode="post"),
    Butir(situs="*", label="Layanan", ikon="list", url_name="uji:layanan", tempat="publik"),
)


class SitusContoh:
    """Middleware: every request is for Kecamatan Contoh, by Ahmad Fauzi."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.situs, request.user, request.session = SITUS, Orang(), {}
        with pada_situs(SITUS):
            return self.get_response(request)


MIDDLEWARE = [
    "tests.ui.lingkungan.SitusContoh",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def _ke_galeri(request: HttpRequest, **_: Any) -> HttpResponse:
    return redirect("ui:galeri")


_nama = ["kotak", "laporan", "kabar", "kerja", "profil", "keluar", "layanan"]
urlpatterns = [
    path("ui/", include("inti.ui.urls")),
    path("uji/", include(([path(f"{n}/", _ke_galeri, name=n) for n in _nama], "uji"))),
    path("", _ke_galeri),
]
