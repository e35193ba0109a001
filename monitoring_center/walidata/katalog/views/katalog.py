"""The catalogue: public on the portal and on each instansi's host, and for the staff of all hosts."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inti.akun.akses import publik, require
from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.laju import dibatasi
from inti.permintaan import Permintaan
from inti.situs import DISKOMINFO, MONITORING, situs_kini
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.format import tanggal_pendek
from monitoring_center.walidata.pihak import nama_pihak, semua_pihak

from .. import tampilan
from ..cari import cari
from ..dcat import MAKS_XLSX, url_halaman
from ..forms import PilihanKatalog
from ..indikator_sektor import bidang
from ..menu import PEMBACA
from ..models import DITEKAN, Akses, BarisTerbuka, Dataset, Periode, Terbitan

ANGKA = ("integer", "number")
PER_HALAMAN = 20
PRATINJAU = 10


def terlihat_publik() -> "QuerySet[Dataset]":
    """What anybody may know of: published, not secret; on an instansi's host only its own."""
    qs = Dataset.objects.terbit().exclude(akses=Akses.RAHASIA)
    situs = situs_kini()
    return qs.milik(situs.instansi.schema_name) if situs and situs.instansi else qs


def saring(qs: "QuerySet[Dataset]", pilihan: dict[str, str]) -> "QuerySet[Dataset]":
    for nama, kolom in (
        ("bidang", "bidang"),
        ("instansi", "pemilik"),
        ("periode", "periode"),
        ("akses", "akses"),
    ):
        if pilihan.get(nama):
            qs = qs.filter(**{kolom: pilihan[nama]})
    return cari(qs, pilihan["q"]) if pilihan.get("q") else qs.order_by("nama", "pk")


def hias(d: Dataset) -> Dataset:
    isi: Any = d
    isi.chip_akses, isi.chip_mutakhir = tampilan.CHIP_AKSES[Akses(d.akses)], tampilan.chip_mutakhir(d)
    isi.walidata, isi.nama_bidang = nama_pihak(d.pemilik), bidang().get(d.bidang, "")
    return d


def data_terbuka(d: Dataset) -> dict[str, Any]:
    """The public copy and its first rows as lists of cells. Diskominfo and the centre read rows on the portal, like everybody."""
    situs = situs_kini()
    if situs and situs.jenis in (DISKOMINFO, MONITORING):
        return {"url_portal": url_halaman(d)}
    terbitan = Terbitan.objects.filter(pk=d.pk).first() if d.akses == Akses.TERBUKA else None
    if terbitan is None or not terbitan.baris:
        return {"terbitan": terbitan, "pratinjau": []}
    kolom = [(k["name"], k["type"]) for k in terbitan.kolom]
    baris = BarisTerbuka.objects.filter(terbitan_id=d.pk).order_by("-nomor")[:PRATINJAU]
    return {
        "terbitan": terbitan,
        "kolom_pratinjau": [(k.get("title") or k["name"], k["type"] in ANGKA) for k in terbitan.kolom],
        "pratinjau": [[_sel(b.isi, n, tipe) for n, tipe in kolom] for b in reversed(baris)],
        "muat_xlsx": terbitan.baris <= MAKS_XLSX,
    }


def _sel(isi: dict[str, Any], nama: str, tipe: str) -> dict[str, Any]:
    """A cell as people read it. A year is no number to be grouped by thousands."""
    nilai = isi.get(nama)
    if tipe == "date" and nilai:
        nilai = tanggal_pendek(date.fromisoformat(nilai))
    elif tipe == "year" and nilai is not None:
        nilai = str(nilai)
    return {"nilai": nilai, "ditekan": nama in isi.get(DITEKAN, ()), "angka": tipe in ANGKA}


def _satu(qs: "QuerySet[Dataset]", uuid: UUID) -> Dataset:
    d = qs.filter(uuid=uuid).first()
    if d is None:
        raise Http404("Dataset tidak ditemukan.")
    return hias(d)


def _konteks(d: Dataset) -> dict[str, Any]:
    return {
        "d": d,
        "metadata": tampilan.rincian_metadata(d, d.isi(), nama_pihak(d.pemilik)),
        "kolom": tampilan.kolom_tampil(d.kolom),
        **data_terbuka(d),
    }


# -- public -----------------------------------------------------------------------------------------------------


@publik
@dibatasi("katalog", maks=120, detik=60)
@require_safe
def daftar_publik(request: HttpRequest) -> HttpResponse:
    form = PilihanKatalog(request.GET)
    form.is_valid()
    pilihan = {k: v for k, v in form.cleaned_data.items() if v}
    halaman = Paginator(saring(terlihat_publik(), pilihan), PER_HALAMAN).get_page(request.GET.get("hal"))
    situs = situs_kini()
    konteks = {
        "halaman": halaman,
        "daftar": [hias(d) for d in halaman.object_list],
        "pilihan": pilihan,
        "bidang": bidang().items(),
        "pihak": None if situs and situs.instansi else sorted(semua_pihak().values(), key=lambda p: p.nama),
        "periode": Periode.choices,
        "akses": [a for a in Akses.choices if a[0] != Akses.RAHASIA],
        "sisa_alamat": _sisa(request),
    }
    return render(request, "data/katalog_publik.html", konteks)


def _sisa(request: HttpRequest) -> str:
    data = request.GET.copy()
    data.pop("hal", None)
    return data.urlencode()


@publik
@dibatasi("katalog", maks=120, detik=60)
@require_safe
def satu_publik(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return render(request, "data/satu_publik.html", _konteks(_satu(terlihat_publik(), uuid)))


# -- staff of all hosts -----------------------------------------------------------------------------------------


class DaftarKatalog(Daftar):
    judul = "Katalog data"
    kolom = [
        Kolom("nama", "Dataset", urut="nama", utama=True),
        Kolom("walidata", "Walidata", urut="pemilik"),
        Kolom("nama_bidang", "Bidang", urut="bidang"),
        Kolom("get_periode_display", "Diperbarui", urut="periode"),
        Kolom("chip_akses", "Akses", urut="akses", jenis="chip"),
        Kolom("chip_mutakhir", "Kemutakhiran", urut="data_pada", jenis="chip"),
    ]
    saringan = [
        Saringan("akses", "Akses", Akses.choices, bidang="akses"),
        Saringan("bidang", "Bidang", lambda request: bidang().items(), bidang="bidang"),
        Saringan(
            "instansi",
            "Walidata",
            lambda request: [(p.skema, p.nama) for p in semua_pihak().values()],
            bidang="pemilik",
        ),
        Saringan("periode", "Periode", Periode.choices, bidang="periode"),
    ]
    petunjuk_cari = "Nama, definisi, kolom…"
    urut_baku = "nama"
    kosong_judul = "Tidak ada dataset"
    kosong_pesan = "Dataset tampil di sini sesudah disetujui pimpinan instansi pemiliknya."
    kosong_ikon = "database"

    def cari_di(self, qs: Any, q: str) -> Any:
        return cari(qs, q)

    def url_baris(self, objek: Any) -> str:
        return reverse("data:katalog_satu", args=[objek.uuid])

    def baris(self) -> Any:
        for d in self.halaman.object_list:
            hias(d)
        return super().baris()

    def respons_ekspor(self) -> HttpResponse:
        self.tersaring = [hias(d) for d in self.tersaring]
        return super().respons_ekspor()


@require(*PEMBACA)
@require_safe
def katalog(request: Permintaan) -> HttpResponse:
    return DaftarKatalog(request, Dataset.objects.terbit()).respons("data/katalog.html")


@require(*PEMBACA)
@require_safe
def katalog_satu(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = _satu(Dataset.objects.terbit(), uuid)
    sendiri = request.tenant is not None and d.pemilik == request.tenant.schema_name
    konteks = _konteks(d) | {"sendiri": sendiri}
    if request.tenant is not None and not sendiri and d.akses != Akses.TERBUKA:
        konteks |= _siapa_memohon(request)
    return render(request, "data/katalog_satu.html", konteks)


def _siapa_memohon(request: Permintaan) -> dict[str, Any]:
    """The way on for who may draft a request (Ps 12(1)); for others the names of those who may."""
    if request.user.punya(Hak.DATA_KELOLA):
        return {"boleh_mohon": True}
    nama = Pengguna.objects.berhak(Hak.DATA_KELOLA).order_by("nama").values_list("nama", flat=True)
    return {"boleh_mohon": False, "penyusun": list(nama[:5])}
