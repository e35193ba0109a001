"""Diskominfo rules on duplicates (Perbup Tanah Bumbu 25/2019 Ps 11(3)). It sees metadata, never a row (Ps 11(6))."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from monitoring_center.walidata.pihak import nama_pihak

from ..forms import PutusanForm
from ..models import Temuan
from ..tampilan import CHIP_PUTUSAN
from ..temuan import putuskan

KEADAAN = [
    ("terbuka", "Menunggu putusan"),
    ("berbeda", "Berbeda"),
    ("ganda", "Ganda"),
    ("selesai", "Selesai sendiri"),
]


class DaftarTemuan(Daftar):
    judul = "Temuan data ganda"
    kolom = [
        Kolom("nama", "Dataset baru", urut="nama", utama=True),
        Kolom("walidata", "Didaftarkan"),
        Kolom("nama_pembanding", "Serupa dengan", urut="nama_pembanding"),
        Kolom("walidata_pembanding", "Milik"),
        Kolom(lambda t: t.skor * 100, "Kemiripan", urut="skor", jenis="persen", kunci="skor"),
        Kolom("dibuka_pada", "Ditemukan", urut="dibuka_pada", jenis="sejak"),
        Kolom("chip", "Putusan", jenis="chip"),
    ]
    saringan = [
        Saringan(
            "putusan",
            "Putusan",
            KEADAAN,
            terapkan=lambda qs, n: qs.filter(putusan="" if n == "terbuka" else n),
            tab=True,
        )
    ]
    cari = ["nama", "nama_pembanding"]
    petunjuk_cari = "Nama dataset…"
    urut_baku = "-dibuka_pada"
    kosong_judul = "Tidak ada temuan"
    kosong_pesan = (
        "Temuan terbuka sendiri ketika sebuah instansi mendaftarkan data yang sudah dimiliki walidata lain."
    )
    kosong_ikon = "mood-smile"

    def url_baris(self, objek: Any) -> str:
        return reverse("data:satu_temuan", args=[objek.uuid])

    def baris(self) -> Any:
        for t in self.halaman.object_list:
            _hias(t)
        return super().baris()

    def respons_ekspor(self) -> HttpResponse:
        self.tersaring = [_hias(t) for t in self.tersaring]
        return super().respons_ekspor()


def _hias(t: Any) -> Any:
    t.chip = CHIP_PUTUSAN[t.putusan]
    t.walidata, t.walidata_pembanding = nama_pihak(t.pemilik), nama_pihak(t.pemilik_pembanding)
    return t


@require(Hak.DATA_TEMUAN)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    lanjut = Temuan.objects.terbuka().order_by("dibuka_pada").first()
    return DaftarTemuan(request, Temuan.objects.all()).respons("data/temuan.html", {"lanjut": lanjut})


def _satu(uuid: UUID) -> Any:
    t = Temuan.objects.select_related("dataset", "pembanding").filter(uuid=uuid).first()
    if t is None:
        raise Http404("Temuan tidak ditemukan.")
    return _hias(t)


@require(Hak.DATA_TEMUAN)
@require_safe
def satu(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _halaman(request, _satu(uuid), PutusanForm())


def _halaman(request: Permintaan, t: Any, form: PutusanForm, status: int = 200) -> HttpResponse:
    nilai = [("Nama", t.rinci["nama"]), ("Definisi", t.rinci["definisi"]), ("Kolom", t.rinci["kolom"])]
    konteks = {
        "t": t,
        "form": form,
        "nilai": [(label, round(float(n) * 100)) for label, n in nilai],
        "persen": round(t.skor * 100),
        "indikator_sama": bool(t.isi["indikator"]) and t.isi["indikator"] == t.isi_pembanding["indikator"],
        "sama": {k["name"] for k in t.isi["kolom"]} & {k["name"] for k in t.isi_pembanding["kolom"]},
    }
    return render(request, "data/satu_temuan.html", konteks, status=status)


@require(Hak.DATA_TEMUAN)
@require_POST
def putus(request: Permintaan, uuid: UUID) -> HttpResponse:
    t, form = _satu(uuid), PutusanForm(request.POST)
    if not form.is_valid():
        return _halaman(request, t, form, status=422)
    putuskan(temuan=t, oleh=request.user, **form.cleaned_data)
    messages.success(request, "Putusan dicatat dan tampil bagi walidata yang mendaftarkan.")
    lanjut = Temuan.objects.terbuka().order_by("dibuka_pada").first()
    return redirect("data:satu_temuan", lanjut.uuid) if lanjut else redirect("data:temuan")
