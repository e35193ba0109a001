import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from inti.akun.akses import PermintaanMasuk, require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.kripto import indeks_buta
from inti.notifikasi import actions
from inti.notifikasi.models import Keluar, Notifikasi, Pesan, Surat
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
    kata = [["judul", "isi"]]
    petunjuk_cari = "Judul atau isi"
    urut_baku = "-dibuat_pada"
    pengikat_urut = ("-pk",)
    massal = [("Tandai dibaca", "notifikasi:dibaca")]
    ekspor = False
    kosong_judul = "Tidak ada notifikasi"
    kosong_pesan = "Pekerjaan yang menunggu Anda akan muncul di sini."
    kosong_ikon = "bell"


AWALAN_TELEPON = "telepon~"
KOLOM_KELUAR = [
    Kolom("chip_keadaan", "Keadaan", jenis="chip", urut=("keadaan", "-dibuat_pada")),
    Kolom("galat", "Sebab gagal"),
    Kolom("dibuat_pada", "Dibuat", urut="dibuat_pada", jenis="sejak"),
    Kolom("percobaan", "Percobaan", jenis="angka", tampil=False),
    Kolom("coba_lagi_pada", "Dicoba lagi", jenis="tanggal_jam", tampil=False),
    Kolom("terkirim_pada", "Terkirim", jenis="tanggal_jam", tampil=False),
]


class DaftarSurat(Daftar):
    judul = "Surel keluar"
    kolom = [
        Kolom("kepada", "Kepada", urut="kepada", utama=True),
        Kolom("subjek", "Subjek"),
        *KOLOM_KELUAR,
        Kolom("aksi", "", templat="notifikasi/_aksi_surat.html", ekspor=False),
    ]
    saringan = [Saringan("keadaan", "Keadaan", Surat.Keadaan.choices, tab=True)]
    kata = [["kepada", "subjek"]]
    petunjuk_cari = "Alamat atau subjek"
    urut_baku = "-dibuat_pada"
    pengikat_urut = ("-pk",)
    kosong_judul = "Tidak ada surel"
    kosong_ikon = "mail"


class DaftarPesan(Daftar):
    """Searched by the whole number only: it is encrypted, and found by its blind index."""

    judul = "WhatsApp dan SMS keluar"
    kolom = [
        Kolom("telepon_samar", "Kepada", utama=True),
        Kolom("get_kanal_display", "Kanal"),
        *KOLOM_KELUAR,
        Kolom("aksi", "", templat="notifikasi/_aksi_pesan.html", ekspor=False),
    ]
    saringan = [
        Saringan("keadaan", "Keadaan", Pesan.Keadaan.choices, tab=True),
        Saringan("kanal", "Kanal", Pesan.Kanal.choices),
    ]
    petunjuk_cari = "Nomor telepon lengkap"
    cari_lewat_post = True
    urut_baku = "-dibuat_pada"
    pengikat_urut = ("-pk",)
    kosong_judul = "Tidak ada pesan"
    kosong_ikon = "message"

    def cari_di(self, qs: Any, q: str) -> Any:
        return qs.filter(telepon_indeks=q.removeprefix(AWALAN_TELEPON))

    def tutup_cari(self, q: str) -> str:
        """No telephone number in an address or its log."""
        if not q or q.startswith(AWALAN_TELEPON):
            return q
        return AWALAN_TELEPON + indeks_buta(q, actions.TUJUAN_TELEPON)

    def tampil_cari(self, q: str) -> str:
        return "nomor telepon"


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


def _gagal() -> dict[str, int]:
    """Failures per channel, for the tabs of the page."""
    gagal = {"keadaan": Keluar.Keadaan.GAGAL}
    return {
        "surel_gagal": Surat.objects.filter(**gagal).count(),
        "pesan_gagal": Pesan.objects.filter(**gagal).count(),
    }


@require(Hak.PENGGUNA_KELOLA)
def surel(request: PermintaanMasuk) -> HttpResponseBase:
    sumber = Surat.objects.defer("isi_teks", "isi_html")
    return DaftarSurat(request, sumber).respons("notifikasi/surel.html", {"tab": "surel"} | _gagal())


@require(Hak.PENGGUNA_KELOLA)
def pesan(request: PermintaanMasuk) -> HttpResponseBase:
    sumber = Pesan.objects.defer("isi")
    return DaftarPesan(request, sumber).respons("notifikasi/surel.html", {"tab": "pesan"} | _gagal())


@require(Hak.PENGGUNA_KELOLA)
@require_POST
def kirim_ulang(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    surat = get_object_or_404(Surat.objects.defer("isi_teks", "isi_html"), uuid=nomor)
    actions.kirim_ulang(surat=surat, oleh=request.user)
    messages.success(request, f"Surel kepada {surat.kepada} dicoba lagi.")
    return redirect("notifikasi:surel")


@require(Hak.PENGGUNA_KELOLA)
@require_POST
def kirim_ulang_pesan(request: PermintaanMasuk, nomor: uuid.UUID) -> HttpResponse:
    satu = get_object_or_404(Pesan.objects.defer("isi"), uuid=nomor)
    actions.kirim_ulang_pesan(pesan=satu, oleh=request.user)
    messages.success(request, f"Pesan kepada {satu.telepon_samar} dicoba lagi.")
    return redirect("notifikasi:pesan")
