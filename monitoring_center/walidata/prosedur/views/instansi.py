"""Requests, grants and recommendations on an instansi's host."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require, sudah_autentikasi_ulang
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from layanan.actions.tandatangan import perlu_rahasia
from layanan.dokumen.galat import GalatTandaTangan
from layanan.forms.ttd import BIDANG_RAHASIA
from layanan.views.ttd import ambil_rahasia, tanpa_rahasia
from monitoring_center.walidata.gerbang.models import KeadaanIzin
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.pihak import nama_pihak, skema_kini

from .. import actions
from ..alur import giliran, kalimat_izin, linimasa, linimasa_izin
from ..forms import RekomendasiForm
from ..menunggu import menunggu
from ..models import CHIP_PERMOHONAN, PEMBACA_HALAMAN, Izin, Konsep, Lampiran, Permohonan, UsulCabut
from ..waktu import hari_terakhir
from .bersama import (
    DaftarIzin,
    fakta_izin,
    fakta_permohonan,
    fakta_rekomendasi,
    galat_ke_form,
    kolom_permohonan,
    lembar,
    satu_izin,
)

KEADAAN = [(k, c.label) for k, c in CHIP_PERMOHONAN.items()]


class DaftarPermohonan(Daftar):
    judul = "Permohonan data"
    kolom = [
        Kolom("dataset_nama", "Data", urut="dataset_nama", utama=True),
        Kolom("chip", "Keadaan", jenis="chip"),
        Kolom(lambda p: nama_pihak(p.pembaca), "Pemohon"),
        Kolom(lambda p: nama_pihak(p.pemilik), "Walidata"),
        Kolom("diajukan_pada", "Diajukan", urut="diajukan_pada", jenis="tanggal"),
        Kolom(lambda p: giliran(p).tenggat, "Tenggat", jenis="tanggal"),
    ]
    saringan = [
        Saringan(
            "arah", "Arah", [("masuk", "Masuk: atas data kami"), ("keluar", "Keluar: kami yang memohon")], tab=True,
            terapkan=lambda qs, nilai: qs.masuk(skema_kini()) if nilai == "masuk" else qs.keluar(skema_kini()),
        ),
        Saringan("keadaan", "Keadaan", KEADAAN, terapkan=lambda qs, nilai: qs.berkeadaan(nilai)),
    ]  # fmt: skip
    cari = ["dataset_nama", "penanggung_jawab", "kegunaan"]
    petunjuk_cari = "Data, penanggung jawab, atau kegunaan"
    urut_baku = "-diajukan_pada"
    kosong_judul = "Belum ada permohonan"
    kosong_pesan = "Permohonan yang diajukan atau diterima instansi ini muncul di sini."

    def url_baris(self, objek: Any) -> str:
        return reverse("prosedur:permohonan", args=[objek.uuid])


@require_safe
@require(*PEMBACA_HALAMAN)
def beranda(request: Permintaan) -> HttpResponse:
    """First what waits for this person, then everything."""
    semua = Permohonan.objects.untuk(request.user).lengkap()
    konteks = {
        "menunggu": menunggu(request.user),
        "masuk": _masuk(request),
        "konsep": Konsep.objects.untuk(request.user).terbuka()[:20],
        "kelola": request.user.punya(Hak.DATA_KELOLA),
    }
    return DaftarPermohonan(request, semua).respons("prosedur/beranda.html", konteks)


def _masuk(request: Permintaan) -> list[dict[str, Any]]:
    """Requests for our data that still need a recommendation, the oldest first; for the head those that are late."""
    antre = Permohonan.objects.lengkap().masuk(skema_kini()).order_by("diajukan_pada")
    kelola = request.user.punya(Hak.DATA_KELOLA)
    if not kelola and not request.user.punya(Hak.DATA_SETUJUI):
        return []
    antre = antre.menunggu_rekomendasi() if kelola else antre.lama_menunggu()
    baris = [{"p": p, "g": giliran(p), "pemohon": nama_pihak(p.pembaca)} for p in antre[:20]]
    return baris if kelola else [b for b in baris if b["g"].terlambat]  # type: ignore[attr-defined]


def _satu(request: Permintaan, uuid: UUID) -> Permohonan:
    p = Permohonan.objects.untuk(request.user).lengkap().filter(uuid=uuid).first()
    if p is None:
        raise Http404("Permohonan tidak ditemukan.")
    return p


@require_safe
@require(*PEMBACA_HALAMAN)
def permohonan(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = _satu(request, uuid)
    surat = list(Lampiran.objects.untuk(request.user).tanpa_isi().filter(permohonan=p))
    kelola, milik = request.user.punya(Hak.DATA_KELOLA), p.pemilik == skema_kini()
    konteks = {
        "p": p,
        "g": giliran(p),
        "lembar": lembar(surat),
        "surat": surat,
        "fakta": fakta_permohonan(p),
        "sampai": hari_terakhir(p.selesai),
        "kolom": kolom_permohonan(p),
        "batas": fakta_rekomendasi(p),
        "linimasa": linimasa(p),
        "boleh_rekomendasi": kelola and milik and p.keadaan == "rekomendasi",
        "boleh_banding": kelola and not milik and p.keadaan == "ditolak" and not _sudah_banding(p),
        "url_lagi": _url_lagi(p) if kelola and not milik and p.keadaan == "ditarik" else "",
        "boleh_tarik": not milik and p.berjalan and (kelola or request.user.punya(Hak.DATA_SETUJUI)),
        "milik": milik,
    }
    return render(request, "prosedur/permohonan.html", konteks)


@require_POST
@require(Hak.DATA_KELOLA, Hak.DATA_SETUJUI)
def tarik(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = _satu(request, uuid)
    actions.tarik_permohonan(permohonan=p, alasan=request.POST.get("alasan", ""), oleh=request.user)
    messages.success(request, "Permohonan ditarik. Walidata diberi tahu.")
    return redirect("prosedur:permohonan", uuid)


def _url_lagi(p: Permohonan) -> str:
    """Where the same is asked again, filled in; "" when the data are no longer published."""
    d = Dataset.objects.terbit().filter(pemilik=p.pemilik, kode=p.dataset).only("uuid").first()
    return f"{reverse('prosedur:baru', args=[d.uuid])}?dari={p.uuid}" if d else ""


def _sudah_banding(p: Permohonan) -> bool:
    return Permohonan.objects.filter(banding_atas=p).exists()


@sensitive_post_parameters(BIDANG_RAHASIA)
@require(Hak.DATA_KELOLA)
def rekomendasi(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = _satu(request, uuid)
    if p.pemilik != skema_kini():
        raise Http404("Permohonan ini bukan atas data instansi Anda.")
    if request.method != "POST" and p.keadaan != "rekomendasi":
        return redirect("prosedur:permohonan", uuid)
    d = Dataset.objects.filter(pemilik=p.pemilik, kode=p.dataset).first()
    if d is None:
        raise Http404("Data yang dimohon sudah tidak ada.")
    if request.method == "POST" and not sudah_autentikasi_ulang(request):
        return tanpa_rahasia(request)
    galat_ttd = None
    form = RekomendasiForm(request.POST or None, skema=[k for k in d.kolom if k["name"] in p.kolom])
    if request.method == "POST" and form.is_valid():
        try:
            _rekomendasikan(request, p, form)
        except MasukanSalah as galat:
            galat_ke_form(form, galat)
        except GalatTandaTangan as galat:
            galat_ttd = galat
        else:
            messages.success(request, "Rekomendasi ditandatangani dan dikirim kepada Bupati dan Sekda.")
            return redirect("prosedur:permohonan", uuid)
    surat = list(Lampiran.objects.tanpa_isi().filter(permohonan=p))
    konteks = {
        "p": p, "form": form, "surat": surat, "fakta": fakta_permohonan(p), "sampai": hari_terakhir(p.selesai),
        "g": giliran(p), "perlu_rahasia": perlu_rahasia(), "galat": galat_ttd,
    }  # fmt: skip
    salah = galat_ttd.status if galat_ttd else 422
    return render(
        request, "prosedur/rekomendasi.html", konteks, status=salah if request.method == "POST" else 200
    )


def _rekomendasikan(request: Permintaan, p: Permohonan, form: RekomendasiForm) -> None:
    b = form.cleaned_data
    actions.rekomendasikan(
        permohonan=p, setuju=b["setuju"] == "ya", alasan=b["alasan"], kolom=form.kolom(), alasan_polos=b["alasan_polos"],
        saringan=form.saringan(), selesai=b["selesai"], maks_harian=b["maks_harian"], maks_baris=b["maks_baris"],
        oleh=request.user, rahasia=ambil_rahasia(request),
    )  # fmt: skip


class DaftarIzinInstansi(DaftarIzin):
    saringan = [
        Saringan(
            "arah", "Arah", [("keluar", "Kami boleh membaca"), ("masuk", "Atas data kami")], tab=True,
            terapkan=lambda qs, nilai: qs.filter(**{"pemilik" if nilai == "masuk" else "pembaca": skema_kini()}),
        ),
        *DaftarIzin.saringan,
    ]  # fmt: skip


@require_safe
@require(*PEMBACA_HALAMAN)
def daftar_izin(request: Permintaan) -> HttpResponse:
    semua = Izin.objects.untuk(request.user).lengkap()
    return DaftarIzinInstansi(request, semua).respons("prosedur/daftar_izin.html", {})


@require_safe
@require(*PEMBACA_HALAMAN)
def izin(request: Permintaan, uuid: UUID) -> HttpResponse:
    i = satu_izin(request, uuid)
    asal = i.permohonan or getattr(i, "perintah", None)
    milik = i.pemilik == skema_kini()
    usul = UsulCabut.objects.filter(izin=i).first() if milik else None
    hidup = i.keadaan not in ("dicabut", "berakhir")
    konteks = {
        "i": i,
        "kalimat": kalimat_izin(i),
        "fakta": fakta_izin(i, asal.rinci_kolom if asal else []),
        "sampai": hari_terakhir(i.selesai),
        "linimasa": linimasa_izin(i),
        "surat": Lampiran.objects.tanpa_isi().filter(perintah__izin=i).first()
        if i.jenis == "perintah"
        else None,
        "milik": milik,
        "usul": usul,
        "boleh_baca": not milik and hidup and request.user.punya(Hak.DATA_BACA),
        "url_lagi": _url_lagi(i.permohonan) if _dapat_diulang(request, i) and i.permohonan else "",
        "boleh_usul": milik
        and hidup
        and request.user.punya(Hak.DATA_KELOLA)
        and (usul is None or usul.dijawab_pada),
    }
    return render(request, "prosedur/izin.html", konteks)


def _dapat_diulang(request: Permintaan, i: Izin) -> bool:
    """The reader's officer may ask again once the end is near."""
    habis = i.keadaan in (KeadaanIzin.AKAN_BERAKHIR, KeadaanIzin.BERAKHIR)
    return habis and i.pembaca == skema_kini() and request.user.punya(Hak.DATA_KELOLA)


@require_POST
@require(Hak.DATA_KELOLA)
def usul_cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    actions.usulkan_cabut(
        izin=satu_izin(request, uuid), alasan=request.POST.get("alasan", ""), oleh=request.user
    )
    messages.success(
        request, "Usul pencabutan dikirim kepada Bupati dan Sekda. Izin tetap berlaku sampai diputus."
    )
    return redirect("prosedur:izin", uuid)
