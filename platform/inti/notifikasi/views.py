import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from inti.akun.akses import PermintaanMasuk, require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.notifikasi import actions
from inti.notifikasi.models import Notifikasi, Surat
from inti.ui.daftar import Daftar, Kolom, Saringan


class DaftarNotifikasi(Daftar):
    judul = "Notifikasi"
    kolom = [
        Kolom("judul", "Judul", templat="notifikasi/_judul.html", utama=True),
        Kolom("isi", "Isi"),
        Kolom("dibuat_pada", "Waktu", urut="dibuat_pada", jenis="sejak"),
    ]
    saringan = [
        Saringan(
            "tampil",
            "Tampilkan",
            [("belum", "Belum dibaca")],
            terapkan=lambda qs, nilai: qs.belum_dibaca(),
            tab=True,
        )
    ]
    cari = ["judul", "isi"]
    petunjuk_cari = "Judul atau isi"
    urut_baku = "-dibuat_pada"
    pengikat_urut = ("-pk",)
    massal = [("Tandai dibaca", "notifikasi:dibaca")]
    ekspor = False
    kosong_judul = "Tidak ada notifikasi"
    kosong_pesan = "Pekerjaan yang menunggu Anda akan muncul di sini."
    kosong_ikon = "bell"


class DaftarSurat(Daftar):
    judul = "Surel keluar"
    kolom = [
        Kolom("kepada", "Kepada", urut="kepada", utama=True),
        Kolom("subjek", "Subjek"),
        Kolom("chip_keadaan", "Keadaan", jenis="chip", urut="keadaan"),
        Kolom("galat", "Sebab gagal"),
        Kolom("dibuat_pada", "Dibuat", urut="dibuat_pada", jenis="sejak"),
        Kolom("percobaan", "Percobaan", jenis="angka", tampil=False),
        Kolom("coba_lagi_pada", "Dicoba lagi", jenis="tanggal_jam", tampil=False),
        Kolom("terkirim_pada", "Terkirim", jenis="tanggal_jam", tampil=False),
        Kolom("aksi", "", templat="notifikasi/_aksi_surat.html", ekspor=False),
    ]
    saringan = [Saringan("keadaan", "Keadaan", Surat.Keadaan.choices, tab=True)]
    cari = ["kepada", "subjek"]
    petunjuk_cari = "Alamat atau subjek"
    urut_baku = "-dibuat_pada"
    pengikat_urut = ("-pk",)
    kosong_judul = "Tidak ada surel"
    kosong_ikon = "mail"


@require()
def daftar(request: PermintaanMasuk) -> HttpResponseBase:
    return DaftarNotifikasi(request, Notifikasi.objects.untuk(request.user)).respons("notifikasi/daftar.html")


@require()
@require_POST
def dibaca(request: PermintaanMasuk) -> HttpResponse:
    """Mark the chosen ones (`pilih`) as read, or with `semua` all of one's own."""
    jumlah = actions.tandai_dibaca(
        oleh=request.user, uuid=None if "semua" in request.POST else _pilihan(request)
    )
    messages.success(request, f"{jumlah} notifikasi ditandai dibaca.")
    return redirect("notifikasi:daftar")


def _pilihan(request: PermintaanMasuk) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(nilai) for nilai in request.POST.getlist("pilih")]
    except ValueError as galat:
        raise MasukanSalah("Pilihan tidak dikenal. Muat ulang halaman ini.") from galat


@require()
@require_POST
def buka(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    """Mark as read and go where it leads."""
    notifikasi = get_object_or_404(Notifikasi.objects.untuk(request.user), uuid=nomor)
    actions.tandai_dibaca(oleh=request.user, uuid=[notifikasi.uuid])
    return redirect(notifikasi.tautan or "notifikasi:daftar")


@require(Hak.PENGGUNA_KELOLA)
def surel(request: PermintaanMasuk) -> HttpResponseBase:
    sumber = Surat.objects.defer("isi_teks", "isi_html")
    return DaftarSurat(request, sumber).respons("notifikasi/surel.html")


@require(Hak.PENGGUNA_KELOLA)
@require_POST
def kirim_ulang(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    surat = get_object_or_404(Surat.objects.defer("isi_teks", "isi_html"), uuid=nomor)
    actions.kirim_ulang(surat=surat, oleh=request.user)
    messages.success(request, f"Surel kepada {surat.kepada} dicoba lagi.")
    return redirect("notifikasi:surel")
