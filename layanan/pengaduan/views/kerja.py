"""Staff: the list, the counter's form, the work page with its steps, the register."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.audit import catat
from inti.berkas.actions import BerkasDitolak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.lembar_kerja import respons_unduh
from layanan.models import Layanan, Permohonan, Seksi
from layanan.surat.data import instansi_kini
from layanan.waktu.jam import hari_ini

from .. import actions, register
from ..aturan import aturan
from ..enums import Kategori, Saluran, StatusAduan
from ..forms import LoketForm
from ..langkah import LANGKAH, Langkah, awal, langkah_boleh
from ..models import Pengaduan, boleh_tahu_pelapor
from .publik import taruh_galat

MEMBACA = (Hak.PENGADUAN_KELOLA, Hak.LAPORAN_LIHAT, Hak.PERMOHONAN_VALIDASI, Hak.PERMOHONAN_INPUT)
MENCATAT = (Hak.PENGADUAN_KELOLA, Hak.PERMOHONAN_INPUT)


def _keadaan(qs: Any, nilai: str) -> Any:
    return qs.terlambat() if nilai == "terlambat" else qs.terbuka()


def _pilihan_seksi(request: HttpRequest) -> list[tuple[str, str]]:
    return list(Seksi.objects.values_list("kode", "nama"))


class DaftarPengaduan(Daftar):
    judul = "Pengaduan"
    petunjuk_cari = "Nomor atau tiket SP4N-LAPOR"
    cari = ("nomor", "lapor_nomor")
    kosong_judul = "Tidak ada pengaduan yang cocok"
    kosong_pesan = "Ubah saringan, atau catat pengaduan yang datang di loket."
    kosong_ikon = "speakerphone"
    urut_baku = "-diterima_pada"
    pengikat_urut = ("-pk",)
    ekspor = False
    kolom = (
        Kolom("nomor", "Nomor", urut="nomor", utama=True),
        Kolom("judul", "Pokok laporan"),
        Kolom("get_kategori_display", "Jenis", urut="kategori", kunci="kategori_tampil"),
        Kolom("seksi.nama", "Seksi", urut="seksi__urutan"),
        Kolom("diterima_pada", "Diterima", urut="diterima_pada", jenis="tanggal"),
        Kolom("chip_tenggat", "Tenggat", urut="tenggat", jenis="chip"),
        Kolom("chip", "Keadaan", urut="status", jenis="chip"),
        Kolom("lapor_nomor", "Tiket LAPOR", urut="lapor_nomor", tampil=False),
    )
    saringan = (
        Saringan("keadaan", "Keadaan", [("terbuka", "Belum selesai"), ("terlambat", "Terlambat")], terapkan=_keadaan,
                 tab=True),
        Saringan("status", "Status", StatusAduan.choices),
        Saringan("kategori", "Jenis", Kategori.choices),
        Saringan("seksi", "Seksi", _pilihan_seksi, bidang="seksi__kode"),
        Saringan("saluran", "Saluran", Saluran.choices),
    )  # fmt: skip

    def url_baris(self, objek: Any) -> str:
        return reverse("pengaduan:kerja", args=[objek.uuid])


@require_safe
@require(*MEMBACA)
def daftar(request: Permintaan) -> HttpResponseBase:
    qs = Pengaduan.objects.untuk(request.user)
    konteks = {
        "boleh_catat": any(request.user.punya(h) for h in MENCATAT),
        "kelola": request.user.punya(Hak.PENGADUAN_KELOLA),
        "menunggu": Pengaduan.objects.menunggu(request.user).count(),
        "terlambat": qs.terlambat().count(),
    }
    return DaftarPengaduan(request, qs.select_related("seksi")).respons("pengaduan/daftar.html", konteks)


@require(*MENCATAT)
def loket(request: Permintaan) -> HttpResponse:
    """A complaint that came at the counter, by telephone, by letter, or from SP4N-LAPOR."""
    form = LoketForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        nomor = form.cleaned_data["nomor_registrasi"].strip()
        p = Permohonan.objects.untuk(request.user).filter(nomor_registrasi=nomor).first() if nomor else None
        if nomor and p is None:
            form.add_error("nomor_registrasi", "Nomor ini tidak ada.")
        else:
            try:
                a = actions.terima(**form.isian(), permohonan=p, oleh=request.user)
                messages.success(
                    request, f"Pengaduan {a.nomor} dicatat. Kode untuk pelapor: {a.kode_tampil}."
                )
                return redirect("pengaduan:daftar")
            except (MasukanSalah, BerkasDitolak) as galat:
                taruh_galat(form, galat)
    return render(
        request, "pengaduan/loket.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


def _milik(request: Permintaan, uuid: UUID) -> Pengaduan:
    qs = Pengaduan.objects.untuk(request.user).select_related("permohonan__layanan", "seksi", "petugas_input")
    return get_object_or_404(qs.prefetch_related("lampiran__berkas", "tindak_lanjut"), uuid=uuid)


@require_safe
@require(*MEMBACA)
def kerja(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _layar(request, _milik(request, uuid))


def _layar(request: Permintaan, a: Pengaduan, salah: tuple[str, Any] | None = None) -> HttpResponse:
    """`salah`: the step that was refused, with its bound form."""
    bentuk = [
        (x, salah[1] if salah and salah[0] == x.nama else x.form(initial=awal(x, a)))
        for x in langkah_boleh(a, request.user)
    ]
    tahu = boleh_tahu_pelapor(a, request.user)
    layanan = Layanan.objects.terkini().filter(kode=a.kode_layanan).first() if a.kode_layanan else None
    konteks = {
        "a": a,
        "langkah": bentuk,
        "terbuka": salah[0] if salah else (bentuk[0][0].nama if bentuk else ""),
        "pelapor": a.pelapor_untuk(request.user),
        "tahu": tahu,
        "layanan": layanan,
        "terlapor": request.user.pk in a.petugas_terlapor(),
        "aturan": aturan(),
        "linimasa": [
            {"judul": t.get_jenis_display(), "pada": t.pada, "oleh": t.oleh_nama, "isi": t.isi}
            for t in a.tindak_lanjut.all()
        ],
    }
    return render(request, "pengaduan/kerja.html", konteks, status=422 if salah else 200)


@require_POST
@require(*MEMBACA)
def tindak(request: Permintaan, uuid: UUID, langkah: str) -> HttpResponse:
    a = _milik(request, uuid)
    x: Langkah | None = LANGKAH.get(langkah)
    if x is None:
        raise Http404
    form = x.form(request.POST)
    if not form.is_valid():
        return _layar(request, a, (x.nama, form))
    try:
        x.jalankan(pengaduan=a, oleh=request.user, **form.cleaned_data)
    except MasukanSalah as galat:
        taruh_galat(form, galat)
        return _layar(request, a, (x.nama, form))
    messages.success(request, f"{x.label}: tersimpan.")
    return redirect("pengaduan:kerja", uuid)


@require_safe
@require(Hak.PENGADUAN_KELOLA, Hak.LAPORAN_LIHAT)
def unduh(request: Permintaan, akhiran: str) -> HttpResponse:
    """The register, with the filters of the list."""
    if akhiran not in ("xlsx", "csv"):
        raise Http404
    qs = DaftarPengaduan(request, Pengaduan.objects.untuk(request.user)).tersaring
    judul = ["Register pengaduan", instansi_kini().nama, f"Per {hari_ini():%d-%m-%Y}"]
    isi, jumlah = register.register(qs, request.user, akhiran, judul)
    catat("pengaduan.unduh", None, oleh=request.user, bentuk=akhiran, jumlah=jumlah)
    return respons_unduh(isi, nama="register-pengaduan", akhiran=akhiran)


@require_safe
@require(Hak.PENGADUAN_KELOLA)
def unduh_lapor(request: Permintaan) -> HttpResponse:
    """What still has to be keyed into SP4N-LAPOR, in the order of its form."""
    isi, jumlah = register.untuk_lapor(Pengaduan.objects.untuk(request.user).terbuka(), instansi_kini().nama)
    catat("pengaduan.unduh", None, oleh=request.user, bentuk="SP4N-LAPOR", jumlah=jumlah)
    return respons_unduh(isi, nama="untuk-sp4n-lapor", akhiran="xlsx")
