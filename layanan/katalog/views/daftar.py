"""The catalogue as its Administrator sees it: every service with its version, its draft and what still runs on older ones."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan

from ...acuan import sumber_contoh
from ...enums import TERBUKA, KeadaanVersi
from ...meja.tampilan import Chip
from ...models import Layanan, Permohonan, Seksi
from ...standar import susun
from ...surat import klasifikasi as daftar_klasifikasi
from ...views.galat import tandai
from .. import actions
from ..forms import BaruForm
from ..models import PenetapanStandar
from .objek import jenis

V = KeadaanVersi


def _terbuka_lama() -> QuerySet[Any]:
    """Open permohonan that run on a version that was replaced, per kode."""
    return (
        Permohonan.objects.filter(
            kode_layanan=OuterRef("kode"), status__in=sorted(TERBUKA), layanan__keadaan=V.DIGANTIKAN
        )
        .order_by()
        .values("kode_layanan")
        .annotate(n=Count("pk"))
        .values("n")
    )


def baris_katalog() -> QuerySet[Any]:
    """One row a service: the version in force, or the draft of one that was never in force."""
    konsep = Layanan.objects.filter(kode=OuterRef("kode"), keadaan=V.KONSEP)
    berlaku = Layanan.objects.filter(kode=OuterRef("kode"), keadaan=V.BERLAKU)
    return (
        Layanan.objects.filter(Q(keadaan=V.BERLAKU) | Q(keadaan=V.KONSEP) & ~Exists(berlaku))
        .select_related("seksi")
        .annotate(
            ada_konsep=Exists(konsep),
            ditetapkan=Exists(PenetapanStandar.objects.filter(layanan=OuterRef("pk"))),
            terbuka_lama=Coalesce(Subquery(_terbuka_lama(), output_field=IntegerField()), 0),
        )
        .defer("isian", "isian_seksi", "komponen")
    )


def chip_buka(x: Layanan) -> Chip:
    if x.keadaan == V.KONSEP:
        return Chip("Belum terbit", "netral", "pencil")
    return Chip("Dibuka", "sukses", "circle-check") if x.aktif else Chip("Ditutup", "bahaya", "ban")


def chip_tetap(x: Any) -> Chip | None:
    if x.keadaan == V.KONSEP:
        return None
    return (
        Chip("Ditetapkan", "sukses", "circle-check")
        if x.ditetapkan
        else Chip("Usulan", "peringatan", "alert-triangle")
    )


def chip_konsep(x: Any) -> Chip | None:
    return Chip("Ada konsep", "info", "pencil") if x.ada_konsep else None


class DaftarLayanan(Daftar):
    judul = "Katalog layanan"
    kolom = [
        Kolom("kode", "Kode", urut="kode"),
        Kolom("nama", "Layanan", urut="nama", utama=True),
        Kolom("seksi.nama", "Seksi", urut="seksi__urutan"),
        Kolom("waktu", "Waktu"),
        Kolom(chip_tetap, "Standar", jenis="chip", kunci="ditetapkan"),
        Kolom(chip_buka, "Keadaan", jenis="chip", kunci="keadaan"),
        Kolom("versi", "Versi", jenis="angka", urut="versi"),
        Kolom(chip_konsep, "Konsep", jenis="chip", kunci="konsep"),
        Kolom("terbuka_lama", "Berjalan di versi lama", jenis="angka", urut="terbuka_lama"),
    ]
    saringan = [
        Saringan("seksi", "Seksi", lambda r: Seksi.objects.values_list("kode", "nama"), bidang="seksi__kode"),
        Saringan("buka", "Keadaan", [("1", "Dibuka"), ("0", "Ditutup")], terapkan=lambda qs, n: qs.filter(aktif=n == "1")),
        Saringan("standar", "Standar", [("1", "Ditetapkan"), ("0", "Usulan")],
                 terapkan=lambda qs, n: qs.filter(keadaan=V.BERLAKU, ditetapkan=n == "1")),
        Saringan("konsep", "Konsep", [("1", "Ada konsep")], terapkan=lambda qs, n: qs.filter(ada_konsep=True)),
    ]  # fmt: skip
    cari = ["nama", "kode"]
    petunjuk_cari = "Nama atau kode"
    urut_baku = "kode"
    per_halaman = 50
    kosong_judul = "Tidak ada layanan yang cocok"
    kosong_pesan = "Ubah pencarian, rancang layanan baru, atau impor dari instansi lain."
    kosong_ikon = "books"

    def url_baris(self, objek: Any) -> str:
        return reverse("katalog:rincian", args=[objek.kode])


@require(Hak.LAYANAN_KELOLA)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    konteks = {"usulan": baris_katalog().filter(keadaan=V.BERLAKU, ditetapkan=False).count()}
    return DaftarLayanan(request, baris_katalog()).respons("katalog/daftar.html", konteks)


@require(Hak.LAYANAN_KELOLA)
@require_safe
def rincian(request: Permintaan, kode: str) -> HttpResponse:
    """One service: its standard in force, its draft and its history of versions."""
    versi = list(
        Layanan.objects.filter(kode=kode)
        .select_related("seksi")
        .prefetch_related("persyaratan")
        .annotate(terbuka=Count("permohonan", filter=Q(permohonan__status__in=sorted(TERBUKA))))
        .order_by("-versi")
    )
    if not versi:
        raise Http404("Layanan tidak ditemukan.")
    berlaku = next((v for v in versi if v.keadaan == V.BERLAKU), None)
    konsep = next((v for v in versi if v.keadaan == V.KONSEP), None)
    konteks = {
        "kode": kode,
        "layanan": berlaku or versi[0],
        "berlaku": berlaku,
        "konsep": konsep,
        "versi": versi,
        "lama_terbuka": sum(v.terbuka for v in versi if v.keadaan == V.DIGANTIKAN),
        "komponen": susun(berlaku or versi[0], jenis()),
        "chip": chip_buka(berlaku or versi[0]),
        "penetapan": PenetapanStandar.objects.filter(layanan=berlaku).first() if berlaku else None,
        "sumber": sumber_contoh(kode) if berlaku and not berlaku.perubahan else [],
        "klasifikasi": daftar_klasifikasi.jalur((berlaku or versi[0]).kode_klasifikasi),
    }
    return render(request, "katalog/rincian.html", konteks)


@require(Hak.LAYANAN_KELOLA)
def baru(request: Permintaan) -> HttpResponse:
    form = BaruForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            x = actions.layanan_baru(**form.cleaned_data, oleh=request.user)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, f"Konsep {x.kode} dibuat. Lengkapi bagian-bagiannya, lalu terbitkan.")
            return redirect("katalog:konsep", x.kode)
    return render(request, "katalog/baru.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def buat_konsep(request: Permintaan, kode: str) -> HttpResponse:
    actions.buat_konsep(kode=kode, oleh=request.user)
    messages.success(request, "Konsep dibuat dari versi yang berlaku. Warga belum melihat perubahan apa pun.")
    return redirect("katalog:konsep", kode)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def buka_tutup(request: Permintaan, kode: str) -> HttpResponse:
    aktif = request.POST.get("aktif") == "1"
    actions.buka_tutup(kode=kode, aktif=aktif, alasan=request.POST.get("alasan", ""), oleh=request.user)
    messages.success(
        request,
        "Layanan dibuka kembali."
        if aktif
        else "Layanan ditutup. Permohonan yang sudah masuk tetap dikerjakan.",
    )
    return redirect("katalog:rincian", kode)


@require_safe
@require(Hak.LAYANAN_KELOLA)
def klasifikasi(request: Permintaan) -> HttpResponse:
    """Options for the field that is being typed in."""
    q = request.GET.get("q", "") or request.GET.get("kode_klasifikasi", "")
    hasil = [(k, daftar_klasifikasi.jalur(k.kode)[:-1]) for k in daftar_klasifikasi.cari(q[:60])]
    return render(request, "katalog/_klasifikasi.html", {"hasil": hasil, "q": q})
