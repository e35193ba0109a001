"""Pages: tokens of the instansi, one's own, and what became of the webhooks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from inti.akun.akses import perlu_autentikasi_ulang, require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from layanan.meja.tampilan import Chip
from layanan.views.galat import tandai
from layanan.workflow import ALUR

from .. import actions
from ..forms import TokenForm
from ..models import Kiriman, Langganan, TokenApi

CHIP_TOKEN = {
    "Berlaku": Chip("Berlaku", "sukses", "circle-check"),
    "Menunggu diterima": Chip("Menunggu diterima", "peringatan", "clock"),
    "Kedaluwarsa": Chip("Kedaluwarsa", "netral", "clock"),
    "Dicabut": Chip("Dicabut", "netral", "ban"),
}


class DaftarToken(Daftar):
    judul = "Token"
    kolom = (
        Kolom("nama", "Aplikasi", urut="nama", utama=True),
        Kolom("pengguna.nama", "Atas nama", urut="pengguna__nama"),
        Kolom("awalan_tampil", "Token"),
        Kolom("label_cakupan", "Cakupan"),
        Kolom(lambda t: CHIP_TOKEN[t.keadaan], "Keadaan", jenis="chip", kunci="keadaan"),
        Kolom("kedaluwarsa_pada", "Berlaku sampai", urut="kedaluwarsa_pada", jenis="tanggal"),
        Kolom("dipakai_pada", "Terakhir dipakai", urut="dipakai_pada", jenis="sejak"),
        Kolom("aksi", "", templat="api/_aksi_token.html", ekspor=False),
    )
    cari = ("nama", "pengguna__nama__icontains")
    petunjuk_cari = "Aplikasi atau nama"
    urut_baku = "-dibuat_pada"
    kosong_judul = "Belum ada aplikasi yang tersambung"
    kosong_pesan = "Buat token untuk setiap aplikasi, dengan cakupan sekecil mungkin."
    kosong_ikon = "plug-connected"


@require(Hak.API_KELOLA)
def daftar(request: Permintaan) -> HttpResponseBase:
    return DaftarToken(request, TokenApi.objects.select_related("pengguna")).respons(
        "api/token.html", {"tab": "token"}
    )


@require(Hak.API_KELOLA)
def baru(request: Permintaan) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = actions.buat_token(oleh=request.user, **form.cleaned_data)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            sendiri = token.pengguna_id == request.user.pk
            messages.success(
                request,
                "Token dibuat. Terima untuk melihat rahasianya."
                if sendiri
                else f"Token dibuat. {token.pengguna.nama} dikabari untuk menerimanya.",
            )
            return redirect("api:token_saya" if sendiri else "api:token")
    return render(request, "api/token_baru.html", {"form": form}, status=422 if form.errors else 200)


@require()
def saya(request: Permintaan) -> HttpResponse:
    return render(
        request, "api/token_saya.html", {"semua": TokenApi.objects.filter(pengguna=request.user)[:50]}
    )


def _token(request: Permintaan, uuid: UUID) -> TokenApi:
    """One's own, or with Hak.API_KELOLA anybody's."""
    semua: Any = TokenApi.objects.all()
    if not request.user.punya(Hak.API_KELOLA):
        semua = semua.filter(pengguna=request.user)
    token = semua.filter(uuid=uuid).first()
    if token is None:
        raise Http404("Token tidak ditemukan.")
    return token


@require_POST
@require()
@perlu_autentikasi_ulang
def terima(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The secret is shown on this answer and never again."""
    token = _token(request, uuid)
    rahasia = actions.terima_token(token=token, oleh=request.user)
    jawaban = render(request, "api/rahasia.html", {"token": token, "rahasia": rahasia})
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@require_POST
@require()
def cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    token = actions.cabut_token(token=_token(request, uuid), oleh=request.user)
    messages.success(request, f"Token “{token.nama}” dicabut dan tidak membuka apa pun lagi.")
    return redirect("api:token" if request.user.punya(Hak.API_KELOLA) else "api:token_saya")


class DaftarKiriman(Daftar):
    judul = "Kiriman webhook"
    kolom = (
        Kolom("nama_langkah", "Langkah", urut=("langkah", "-dibuat_pada"), utama=True),
        Kolom("langganan.url", "Kepada"),
        Kolom(lambda k: k.chip, "Keadaan", jenis="chip", kunci="keadaan", urut=("keadaan", "-dibuat_pada")),
        Kolom("kode_jawaban", "Jawaban", jenis="angka"),
        Kolom("percobaan", "Percobaan", jenis="angka"),
        Kolom("galat", "Sebab gagal"),
        Kolom("dibuat_pada", "Dibuat", urut="dibuat_pada", jenis="sejak"),
        Kolom("aksi", "", templat="api/_aksi_kiriman.html", ekspor=False),
    )
    saringan = (Saringan("keadaan", "Keadaan", Kiriman.Keadaan.choices, tab=True),)
    petunjuk_cari = "Alamat atau langkah"
    urut_baku = "-dibuat_pada"
    pengikat_urut = ("-pk",)
    kosong_judul = "Belum ada kiriman"
    kosong_ikon = "send"

    def cari_di(self, qs: Any, q: str) -> Any:
        alamat = Langganan.objects.filter(url__icontains=q).values_list("pk", flat=True)
        return qs.filter(Q(langganan__in=list(alamat)) | Q(langkah__in=[x for x in ALUR if q.lower() in x]))


@require(Hak.API_KELOLA)
def kiriman(request: Permintaan) -> HttpResponseBase:
    return DaftarKiriman(request, Kiriman.objects.select_related("langganan")).respons(
        "api/token.html", {"tab": "kiriman"}
    )


@require_POST
@require(Hak.API_KELOLA)
def ulang(request: Permintaan, uuid: UUID) -> HttpResponse:
    k = Kiriman.objects.select_related("langganan").filter(uuid=uuid).first()
    if k is None:
        raise Http404("Kiriman tidak ditemukan.")
    actions.kirim_lagi(kiriman=k, oleh=request.user)
    messages.success(request, "Kiriman dicoba lagi.")
    return redirect("api:kiriman")
