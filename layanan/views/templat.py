"""The wording of letters: of a service (Administrator), and of one letter (its seksi), with a preview while editing."""

import base64
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Bentrok, MasukanSalah
from inti.permintaan import Permintaan

from .. import actions
from ..dokumen.galat import GalatTemplat
from ..dokumen.isi_tetap import isi_tetap
from ..dokumen.susun import susun_png
from ..dokumen.tulisan import Salah, kamus, urai
from ..enums import KeadaanVersi, Status
from ..forms.templat import NaskahForm, TemplatForm
from ..models import Konsep, Layanan, Permohonan, TemplatSurat
from ..surat import data as surat
from ..surat import konsep as konsep_surat
from ..surat import templat
from ..surat.contoh import data_contoh
from ..syarat import MENYUSUN
from ..workflow import ALUR
from .objek import layanan_aktif, permohonan_milik

PPI = 84
HALAMAN_MAKS = 6


@require_GET
@require(Hak.LAYANAN_KELOLA)
def daftar(request: Permintaan) -> HttpResponse:
    semua: dict[str, dict[str, TemplatSurat]] = {}
    for t in TemplatSurat.objects.exclude(keadaan=KeadaanVersi.DIGANTIKAN):
        semua.setdefault(t.kode_layanan, {})[t.keadaan] = t
    baris = [
        {
            "layanan": x,
            "berlaku": semua.get(x.kode, {}).get("berlaku"),
            "konsep": semua.get(x.kode, {}).get("konsep"),
        }
        for x in Layanan.objects.aktif()
        if x.perlu_ttd
    ]
    return render(request, "layanan/templat/daftar.html", {"baris": baris})


@require_http_methods(["GET", "HEAD", "POST"])
@require(Hak.LAYANAN_KELOLA)
def sunting(request: Permintaan, kode: str) -> HttpResponse:
    """The wording of a service: kept as a draft, published, or put back to the shipped one."""
    layanan = layanan_aktif(kode)
    form = TemplatForm(request.POST if request.method == "POST" else None, initial=_awal(layanan))
    if request.method == "POST" and (tujuan := _simpan(request, layanan, form)) is not None:
        return tujuan
    konteks: dict[str, Any] = {
        "layanan": layanan,
        "form": form,
        "riwayat": TemplatSurat.objects.filter(kode_layanan=layanan.kode).select_related("dibuat_oleh"),
        "bidang": templat.bidang(layanan),
        "bawaan": templat.bawaan(layanan) is not None,
    } | _gambar_layanan(layanan, form)
    return render(request, "layanan/templat/sunting.html", konteks, status=422 if form.is_bound else 200)


def _awal(layanan: Layanan) -> dict[str, Any]:
    draf = TemplatSurat.objects.filter(kode_layanan=layanan.kode, keadaan=KeadaanVersi.KONSEP).first()
    if draf is not None and draf.isi:
        return dict(draf.isi) | {"perubahan": draf.perubahan}
    return templat.naskah_layanan(layanan)


def _simpan(request: Permintaan, layanan: Layanan, form: TemplatForm) -> HttpResponse | None:
    """None: the form has errors, shown beside their fields."""
    aksi = request.POST.get("aksi", "simpan")
    if aksi != "bawaan" and not form.is_valid():
        return None
    perubahan = str(request.POST.get("perubahan", ""))
    try:
        if aksi == "bawaan":
            alasan = perubahan or "Kembali ke naskah bawaan."
            templat.terbitkan(layanan=layanan, naskah=None, perubahan=alasan, oleh=request.user)
            pesan = "Naskah bawaan dipakai lagi."
        elif aksi == "terbitkan":
            baru = templat.terbitkan(
                layanan=layanan, naskah=form.naskah(), perubahan=perubahan, oleh=request.user
            )
            pesan = f"Versi {baru.versi} dipakai untuk surat baru."
        else:
            templat.simpan_konsep(
                layanan=layanan, naskah=form.naskah(), perubahan=perubahan, oleh=request.user
            )
            pesan = "Konsep templat disimpan. Surat belum memakainya."
    except MasukanSalah as galat:
        for nama, kalimat in galat.bidang.items():
            form.add_error(nama if nama in form.fields else None, kalimat)
        return None
    messages.success(request, pesan)
    return redirect("layanan:templat_sunting", layanan.kode)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def pratinjau(request: Permintaan, kode: str) -> HttpResponse:
    """The pages for a sample applicant, from what stands in the form. Writes nothing."""
    layanan = layanan_aktif(kode)
    return render(
        request, "layanan/templat/_pratinjau.html", _gambar_layanan(layanan, NaskahForm(request.POST))
    )


def _gambar_layanan(layanan: Layanan, form: NaskahForm) -> dict[str, Any]:
    resep, salah = urai(_isi_form(form), kamus(templat.bidang(layanan)))
    nama, data = data_contoh(layanan, resep, surat.instansi_kini())
    return gambar(nama, data, salah)


def _isi_form(form: NaskahForm) -> dict[str, Any]:
    return {n: form[n].value() or "" for n in (*form.UTAMA, *form.LAIN)}


def gambar(nama: str, data: dict[str, Any], salah: list[Salah]) -> dict[str, Any]:
    """Pages as PNG inside the answer: nothing to store, nothing to guess an address of."""
    try:
        halaman = susun_png(nama, data, ppi=PPI)
    except GalatTemplat as galat:
        return {"salah": salah or [Salah("", 0, galat.pesan)], "halaman": []}
    return {
        "salah": salah,
        "halaman": [base64.b64encode(png).decode() for png in halaman[:HALAMAN_MAKS]],
        "jumlah": len(halaman),
        "kertas": data.get("kertas", "A4"),
    }


# -- one letter


def _permohonan(request: Permintaan, uuid: UUID) -> Permohonan:
    p = permohonan_milik(request, uuid)
    if not p.layanan.perlu_ttd:
        raise Http404("Layanan ini tidak menerbitkan surat.")
    return p


def boleh_sunting(p: Permohonan, pengguna: Any) -> bool:
    t = ALUR["ubah_konsep"]
    terbuka = p.status in {Status.DIDISTRIBUSI, *t.dari} and p.layanan.perlu_ttd
    return bool(terbuka and pengguna.punya(t.hak) and MENYUSUN.uji(p, pengguna))


def _naskah_surat(p: Permohonan, k: Konsep) -> dict[str, Any]:
    """The letter's own wording, or that of its service with the placeholders filled in."""
    isi = k.data
    if naskah := isi.get(templat.KUNCI):
        return dict(naskah)
    naskah = templat.naskah_layanan(p.layanan, isi.get("templat", 0))
    if not naskah["tembusan"]:
        naskah["tembusan"] = "\n".join(p.layanan.tembusan)
    instansi = surat.instansi_kini()
    return isi_tetap(
        naskah,
        kop=instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        pemohon=isi["pemohon"],
        isian=isi["isian"],
        bidang=templat.bidang(p.layanan),
        keperluan=isi["keperluan"],
        zona=surat.zona(instansi),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require(Hak.PERMOHONAN_LIHAT)
def konsep(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The text of this one letter. Saving makes a new version and voids every paraf on the older ones (Ps 9 ayat 4)."""
    p = _permohonan(request, uuid)
    k = konsep_surat.terkini(p)
    if konsep_surat.PENOLAKAN in k.data:
        raise Bentrok("Surat penolakan disusun dari alasan dan dasarnya, bukan di penyunting ini.")
    awal = _naskah_surat(p, k)
    form = NaskahForm(request.POST if request.method == "POST" else None, initial=awal)
    if request.method == "POST" and form.is_valid():
        if salah := templat.periksa(p.layanan, form.naskah()):
            form.tandai(salah)
        else:
            baru = actions.ubah_konsep(
                permohonan=p, isi=k.data | {templat.KUNCI: form.naskah()}, oleh=request.user
            )
            messages.success(request, f"Konsep surat disimpan sebagai versi {baru.versi}.")
            return redirect("layanan:kerja", p.uuid)
    konteks: dict[str, Any] = {
        "p": p,
        "konsep": k,
        "form": form,
        "boleh": boleh_sunting(p, request.user),
        "bidang": templat.bidang(p.layanan),
    } | _gambar_konsep(request, p, k, form)
    return render(request, "layanan/templat/konsep.html", konteks, status=422 if form.is_bound else 200)


@require_POST
@require(Hak.PERMOHONAN_LIHAT)
def konsep_pratinjau(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = _permohonan(request, uuid)
    konteks = _gambar_konsep(request, p, konsep_surat.terkini(p), NaskahForm(request.POST))
    return render(request, "layanan/templat/_pratinjau.html", konteks)


def _gambar_konsep(request: Permintaan, p: Permohonan, k: Konsep, form: NaskahForm) -> dict[str, Any]:
    naskah = _isi_form(form)
    sementara = konsep_surat.sementara(p, k.data | {templat.KUNCI: naskah})
    nama, data = surat.konsep(p, surat.instansi_kini(), request.user, konsep=sementara)
    return gambar(nama, data, templat.periksa(p.layanan, naskah))
