"""Applying on line without an account: prove an address, fill in one thing a page, review, send.

Everything works without JavaScript. What is typed is a draft on the server, bound to the proven address.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import publik
from inti.errors import MasukanSalah
from inti.laju import dibatasi
from inti.permintaan import Permintaan

from ..actions.draf import berkas_draf, hapus_draf, isi_formulir, simpan_draf, unggahan_formulir
from ..enums import Kanal
from ..models import Draf, Layanan, Permohonan, Persyaratan
from ..pemohon import persetujuan
from ..pemohon.wilayah import daftar_desa
from ..surat.data import instansi_kini
from ..views.cetak import lembar_tanda_terima
from ..views.galat import tandai
from ..views.objek import layanan_aktif
from . import actions
from .forms import KUNCI, LANGKAH, BerkasForm, DaringForm, LangkahForm
from .kode import baca_kontak, bukti, coba_kode, kirim_kode
from .models import KodeKontak, Tujuan
from .tinjau import ringkasan

SESI_KODE, SESI_BUKTI, SESI_TUJU, SESI_TERKIRIM = (
    "daring_kode",
    "daring_bukti",
    "daring_tuju",
    "daring_terkirim",
)

SALAH_KODE = (
    "Kode itu salah, sudah dipakai, atau sudah lewat 10 menit. Setelah lima kali salah, mintalah kode baru."
)


def layanan_daring() -> list[Layanan]:
    return [x for x in Layanan.objects.aktif() if Kanal.DARING in x.kanal and "warga" in x.pemohon]


def bukti_kini(request: Permintaan, tujuan: str = Tujuan.AJUKAN) -> KodeKontak | None:
    return bukti(request.session.get(SESI_BUKTI, ""), tujuan)


def _ke_bukti(request: Permintaan) -> HttpResponse:
    request.session[SESI_TUJU] = request.get_full_path() if request.method == "GET" else ""
    return redirect("daring:minta_kode")


@require_GET
@publik
def awal(request: Permintaan) -> HttpResponse:
    """What can be applied for on line; after the proof also one's drafts and what was sent."""
    b = bukti_kini(request)
    konteks: dict[str, Any] = {"layanan": layanan_daring(), "bukti": b}
    if b:
        nama = {x.kode: x.nama for x in konteks["layanan"]}
        draf = Draf.objects.milik_kontak(b.kontak_indeks).filter(kode_layanan__in=nama)[:20]
        konteks["draf"] = [(d, nama[d.kode_layanan]) for d in draf]
        terkirim = Permohonan.objects.filter(pengajuan_daring__kontak_indeks=b.kontak_indeks)
        konteks["terkirim"] = terkirim.select_related("layanan").order_by("-masuk_pada")[:10]
    return _rahasia(render(request, "daring/awal.html", konteks))


# -- proof of an address ------------------------------------------------------------------------------------------


@publik
@dibatasi("daring-bukti", maks=20, detik=600)
def minta_kode(request: Permintaan) -> HttpResponse:
    """The same answer for every address, known here or not, over the limit or not."""
    if request.method != "POST":
        return render(request, "daring/bukti.html", {"nilai": ""})
    try:
        jenis, kontak = baca_kontak(request.POST.get("kontak", "")[:254])
    except MasukanSalah as galat:
        konteks = {"nilai": request.POST.get("kontak", "")[:254], "galat": galat.pesan}
        return render(request, "daring/bukti.html", konteks, status=422)
    request.session[SESI_KODE] = str(kirim_kode(jenis=jenis, kontak=kontak).uuid)
    return redirect("daring:kode")


@publik
@dibatasi("daring-kode", maks=30, detik=600)
def kode(request: Permintaan) -> HttpResponse:
    nomor = request.session.get(SESI_KODE, "")
    if not nomor:
        return redirect("daring:minta_kode")
    baris = KodeKontak.objects.filter(uuid=UUID(nomor)).first()
    konteks: dict[str, Any] = {"jenis": baris.get_jenis_display() if baris else ""}
    if request.method != "POST":
        return render(request, "daring/kode.html", konteks)
    terbukti = coba_kode(uuid=UUID(nomor), kode=request.POST.get("kode", "")[:12])
    if terbukti is None:
        konteks["galat"] = SALAH_KODE
        return render(request, "daring/kode.html", konteks, status=422)
    tuju = request.session.get(SESI_TUJU, "") or reverse("daring:awal")
    request.session.cycle_key()
    request.session[SESI_BUKTI] = str(terbukti.uuid)
    for kunci in (SESI_KODE, SESI_TUJU):
        request.session.pop(kunci, None)
    return redirect(tuju)


@require_POST
@publik
def keluar(request: Permintaan) -> HttpResponse:
    """For a shared telephone: forget the proof on this device."""
    for kunci in (SESI_BUKTI, SESI_KODE, SESI_TUJU, SESI_TERKIRIM):
        request.session.pop(kunci, None)
    return redirect("daring:awal")


# -- the form, step by step -------------------------------------------------------------------------------------


@publik
@dibatasi("daring-baru", maks=30, detik=600)
def baru(request: Permintaan, kode_layanan: str) -> HttpResponse:
    """What will be asked, then (POST) a draft to begin with."""
    layanan = layanan_aktif(kode_layanan)
    if Kanal.DARING not in layanan.kanal or "warga" not in layanan.pemohon:
        raise Http404("Layanan ini tidak dibuka secara daring.")
    b = bukti_kini(request)
    if request.method != "POST":
        return render(request, "daring/baru.html", {"layanan": layanan, "bukti": b})
    if b is None:
        request.session[SESI_TUJU] = reverse("daring:baru", args=[layanan.kode])
        return redirect("daring:minta_kode")
    jalur = reverse("daring:lanjut", args=[UUID(int=0)]).replace(str(UUID(int=0)), "UUID")
    draf = actions.mulai(bukti=b, kode_layanan=layanan.kode, jalur=jalur)
    return redirect("daring:isi", draf.uuid, KUNCI[0])


def _draf(request: Permintaan, uuid: UUID) -> tuple[KodeKontak, Draf, Layanan] | None:
    """One's own draft; None when no address is proven. A stranger's is 404."""
    b = bukti_kini(request)
    if b is None:
        return None
    draf = Draf.objects.milik_kontak(b.kontak_indeks).filter(uuid=uuid, kanal=Kanal.DARING).first()
    if draf is None:
        raise Http404("Draf tidak ditemukan; mungkin sudah dikirim.")
    return b, draf, layanan_aktif(draf.kode_layanan)


def _konteks(draf: Draf, layanan: Layanan, kini: str, **lain: Any) -> dict[str, Any]:
    alamat = [(judul, reverse("daring:isi", args=[draf.uuid, kunci])) for kunci, judul, _ in LANGKAH]
    alamat += [
        ("Berkas", reverse("daring:berkas", args=[draf.uuid])),
        ("Periksa", reverse("daring:tinjau", args=[draf.uuid])),
    ]
    urut = [*KUNCI, "berkas", "tinjau"]
    letak = urut.index(kini)
    return {
        "draf": draf,
        "layanan": layanan,
        "langkah": [{"label": j, "url": u} for j, u in alamat],
        "kini": letak + 1,
        "judul": alamat[letak][0],
        "kembali": alamat[letak - 1][1] if letak else reverse("daring:awal"),
        "desa": daftar_desa(instansi_kini().kode_wilayah),
        **lain,
    }


@require_GET
@publik
def lanjut(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The address in the e-mail: on with the step where one stopped."""
    milik = _draf(request, uuid)
    if milik is None:
        return _ke_bukti(request)
    langkah = milik[1].langkah
    return (
        redirect("daring:isi", uuid, KUNCI[langkah])
        if langkah < len(KUNCI)
        else redirect("daring:berkas", uuid)
    )


@publik
@dibatasi("daring-isi", maks=120, detik=600)
def isi(request: Permintaan, uuid: UUID, langkah: str) -> HttpResponse:
    milik = _draf(request, uuid)
    if milik is None:
        return _ke_bukti(request)
    if langkah not in KUNCI:
        raise Http404("Langkah tidak dikenal.")
    b, draf, layanan = milik
    dikirim = request.method == "POST"
    form = LangkahForm(
        request.POST if dikirim else None, request.FILES if dikirim else None,
        initial=draf.isi, layanan=layanan, tersimpan=berkas_draf(draf), kunci=langkah,
    )  # fmt: skip
    if dikirim:
        sah = form.is_valid()
        tetap = {k: v for k, v in draf.isi.items() if k not in form.fields}
        letak = KUNCI.index(langkah)
        unggahan = unggahan_formulir(request.FILES, [n for n in form.fields if n not in form.errors])
        try:
            simpan_draf(
                kode_layanan=draf.kode_layanan, isi=tetap | isi_formulir(request.POST, form.fields),
                unggahan=unggahan, uuid=draf.uuid, kontak_indeks=b.kontak_indeks, kanal=Kanal.DARING,
                langkah=max(draf.langkah, letak + 1) if sah else draf.langkah,
            )  # fmt: skip
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            if sah:
                return redirect(*_sesudah(request, draf, letak))
    konteks = _konteks(draf, layanan, langkah, form=form)
    return _rahasia(render(request, "daring/langkah.html", konteks, status=422 if form.errors else 200))


def _sesudah(request: Permintaan, draf: Draf, letak: int) -> tuple[Any, ...]:
    """Who came from the review goes back to it."""
    if request.GET.get("tinjau"):
        return "daring:tinjau", draf.uuid
    return (
        ("daring:isi", draf.uuid, KUNCI[letak + 1])
        if letak + 1 < len(KUNCI)
        else ("daring:berkas", draf.uuid)
    )


@require_GET
@publik
def berkas(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The list of requirements, each with what was uploaded."""
    milik = _draf(request, uuid)
    if milik is None:
        return _ke_bukti(request)
    _, draf, layanan = milik
    ada = berkas_draf(draf)
    syarat = [(s, ada.get(f"syarat_{s.pk}_berkas")) for s in layanan.persyaratan.all()]
    kurang = [s for s, b in syarat if s.wajib and b is None]
    konteks = _konteks(
        draf, layanan, "berkas", syarat=syarat, kurang=kurang, berikut=kurang[0] if kurang else None
    )
    return _rahasia(render(request, "daring/berkas.html", konteks))


@publik
@dibatasi("daring-unggah", maks=60, detik=600)
def unggah(request: Permintaan, uuid: UUID, kode: str) -> HttpResponse:
    """One requirement a page: a photo from the telephone, or a PDF."""
    milik = _draf(request, uuid)
    if milik is None:
        return _ke_bukti(request)
    b, draf, layanan = milik
    syarat: Persyaratan | None = next((s for s in layanan.persyaratan.all() if s.kode == kode), None)
    if syarat is None:
        raise Http404("Syarat tidak dikenal.")
    dikirim = request.method == "POST"
    form = BerkasForm(
        request.POST if dikirim else None, request.FILES if dikirim else None, layanan=layanan, syarat=syarat
    )
    if dikirim and form.is_valid():
        try:
            simpan_draf(
                kode_layanan=draf.kode_layanan, isi=draf.isi, unggahan={form.bidang: form.cleaned_data[form.bidang]},
                uuid=draf.uuid, kontak_indeks=b.kontak_indeks, kanal=Kanal.DARING, langkah=draf.langkah,
            )  # fmt: skip
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            return redirect("daring:berkas", draf.uuid)
    konteks = _konteks(
        draf, layanan, "berkas", form=form, syarat=syarat, ada=berkas_draf(draf).get(form.bidang)
    )
    return _rahasia(render(request, "daring/unggah.html", konteks, status=422 if form.errors else 200))


@publik
@dibatasi("daring-kirim", maks=30, detik=600)
def tinjau(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Everything once more; consent; send."""
    milik = _draf(request, uuid)
    if milik is None:
        return _ke_bukti(request)
    b, draf, layanan = milik
    tersimpan = berkas_draf(draf)
    dikirim = request.method == "POST"
    setuju = (
        {n: request.POST.get(n, "") for n in ("persetujuan", "boleh_wa", "boleh_surel")} if dikirim else {}
    )
    form = DaringForm(draf.isi | {k: v for k, v in setuju.items() if v}, layanan=layanan, tersimpan=tersimpan)
    sah = form.is_valid()
    if dikirim and sah:
        try:
            p = actions.kirim(bukti=b, draf=draf, form=form)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            request.session[SESI_TERKIRIM] = str(p.uuid)
            return redirect("daring:terkirim")
    kurang = {n for n in form.errors if n not in ("persetujuan", "__all__")}
    konteks = _konteks(
        draf, layanan, "tinjau", form=form, dikirim=dikirim, kurang=bool(kurang),
        setuju=form if dikirim else DaringForm(layanan=layanan),
        bagian=ringkasan(form, draf, tersimpan), teks_persetujuan=persetujuan.teks(instansi_kini().nama),
    )  # fmt: skip
    return _rahasia(render(request, "daring/tinjau.html", konteks, status=422 if dikirim else 200))


@require_POST
@publik
def hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    milik = _draf(request, uuid)
    if milik is None:
        return _ke_bukti(request)
    hapus_draf(draf=milik[1])
    messages.success(request, "Isian Anda sudah dihapus.")
    return redirect("daring:awal")


def _baru_terkirim(request: Permintaan) -> Permohonan | None:
    """What this browser has just sent."""
    nomor = request.session.get(SESI_TERKIRIM, "")
    return Permohonan.objects.lengkap().filter(uuid=UUID(nomor)).first() if nomor else None


@require_GET
@publik
@dibatasi("daring-cetak", maks=20, detik=600)
def tanda_terima(request: Permintaan) -> HttpResponse:
    p = _baru_terkirim(request)
    if p is None:
        raise Http404("Tanda terima tidak ditemukan.")
    return lembar_tanda_terima(p)


@require_GET
@publik
def terkirim(request: Permintaan) -> HttpResponse:
    p = _baru_terkirim(request)
    if p is None:
        return redirect("daring:awal")
    return _rahasia(render(request, "daring/terkirim.html", {"p": p}))


def _rahasia(jawaban: HttpResponse) -> HttpResponse:
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Robots-Tag"] = "noindex"
    return jawaban
