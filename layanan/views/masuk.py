"""Intake at the counter (Perbup Tanah Laut 126/2022 Ps 8): choose the service, type the NIK, tick the requirements."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Galat, MasukanSalah
from inti.permintaan import Permintaan
from inti.ui import format

from ..actions import ajukan
from ..actions.ajukan import serupa
from ..actions.draf import berkas_draf, hapus_draf, isi_formulir, simpan_draf
from ..enums import Kanal
from ..forms.permohonan import PEMOHON, RINCI, PermohonanForm, catatan_nik
from ..models import Draf, Layanan, Permohonan
from ..pemohon import koreksi, persetujuan
from ..pemohon.nik import Nik, NikSalah, bersihkan, urai_nik
from ..pemohon.wilayah import daftar_desa
from ..surat.data import instansi_kini
from .galat import tandai
from .objek import layanan_aktif


def _asal(request: Permintaan) -> str:
    """The queue number from which this intake was begun, as `ajukan` wants it."""
    nomor = (request.POST if request.method == "POST" else request.GET).get("antrian", "")
    try:
        return f"antrian:{UUID(nomor)}" if nomor else ""
    except ValueError:
        return ""


@require_GET
@require(Hak.PERMOHONAN_INPUT)
def pilih(request: Permintaan) -> HttpResponse:
    asal = _asal(request).removeprefix("antrian:")
    konteks = {"layanan": Layanan.objects.aktif(), "ekor": f"?antrian={asal}" if asal else ""}
    return render(request, "layanan/pilih.html", konteks)


@require(Hak.PERMOHONAN_INPUT)
def baru(request: Permintaan, kode: str) -> HttpResponse:
    layanan = layanan_aktif(kode)
    draf = _draf(request, kode)
    if request.method != "POST":
        awal = (
            {"boleh_surel": False} | draf.isi if draf else None
        )  # an unticked box leaves nothing in the draft
        form = PermohonanForm(initial=awal, layanan=layanan, tersimpan=berkas_draf(draf))
        return render(request, "layanan/baru.html", _konteks(request, form, draf=draf))
    form = PermohonanForm(request.POST, request.FILES, layanan=layanan, tersimpan=berkas_draf(draf))
    if form.is_valid():
        try:
            p = _catat(request, form, draf)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(
                request, f"{p.nomor_registrasi} tercatat. Cetak tanda terima, lalu periksa berkasnya."
            )
            return redirect(reverse("layanan:kerja", args=[p.uuid]) + "?baru")
    lain: dict[str, Any] = {"draf": draf}
    if "ganda" in form.errors:
        lain["ganda"] = serupa(layanan, form.cleaned_data["nik"]).select_related("layanan")[:3]
    return render(request, "layanan/baru.html", _konteks(request, form, **lain), status=422)


def _catat(request: Permintaan, form: PermohonanForm, draf: Draf | None) -> Permohonan:
    d = form.cleaned_data
    return ajukan(
        layanan=form.layanan, pemohon=form.pemohon(), keperluan=d["keperluan"], isian=form.isian(),
        bawaan=form.bawaan(form.tersimpan), kanal=d["kanal"], oleh=request.user,
        surat_wakil=d["wakil_berkas"] or form.tersimpan.get("wakil_berkas"),
        ganda=d["ganda"], asal=_asal(request) or (draf.asal if draf else ""), draf=draf,
    )  # fmt: skip


def _konteks(request: Permintaan, form: PermohonanForm, **lain: Any) -> dict[str, Any]:
    instansi = instansi_kini()
    return {
        "form": form,
        "layanan": form.layanan,
        "desa": daftar_desa(instansi.kode_wilayah),
        "antrian": _asal(request).removeprefix("antrian:"),
        "teks_persetujuan": persetujuan.teks(instansi.nama),
        "versi_persetujuan": persetujuan.VERSI_KINI,
        **lain,
    }


# -- drafts -------------------------------------------------------------------------------------------------------


def _draf(request: Permintaan, kode: str = "") -> Draf | None:
    """The draft that the address or the form names, if it is one's own; 404 for a stranger's or a sent one."""
    nomor = (request.POST if request.method == "POST" else request.GET).get("draf", "")
    if not nomor:
        return None
    try:
        milik = Draf.objects.milik(request.user).filter(uuid=UUID(nomor), kanal=Kanal.LOKET)
    except ValueError as galat:
        raise Http404("Draf tidak ditemukan.") from galat
    draf = (milik.filter(kode_layanan=kode) if kode else milik).first()
    if draf is None:
        raise Http404("Draf tidak ditemukan; mungkin sudah dikirim.")
    return draf


@require_POST
@require(Hak.PERMOHONAN_INPUT)
def simpan(request: Permintaan, kode: str) -> HttpResponse:
    """Autosave: what is typed and chosen so far. JSON for masuk.js; without it back to the desk."""
    layanan = layanan_aktif(kode)
    form = PermohonanForm(layanan=layanan)
    skrip = request.headers.get("Accept", "").startswith("application/json")
    draf = _draf(request, kode)
    unggahan: dict[str, Any] = {n: f for n, f in request.FILES.items() if n in form.fields}
    try:
        draf = simpan_draf(
            kode_layanan=kode, isi=isi_formulir(request.POST, form.fields), oleh=request.user,
            unggahan=unggahan,
            uuid=draf.uuid if draf else None, asal=_asal(request),
        )  # fmt: skip
    except Galat as galat:
        if not skrip:
            raise
        bidang = getattr(galat, "bidang", {})
        return JsonResponse({"galat": galat.pesan, "bidang": bidang}, status=galat.status)
    if not skrip:
        messages.success(request, "Draf disimpan. Anda dapat melanjutkannya dari komputer mana pun.")
        return redirect("layanan:meja")
    berkas = {n: b.nama for n, b in berkas_draf(draf).items()}
    return JsonResponse({"draf": str(draf.uuid), "pada": format.jam(draf.diubah_pada), "berkas": berkas})


@require_POST
@require(Hak.PERMOHONAN_INPUT)
def buang(request: Permintaan, uuid: UUID) -> HttpResponse:
    draf = Draf.objects.milik(request.user).filter(uuid=uuid).first()
    if draf is None:
        raise Http404("Draf tidak ditemukan.")
    hapus_draf(draf=draf)
    messages.success(request, "Draf dihapus.")
    return redirect("layanan:meja")


def daftar_draf(request: Permintaan) -> list[dict[str, Any]]:
    """What the desk shows under "Draf": one query, nothing for who takes nothing in."""
    if not request.user.punya(Hak.PERMOHONAN_INPUT):
        return []
    nama = dict(Layanan.objects.aktif().values_list("kode", "nama"))
    return [
        {"uuid": d.uuid, "nama": d.isi.get("nama") or "Belum bernama", "layanan": nama[d.kode_layanan],
         "kode": d.kode_layanan, "diubah_pada": d.diubah_pada}
        for d in Draf.objects.milik(request.user).filter(kanal=Kanal.LOKET, kode_layanan__in=nama)[:20]
    ]  # fmt: skip


# -- the NIK ------------------------------------------------------------------------------------------------------


@require_POST
@require(Hak.PERMOHONAN_INPUT)
def periksa_nik(request: Permintaan, kode: str) -> HttpResponse:
    """What the NIK says, and what is known of this person; blanks are filled, nothing typed is overwritten.

    A POST, because a NIK never stands in an address. It writes nothing.
    """
    layanan = layanan_aktif(kode)
    angka = bersihkan(request.POST.get("nik", ""))
    data = request.POST.dict()
    draf = _draf(request, kode)
    lain: dict[str, Any] = {"panjang": len(angka), "draf": draf}
    if len(angka) >= 16:
        try:
            nik = urai_nik(angka)
        except NikSalah as galat:
            lain["salah"] = str(galat)
        else:
            lain |= _kenali(nik, layanan, data, instansi_kini().kode_wilayah)
    form = PermohonanForm(initial=data, layanan=layanan, tersimpan=berkas_draf(draf))
    templat = "layanan/baru.html#nik" if request.htmx else "layanan/baru.html"
    return render(request, templat, _konteks(request, form, **lain))


def _kenali(nik: Nik, layanan: Layanan, data: dict[str, Any], wilayah: str) -> dict[str, Any]:
    """Fills the blanks of `data`; returns what the notice beside the NIK says."""
    peringatan = catatan_nik(nik, data, wilayah if wilayah.count(".") == 2 else "")
    lalu = list(Permohonan.objects.pemohon_sama(nik.nomor).select_related("layanan")[:20])
    dari_nik: dict[str, Any] = {"tanggal_lahir": nik.tanggal_lahir, "jenis_kelamin": nik.jenis_kelamin}
    dari_lalu = {k: getattr(lalu[0], f"pemohon_{k}") for k in PEMOHON} | _rinci(lalu[0].rinci) if lalu else {}
    dari_lalu |= _rinci(
        koreksi.terkini(nik.nomor), *PEMOHON
    )  # what the person had corrected has the last word
    terisi = []
    for nama, nilai in (dari_nik | dari_lalu).items():
        if nilai and not data.get(nama):
            data[nama] = nilai
            if nama in dari_lalu:
                label = str(PermohonanForm.base_fields[nama].label)
                terisi.append(label[:1].lower() + label[1:])
    return {
        "nik": nik,
        "peringatan": peringatan,
        "lalu": lalu[:1],
        "jumlah_lalu": len(lalu),
        "terisi": terisi,
        "ganda": serupa(layanan, nik.nomor).select_related("layanan")[:3] if lalu else [],
    }


def _rinci(isi: Mapping[str, Any], *lain: str) -> dict[str, Any]:
    rinci = {k: v for k, v in isi.items() if k in (*RINCI, *lain) and v}
    if "tanggal_lahir" in rinci:
        rinci["tanggal_lahir"] = date.fromisoformat(rinci["tanggal_lahir"])
    return rinci
