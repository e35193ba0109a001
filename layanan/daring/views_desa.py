"""Pages of an aparat desa with an account (Ps 5, Ps 8): submit for residents of the desa, follow, repair, download.

They see what their desa submitted (`Permohonan.objects.untuk`), also before their own term, and nothing of the desks.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan
from inti.ui import format
from inti.ui.daftar import Daftar, Kolom, Saringan

from ..actions import ajukan, ajukan_kembali
from ..actions.draf import berkas_draf, isi_formulir, simpan_draf, unggahan_formulir
from ..akses_berkas import boleh_unduh_surat
from ..enums import Kanal, Status
from ..forms.permohonan import PerbaikanForm
from ..models import Draf, Layanan, Permohonan
from ..pemohon import persetujuan
from ..pemohon.lacak import jejak_warga
from ..surat.data import instansi_kini
from ..views.cetak import lembar_tanda_terima
from ..views.galat import tandai
from ..views.objek import layanan_aktif
from .desa import desa_akun
from .forms import DesaForm


def _pengaju(p: Permohonan) -> str:
    return p.petugas_input.nama if p.petugas_input else ""


class DaftarDesa(Daftar):
    judul = "Permohonan desa"
    petunjuk_cari = "Nomor atau nama"
    kosong_judul = "Belum ada permohonan"
    kosong_pesan = "Permohonan yang diajukan desa Anda untuk warga muncul di sini."
    urut_baku = "-masuk_pada"
    pengikat_urut = ("-pk",)
    kolom = (
        Kolom("nomor_registrasi", "Nomor", urut="nomor_registrasi", utama=True),
        Kolom("pemohon_nama", "Warga", urut="pemohon_nama"),
        Kolom("layanan.nama", "Layanan", urut="kode_layanan"),
        Kolom("tanggal_masuk", "Diajukan", urut="masuk_pada", jenis="tanggal"),
        Kolom(_pengaju, "Oleh", kunci="oleh"),
        Kolom("chip_status", "Status", urut="status", jenis="chip"),
    )
    saringan = (Saringan("status", "Status", Status.choices),)

    def cari_di(self, qs: Any, q: str) -> Any:
        hasil, self.banyak = qs.cari_banyak(q)
        return hasil

    def url_baris(self, objek: Any) -> str:
        return reverse("daring:desa_rinci", args=[objek.uuid])


@require(Hak.PERMOHONAN_AJUKAN)
def daftar(request: Permintaan) -> HttpResponseBase:
    desa = desa_akun(request.user)
    milik = Permohonan.objects.untuk(request.user).ringkas().select_related("petugas_input")
    nama = dict(Layanan.objects.aktif().values_list("kode", "nama"))
    draf = [
        (d, d.isi.get("nama") or "Belum bernama", nama[d.kode_layanan])
        for d in Draf.objects.milik(request.user).filter(kanal=Kanal.DESA, kode_layanan__in=nama)[:20]
    ]
    perlu = milik.filter(status=Status.DITOLAK).count()
    return DaftarDesa(request, milik).respons(
        "daring/desa.html", {"desa": desa, "draf_desa": draf, "perlu": perlu}
    )


@require_GET
@require(Hak.PERMOHONAN_AJUKAN)
def pilih(request: Permintaan) -> HttpResponse:
    desa_akun(request.user)
    layanan = [x for x in Layanan.objects.aktif() if Kanal.DESA in x.kanal]
    return render(request, "daring/desa_pilih.html", {"layanan": layanan})


def _layanan(kode: str) -> Layanan:
    layanan = layanan_aktif(kode)
    if Kanal.DESA not in layanan.kanal:
        raise Http404("Layanan ini tidak dibuka lewat kantor desa.")
    return layanan


def _draf(request: Permintaan, kode: str) -> Draf | None:
    nomor = (request.POST if request.method == "POST" else request.GET).get("draf", "")
    if not nomor:
        return None
    try:
        milik = Draf.objects.milik(request.user).filter(uuid=UUID(nomor), kanal=Kanal.DESA, kode_layanan=kode)
    except ValueError as galat:
        raise Http404("Draf tidak ditemukan.") from galat
    draf = milik.first()
    if draf is None:
        raise Http404("Draf tidak ditemukan; mungkin sudah dikirim.")
    return draf


@require(Hak.PERMOHONAN_AJUKAN)
def baru(request: Permintaan, kode: str) -> HttpResponse:
    desa, layanan, draf = desa_akun(request.user), _layanan(kode), _draf(request, kode)
    tersimpan = berkas_draf(draf)
    if request.method != "POST":
        awal = {"boleh_surel": False} | draf.isi if draf else None
        form = DesaForm(initial=awal, layanan=layanan, desa=desa, tersimpan=tersimpan)
        return _formulir(request, form, draf)
    form = DesaForm(request.POST, request.FILES, layanan=layanan, desa=desa, tersimpan=tersimpan)
    if form.is_valid():
        try:
            p = ajukan(
                layanan=layanan, pemohon=form.pemohon(), keperluan=form.cleaned_data["keperluan"],
                isian=form.isian(), bawaan=form.bawaan(tersimpan), kanal=Kanal.DESA, oleh=request.user,
                surat_wakil=form.cleaned_data["wakil_berkas"] or tersimpan.get("wakil_berkas"),
                ganda=True, draf=draf,
            )  # fmt: skip
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, f"{p.nomor_registrasi} tercatat dan menunggu diperiksa kecamatan.")
            return redirect("daring:desa_rinci", p.uuid)
    return _formulir(request, form, draf)


def _formulir(request: Permintaan, form: DesaForm, draf: Draf | None) -> HttpResponse:
    konteks = {
        "form": form, "layanan": form.layanan, "draf": draf, "nama_desa": form.desa_akun.nama,
        "teks_persetujuan": persetujuan.teks(instansi_kini().nama), "versi_persetujuan": persetujuan.VERSI_KINI,
    }  # fmt: skip
    return render(request, "daring/desa_baru.html", konteks, status=422 if form.errors else 200)


@require_POST
@require(Hak.PERMOHONAN_AJUKAN)
def simpan(request: Permintaan, kode: str) -> HttpResponse:
    """Autosave, as at the counter."""
    desa, layanan, draf = desa_akun(request.user), _layanan(kode), _draf(request, kode)
    form = DesaForm(layanan=layanan, desa=desa)
    skrip = request.headers.get("Accept", "").startswith("application/json")
    try:
        draf = simpan_draf(
            kode_layanan=kode, isi=isi_formulir(request.POST, form.fields), oleh=request.user, kanal=Kanal.DESA,
            unggahan=unggahan_formulir(request.FILES, form.fields), uuid=draf.uuid if draf else None,
        )  # fmt: skip
    except Galat as galat:
        if not skrip:
            raise
        return JsonResponse(
            {"galat": galat.pesan, "bidang": getattr(galat, "bidang", {})}, status=galat.status
        )
    if not skrip:
        messages.success(request, "Draf disimpan.")
        return redirect("daring:desa")
    berkas = {n: b.nama for n, b in berkas_draf(draf).items()}
    return JsonResponse({"draf": str(draf.uuid), "pada": format.jam(draf.diubah_pada), "berkas": berkas})


def _milik(request: Permintaan, uuid: UUID) -> Permohonan:
    desa_akun(request.user)
    p = Permohonan.objects.untuk(request.user).lengkap().filter(uuid=uuid, kanal=Kanal.DESA).first()
    if p is None:
        raise Http404("Permohonan tidak ditemukan.")
    return p


@require_GET
@require(Hak.PERMOHONAN_AJUKAN)
def rinci(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _rinci(request, _milik(request, uuid))


def _rinci(request: Permintaan, p: Permohonan, form: PerbaikanForm | None = None) -> HttpResponse:
    if form is None and p.status == Status.DITOLAK:
        form = PerbaikanForm(gagal=p.perlu_dibawa_lagi())
    surat = list(p.dokumen.all()) if boleh_unduh_surat(request.user, p) else []
    konteks = {"p": p, "jejak": jejak_warga(p), "form": form, "surat": surat}
    salah = bool(form is not None and form.errors)
    return render(request, "daring/desa_rinci.html", konteks, status=422 if salah else 200)


@require_GET
@require(Hak.PERMOHONAN_AJUKAN)
def tanda_terima(request: Permintaan, uuid: UUID) -> HttpResponse:
    return lembar_tanda_terima(_milik(request, uuid))


@require_POST
@require(Hak.PERMOHONAN_AJUKAN)
def perbaiki(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The failed requirements again, under the same number (Ps 9 ayat 3)."""
    p = _milik(request, uuid)
    form = PerbaikanForm(request.POST, request.FILES, gagal=p.perlu_dibawa_lagi())
    if form.is_valid():
        try:
            ajukan_kembali(
                permohonan=p, oleh=request.user, bawaan=form.bawaan(), alasan=form.cleaned_data["catatan"],
                oleh_pemohon=True,
            )  # fmt: skip
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, f"{p.nomor_registrasi}: perbaikan terkirim.")
            return redirect("daring:desa_rinci", p.uuid)
    return _rinci(request, p, form)
