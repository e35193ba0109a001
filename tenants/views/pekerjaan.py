"""Provisioning jobs: what runs now, how far it is, resume and cancel."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.situs import alamat
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.kemajuan import Kemajuan, respons_kemajuan
from tenants import actions
from tenants.enums import BELUM_BERAKHIR, KeadaanPenyediaan
from tenants.forms import BatalForm
from tenants.models import Penyediaan
from tenants.penyediaan import LANGKAH

_DIAM = (KeadaanPenyediaan.SELESAI, KeadaanPenyediaan.GAGAL, KeadaanPenyediaan.DIBATALKAN)
_STATUS_BILAH = {
    KeadaanPenyediaan.ANTRE: "menunggu",
    KeadaanPenyediaan.BERJALAN: "berjalan",
    KeadaanPenyediaan.MEMBATALKAN: "berjalan",
    KeadaanPenyediaan.SELESAI: "selesai",
    KeadaanPenyediaan.GAGAL: "gagal",
    KeadaanPenyediaan.DIBATALKAN: "gagal",
}


class DaftarPekerjaan(Daftar):
    judul = "Pekerjaan"
    kolom = [
        Kolom("nama", "Penyediaan", urut="nama", utama=True),
        Kolom("chip_keadaan", "Keadaan", urut="keadaan", jenis="chip"),
        Kolom("progres", "Kemajuan", urut="progres", jenis="persen"),
        Kolom("dibuat_pada", "Dimulai", urut="dibuat_pada", jenis="sejak"),
        Kolom("percobaan", "Percobaan", urut="percobaan", jenis="angka", tampil=False),
        Kolom("galat", "Keterangan", tampil=False),
    ]
    saringan = [
        Saringan(
            "tampilan",
            "Tampilan",
            [("berjalan", "Belum selesai"), ("berakhir", "Sudah berakhir")],
            terapkan=lambda qs, n: (qs.filter if n == "berjalan" else qs.exclude)(keadaan__in=BELUM_BERAKHIR),
            tab=True,
        ),
        Saringan("keadaan", "Keadaan", KeadaanPenyediaan.choices, bidang="keadaan"),
    ]
    cari = ["nama", "slug"]
    petunjuk_cari = "Nama atau alamat instansi"
    urut_baku = "-dibuat_pada"
    kosong_judul = "Tidak ada pekerjaan"
    kosong_pesan = "Pekerjaan muncul di sini saat sebuah instansi disediakan."
    kosong_ikon = "mood-smile"

    def url_baris(self, objek: Any) -> str:
        return reverse("tenants:pekerjaan_rincian", args=[objek.uuid])


@require(Hak.INSTANSI_LIHAT)
@require_safe
def daftar(request: HttpRequest) -> HttpResponseBase:
    return DaftarPekerjaan(request, Penyediaan.objects.all()).respons("tenants/pekerjaan.html")


def kemajuan_dari(p: Penyediaan) -> Kemajuan:
    """The bar of a job."""
    berikut = next((langkah.label for langkah in LANGKAH if not p.sudah(langkah.nama)), "")
    keterangan = {
        KeadaanPenyediaan.ANTRE: "Menunggu giliran pada antrean penyediaan.",
        KeadaanPenyediaan.BERJALAN: f"{berikut}…",
        KeadaanPenyediaan.SELESAI: "Instansi siap dipakai.",
        KeadaanPenyediaan.GAGAL: p.galat,
        KeadaanPenyediaan.MEMBATALKAN: "Menghapus bagian yang sudah dibuat.",
        KeadaanPenyediaan.DIBATALKAN: "Penyediaan dibatalkan; tidak ada yang tertinggal.",
    }[KeadaanPenyediaan(p.keadaan)]
    selesai = p.keadaan == KeadaanPenyediaan.SELESAI
    return Kemajuan(
        judul=f"Menyediakan {p.nama}",
        selesai=p.progres,
        total=100,
        keterangan=keterangan,
        status=_STATUS_BILAH[KeadaanPenyediaan(p.keadaan)],
        url_hasil=alamat(p.slug) if selesai else "",
        label_hasil="Buka situs instansi",
        pengenal=f"penyediaan-{p.uuid}",
    )


def _linimasa(p: Penyediaan) -> list[dict[str, Any]]:
    """The steps that are done, as a timeline, then what comes next."""
    butir: list[dict[str, Any]] = []
    for langkah in LANGKAH:
        catatan = p.riwayat.get(langkah.nama)
        if catatan:
            pada = parse_datetime(catatan["selesai"])
            butir.append(
                {
                    "judul": langkah.label,
                    "pada": pada,
                    "isi": f"{catatan['ms']} md",
                    "nada": "sukses",
                    "ikon": "check",
                }
            )
        elif not p.berakhir:
            butir.append({"judul": langkah.label, "pada": None, "nada": "netral", "ikon": "circle-dashed"})
    return butir


@require(Hak.INSTANSI_LIHAT)
@require_safe
def rincian(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One job: the page, and the bar and the steps that htmx polls from the same address."""
    p = get_object_or_404(Penyediaan.objects.select_related("instansi", "dibuat_oleh"), uuid=uuid)
    bagian = _bagian(request)
    diam = p.keadaan in _DIAM
    if bagian == "bilah":
        return respons_kemajuan(request, kemajuan_dari(p), url=f"{request.path}?bilah")
    if bagian == "langkah" and diam:
        return HttpResponseClientRefresh()  # the buttons of the page have changed too
    konteks = {
        "diam": diam,
        "p": p,
        "k": kemajuan_dari(p),
        "url_bilah": f"{request.path}?bilah",
        "linimasa": _linimasa(p),
        "boleh_kelola": request.user.punya(Hak.INSTANSI_KELOLA),  # type: ignore[union-attr]
    }
    return render(request, "tenants/pekerjaan_rincian.html" + ("#langkah" if bagian else ""), konteks)


def _bagian(request: HttpRequest) -> str:
    """Which fragment htmx asks for: "bilah", "langkah", or "" for the whole page."""
    diminta = (nama for nama in ("bilah", "langkah") if nama in request.GET)
    return next(diminta, "") if getattr(request, "htmx", False) else ""


@require(Hak.INSTANSI_KELOLA)
@require_POST
def lanjutkan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    p = get_object_or_404(Penyediaan.objects.select_related("instansi"), uuid=uuid, instansi__isnull=False)
    actions.minta_penyediaan(instansi=p.instansi, oleh=request.user)  # type: ignore[arg-type]
    messages.info(request, f"Penyediaan {p.nama} dilanjutkan.")
    return redirect("tenants:pekerjaan_rincian", uuid)


@require(Hak.INSTANSI_KELOLA)
@require_http_methods(["GET", "POST"])
def batalkan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Cancel an unfinished job, after the slug was typed."""
    p = get_object_or_404(Penyediaan, uuid=uuid)
    form = BatalForm(request.POST or None, slug=p.slug)
    if request.method == "POST" and form.is_valid():
        actions.minta_batal(penyediaan=p, oleh=request.user)
        messages.info(request, f"Penyediaan {p.nama} sedang dibatalkan.")
        return redirect("tenants:pekerjaan_rincian", uuid)
    return render(
        request, "tenants/batalkan.html", {"form": form, "p": p}, status=422 if form.is_bound else 200
    )
