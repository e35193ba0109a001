"""The rows behind the figures: the register of permohonan and the agenda of letters."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom
from layanan.models import Permohonan

from .. import register as buku
from ..actions import LANGSUNG
from ..saringan import Acuan, Saringan
from .ringkasan import konteks_saring


class DaftarRegister(Daftar):
    judul = "Buku register"
    ekspor = False
    urut_baku = "pk"
    pengikat_urut = ()
    per_halaman = 50
    kosong_judul = "Tidak ada permohonan pada saringan ini"
    kosong_pesan = "Pilih periode atau layanan lain."
    kosong_ikon = "books"
    kolom = (
        Kolom("nomor_registrasi", "Nomor", urut="nomor_registrasi", utama=True),
        Kolom("masuk_pada", "Masuk", urut="masuk_pada", jenis="tanggal"),
        Kolom("pemohon_nama", "Pemohon", urut="pemohon_nama"),
        Kolom("pemohon_desa", "Desa", urut="pemohon_desa"),
        Kolom("layanan.nama", "Layanan", urut="kode_layanan"),
        Kolom("get_kanal_display", "Kanal", kunci="kanal_tampil", tampil=False),
        Kolom("janji_selesai", "Janji", urut="janji_selesai", jenis="tanggal"),
        Kolom("serah_pada", "Diserahkan", jenis="tanggal"),
        Kolom("tepat_waktu", "Tepat waktu", jenis="ya_tidak"),
        Kolom("pengajuan_ke", "Pengajuan ke-", jenis="angka", tampil=False),
        Kolom("chip_status", "Keadaan", urut="status", jenis="chip"),
    )

    def url_baris(self, objek: Any) -> str:
        return reverse("layanan:kerja", args=[objek.uuid])


@require_safe
@require(Hak.LAPORAN_LIHAT)
def register(request: Permintaan) -> HttpResponseBase:
    acuan = Acuan.baca()
    s = Saringan.dari(request.GET, acuan)
    isi = request.GET.get("isi", "masuk")
    isi = isi if isi in buku.ISI else "masuk"
    qs = buku.permohonan(s, acuan, isi, Permohonan.objects.untuk(request.user))
    konteks = konteks_saring(s, acuan) | {
        "isi": isi, "pilihan_isi": list(buku.ISI.items()), "jenis": "register", "langsung": LANGSUNG,
        "judul_isi": buku.ISI[isi],
    }  # fmt: skip
    return DaftarRegister(request, buku.urut(qs)).respons("laporan/register.html", konteks)


class DaftarAgenda(Daftar):
    judul = "Agenda surat"
    ekspor = False
    per_halaman = 50
    kosong_judul = "Belum ada nomor surat pada periode ini"
    kosong_pesan = "Nomor diberikan saat surat ditandatangani."
    kosong_ikon = "notes"
    kolom = (
        Kolom("urut", "Urut", utama=True, jenis="angka"),
        Kolom("nomor", "Nomor surat", urut=("tahun", "urut")),
        Kolom("tanggal", "Tanggal", urut="tanggal", jenis="tanggal"),
        Kolom("permohonan.pemohon_nama", "Pemohon"),
        Kolom("permohonan.layanan.nama", "Layanan"),
        Kolom("buku", "Buku", urut=("buku", "tahun", "urut"), tampil=False),
        Kolom("chip", "Keadaan", jenis="chip"),
        Kolom("alasan", "Keterangan"),
    )

    def url_baris(self, objek: Any) -> str:
        return reverse("layanan:kerja", args=[objek.permohonan.uuid]) if objek.permohonan else ""


@require_safe
@require(Hak.LAPORAN_LIHAT)
def agenda(request: Permintaan) -> HttpResponseBase:
    acuan = Acuan.baca()
    s = Saringan.dari(request.GET, acuan)
    qs = buku.surat(s, acuan).select_related("permohonan__layanan")
    konteks = konteks_saring(s, acuan) | {"jenis": "agenda", "isi": "masuk", "langsung": LANGSUNG}
    return DaftarAgenda(request, qs).respons("laporan/agenda.html", konteks)
