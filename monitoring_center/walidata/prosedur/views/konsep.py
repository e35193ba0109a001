"""Drafts of the requesting instansi: written by its officer, signed and handed in by its head."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import perlu_autentikasi_ulang, require, sudah_autentikasi_ulang
from inti.akun.hak import Hak
from inti.akun.waktu import hari_ini
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from layanan.actions.tandatangan import perlu_rahasia
from layanan.dokumen.galat import GalatTandaTangan
from layanan.forms.ttd import BIDANG_RAHASIA
from layanan.views.ttd import ambil_rahasia, tanpa_rahasia
from monitoring_center.walidata.katalog.models import Akses, Dataset
from monitoring_center.walidata.pihak import nama_pihak, skema_kini

from .. import actions
from ..actions.konsep import IsiPermohonan, dataset_dimohon
from ..alur import kalimat_konsep
from ..cakupan import kalimat_saringan
from ..forms import PermohonanForm, PindaianForm, awal_permohonan
from ..lampiran import dari_unggahan
from ..models import PEMBACA_HALAMAN, KeadaanKonsep, Konsep, Permohonan
from ..orang import sebutan
from ..surat import konsep_pdf
from .bersama import galat_ke_form, kirim_surat

DAPAT_DIUBAH = (KeadaanKonsep.DISUSUN, KeadaanKonsep.DIKEMBALIKAN)


def _satu(request: Permintaan, uuid: UUID) -> Konsep:
    k = Konsep.objects.untuk(request.user).select_related("banding_atas__penolakan").filter(uuid=uuid).first()
    if k is None:
        raise Http404("Konsep tidak ditemukan.")
    return k


@require_safe
@require(Hak.DATA_KELOLA)
def pilih(request: Permintaan) -> HttpResponse:
    """Which data: what other walidata publish and is not open anyway."""
    q = request.GET.get("q", "").strip()[:100]
    data = Dataset.objects.terbit().exclude(pemilik=skema_kini()).exclude(akses=Akses.TERBUKA)
    if q:
        data = data.filter(nama__icontains=q)
    isi = [{"d": d, "walidata": nama_pihak(d.pemilik)} for d in data.order_by("nama", "pk")[:100]]
    return render(request, "prosedur/pilih.html", {"data": isi, "q": q})


@require(Hak.DATA_KELOLA)
def baru(request: Permintaan, dataset: UUID) -> HttpResponse:
    d = Dataset.objects.terbit().filter(uuid=dataset).exclude(pemilik=skema_kini()).first()
    if d is None:
        raise Http404("Data ini tidak diterbitkan.")
    lama = _contoh(request, d)
    if lama is not None:
        return _isi(request, d, awal=_salin(lama), saringan=lama.saringan)
    awal = {"mulai": hari_ini(), "unit_kerja": "", "penanggung_jawab": sebutan(request.user)}
    return _isi(request, d, awal=awal)


def _contoh(request: Permintaan, d: Dataset) -> Permohonan | None:
    """`?dari=`: an earlier request of ours for the same data, to be asked again for a new period or purpose."""
    try:
        dari = UUID(request.GET.get("dari", ""))
    except ValueError:
        return None
    sama = {"pembaca": skema_kini(), "pemilik": d.pemilik, "dataset": d.kode}
    return Permohonan.objects.untuk(request.user).filter(uuid=dari, **sama).first()


def _salin(lama: Permohonan) -> dict[str, Any]:
    return {n: getattr(lama, n) for n in PermohonanForm.base_fields} | {
        "mulai": hari_ini(), "selesai": None, "nomor_surat": ""
    }  # fmt: skip


@require(Hak.DATA_KELOLA)
def banding(request: Permintaan, uuid: UUID) -> HttpResponse:
    """A new request, filled from the refused one."""
    lama = Permohonan.objects.untuk(request.user).lengkap().filter(uuid=uuid, pembaca=skema_kini()).first()
    if lama is None or lama.keadaan != "ditolak":
        raise Http404("Tidak ada permohonan ditolak yang dapat dibanding.")
    d = dataset_dimohon(lama.pemilik, lama.dataset)
    return _isi(request, d, awal=_salin(lama), saringan=lama.saringan, banding_atas=lama)


@require(Hak.DATA_KELOLA)
def ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    k = _satu(request, uuid)
    if k.keadaan not in DAPAT_DIUBAH:
        return redirect("prosedur:konsep", uuid)
    d = dataset_dimohon(k.pemilik, k.dataset)
    return _isi(request, d, awal=awal_permohonan(k), saringan=k.saringan, konsep=k)


def _isi(
    request: Permintaan,
    d: Dataset,
    *,
    awal: dict[str, Any],
    saringan: list[dict[str, Any]] | None = None,
    konsep: Konsep | None = None,
    banding_atas: Permohonan | None = None,
) -> HttpResponse:
    form = PermohonanForm(request.POST or None, initial=awal, skema=d.kolom, saringan=saringan)
    if request.method == "POST" and form.is_valid():
        isi = IsiPermohonan(**form.cleaned_data, saringan=form.saringan())
        try:
            k = actions.simpan_konsep(
                dataset=d, isi=isi, oleh=request.user, konsep=konsep, banding_atas=banding_atas
            )
        except MasukanSalah as galat:
            galat_ke_form(form, galat)
        else:
            messages.success(request, "Konsep disimpan. Periksa kedua suratnya.")
            return redirect("prosedur:konsep", k.uuid)
    konteks = {
        "form": form,
        "d": d,
        "walidata": nama_pihak(d.pemilik),
        "konsep": konsep,
        "banding_atas": banding_atas,
    }
    return render(request, "prosedur/isi.html", konteks, status=422 if request.method == "POST" else 200)


@require_safe
@require(*PEMBACA_HALAMAN)
def konsep(request: Permintaan, uuid: UUID) -> HttpResponse:
    k = _satu(request, uuid)
    if k.permohonan_id:
        return redirect("prosedur:permohonan", Permohonan.objects.get(pk=k.permohonan_id).uuid)
    return _layar(request, k, PindaianForm())


def _layar(
    request: Permintaan,
    k: Konsep,
    form: PindaianForm,
    status: int = 200,
    galat: GalatTandaTangan | None = None,
) -> HttpResponse:
    d = Dataset.objects.filter(pemilik=k.pemilik, kode=k.dataset).first()
    skema = d.kolom if d else []
    kelola, setujui = request.user.punya(Hak.DATA_KELOLA), request.user.punya(Hak.DATA_SETUJUI)
    konteks = {
        "k": k,
        "form": form,
        "kalimat": kalimat_konsep(k),
        "fakta": _fakta(k, skema),
        "lembar": [
            {
                "url": reverse("prosedur:konsep_surat", args=[k.uuid, j]),
                "nama": nama,
                "jenis": "application/pdf",
            }
            for j, nama in (("surat", "Surat permohonan"), ("pernyataan", "Surat pernyataan"))
        ],
        "terbit": d is not None and d.keadaan == "terbit",
        "boleh_ubah": kelola and k.keadaan in DAPAT_DIUBAH,
        "boleh_tanda": setujui and k.keadaan == KeadaanKonsep.MENUNGGU,
        "perlu_rahasia": setujui and perlu_rahasia(),
        "galat": galat,
    }
    return render(request, "prosedur/konsep.html", konteks, status=status)


def _fakta(k: Konsep, skema: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    judul = {s["name"]: s["title"] for s in skema}
    return [
        ("Walidata", nama_pihak(k.pemilik)),
        ("Penanggung jawab", k.penanggung_jawab),
        ("Unit kerja", k.unit_kerja),
        ("Maksud dan tujuan", k.maksud),
        ("Kegunaan", k.kegunaan),
        ("Kolom", ", ".join(judul.get(n, n) for n in k.kolom)),
        ("Baris", "; ".join(kalimat_saringan(k.saringan, skema)) or "Semua baris"),
        ("Bentuk data", k.get_bentuk_display()),
        ("Frekuensi", k.get_frekuensi_display()),
    ]


@require_safe
@require(*PEMBACA_HALAMAN)
def konsep_surat(request: Permintaan, uuid: UUID, jenis: str) -> HttpResponse:
    """The letter as it will be, marked KONSEP. Nothing is stored."""
    if jenis not in ("surat", "pernyataan"):
        raise Http404("Surat ini tidak ada.")
    k = _satu(request, uuid)
    d = dataset_dimohon(k.pemilik, k.dataset)
    return kirim_surat(konsep_pdf(jenis, k, d.kolom, request.user), f"konsep-{jenis}.pdf", "application/pdf")


@require_POST
@require(Hak.DATA_KELOLA)
def serahkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    actions.serahkan(konsep=_satu(request, uuid), oleh=request.user)
    messages.success(request, "Diserahkan. Pimpinan diberi tahu untuk menandatangani.")
    return redirect("prosedur:konsep", uuid)


@require_POST
@require(Hak.DATA_SETUJUI)
def kembalikan(request: Permintaan, uuid: UUID) -> HttpResponse:
    actions.kembalikan(konsep=_satu(request, uuid), catatan=request.POST.get("alasan", ""), oleh=request.user)
    messages.success(request, "Dikembalikan kepada pengelola data dengan catatan Anda.")
    return redirect("prosedur:beranda")


@require_POST
@require(Hak.DATA_KELOLA)
def hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    actions.hapus_konsep(konsep=_satu(request, uuid), oleh=request.user)
    messages.success(request, "Konsep dihapus.")
    return redirect("prosedur:beranda")


@sensitive_post_parameters(BIDANG_RAHASIA)
@require_POST
@require(Hak.DATA_SETUJUI)
def ajukan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The head signs both letters here and hands in."""
    if not sudah_autentikasi_ulang(request):
        return tanpa_rahasia(request)
    k = _satu(request, uuid)
    try:
        p = actions.ajukan(konsep=k, oleh=request.user, rahasia=ambil_rahasia(request))
    except GalatTandaTangan as galat:
        return _layar(request, k, PindaianForm(), status=galat.status, galat=galat)
    messages.success(request, "Kedua surat ditandatangani dan permohonan diajukan.")
    return redirect("prosedur:permohonan", p.uuid)


@require_POST
@require(Hak.DATA_SETUJUI)
@perlu_autentikasi_ulang
def ajukan_pindaian(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The same, with scans of letters that were signed on paper."""
    k, form = _satu(request, uuid), PindaianForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            surat, pernyataan = (dari_unggahan(form.cleaned_data[n]) for n in ("surat", "pernyataan"))
            p = actions.ajukan(konsep=k, oleh=request.user, pindaian=(surat, pernyataan))
        except MasukanSalah as galat:
            galat_ke_form(form, galat)
        else:
            messages.success(request, "Kedua pindaian terlampir dan permohonan diajukan.")
            return redirect("prosedur:permohonan", p.uuid)
    return _layar(request, k, form, status=422)
