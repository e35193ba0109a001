"""Lists: what waits to be fetched, what was handed over, who opened which file."""

from typing import Any

from django.db.models import Max, Q, QuerySet
from django.http import HttpResponseBase
from django.urls import reverse

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.db.kata import JARANG
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from layanan.enums import CaraSerah, CaraTandaTerima
from layanan.meja.pencarian import bernomor
from layanan.models import Permohonan

from ..baca import HARI_PENGINGAT, batas_lewat, belum_diambil
from ..models import AksesPermohonan, Penyerahan


def _lewat(qs: Any, nilai: str) -> Any:
    return qs.filter(siap_pada__lte=batas_lewat(int(nilai)))


class DaftarBelum(Daftar):
    judul = "Belum diambil"
    kolom = (
        Kolom("nomor_registrasi", "Nomor", urut="nomor_registrasi", utama=True),
        Kolom("pemohon_nama", "Pemohon", urut="pemohon_nama"),
        Kolom("layanan.nama", "Layanan", urut="layanan__nama"),
        Kolom("pemohon_desa", "Desa/kelurahan", urut="pemohon_desa", tampil=False),
        Kolom("siap_pada", "Siap sejak", urut="siap_pada", jenis="tanggal"),
        Kolom("siap_pada", "Menunggu", urut="siap_pada", jenis="sejak", kunci="menunggu"),
        Kolom("diingatkan", "Diingatkan sampai hari kerja ke-", jenis="angka"),
    )
    saringan = (
        Saringan(
            "lewat",
            "Lebih dari",
            [(str(h), f"Lebih dari {h} hari kerja") for h in HARI_PENGINGAT],
            terapkan=_lewat,
            tab=True,
        ),
    )
    cari = ("nomor_registrasi", "pemohon_nama")
    petunjuk_cari = "Nomor atau nama"
    urut_baku = "siap_pada"
    kosong_judul = "Semua dokumen sudah diambil"
    kosong_pesan = "Dokumen yang siap dan belum diambil akan muncul di sini."
    kosong_ikon = "mood-smile"

    def url_baris(self, objek: Any) -> str:
        return reverse("layanan:kerja", args=[objek.uuid])


@require(Hak.PERMOHONAN_SERAHKAN)
def belum(request: Permintaan) -> HttpResponseBase:
    semua = belum_diambil(Permohonan.objects.untuk(request.user).ringkas())
    return DaftarBelum(request, semua.annotate(diingatkan=Max("pengingat__hari"))).respons("serah/belum.html")


class DaftarPenyerahan(Daftar):
    judul = "Buku penyerahan"
    kolom = (
        Kolom("permohonan.nomor_registrasi", "Nomor", urut="permohonan__nomor_registrasi", utama=True),
        Kolom("permohonan.serah_kepada", "Diterima oleh"),
        Kolom("permohonan.get_serah_hubungan_display", "Hubungan"),
        Kolom("permohonan.layanan.nama", "Layanan", tampil=False),
        Kolom("get_cara_display", "Cara", urut=("cara", "-pada")),
        Kolom("resi", "Resi", tampil=False),
        Kolom("lembar", "Lembar", jenis="angka"),
        Kolom("pada", "Waktu", urut="pada", jenis="tanggal_jam"),
        Kolom("oleh.nama", "Petugas"),
        Kolom("menunggu_pindaian", "Pindaian menyusul", jenis="ya_tidak"),
    )
    saringan = (
        Saringan(
            "pindaian",
            "Pindaian",
            [("menyusul", "Pindaian menyusul")],
            terapkan=lambda qs, nilai: qs.filter(cara_tanda_tangan=CaraTandaTerima.KERTAS, tanda_tangan=None),
            tab=True,
        ),
        Saringan("cara", "Cara", CaraSerah.choices),
    )
    kata = (("permohonan__serah_kepada",),)
    petunjuk_cari = "Nomor, penerima, atau resi"
    urut_baku = "-pada"
    pengikat_urut = ("-pk",)
    kosong_judul = "Belum ada penyerahan"
    kosong_ikon = "book"

    def cari_tepat(self, q: str) -> list[Q]:
        return [bernomor(q, "permohonan__nomor_registrasi"), Q(resi__gt="", resi=q)]

    def url_baris(self, objek: Any) -> str:
        return reverse("serah:bukti", args=[objek.permohonan.uuid])


@require(Hak.PERMOHONAN_SERAHKAN)
def penyerahan(request: Permintaan) -> HttpResponseBase:
    terlihat = Permohonan.objects.untuk(request.user).order_by()
    sumber: QuerySet[Penyerahan] = Penyerahan.objects.filter(permohonan__in=terlihat)
    return DaftarPenyerahan(request, sumber.select_related("permohonan__layanan", "oleh")).respons(
        "serah/daftar.html"
    )


class DaftarAkses(Daftar):
    judul = "Siapa membuka berkas"
    kolom = (
        Kolom("permohonan.nomor_registrasi", "Permohonan", utama=True),
        Kolom("oleh.nama", "Nama"),
        Kolom("jabatan", "Jabatan"),
        Kolom("get_cara_display", "Lewat"),
        Kolom("pada", "Waktu", urut="pada", jenis="tanggal_jam"),
    )
    saringan = (Saringan("cara", "Lewat", AksesPermohonan.Cara.choices),)
    petunjuk_cari = "Nomor permohonan, atau nama yang membuka"
    urut_baku = "-pada"
    pengikat_urut = ("-pk",)
    kosong_judul = "Belum ada yang membuka"
    kosong_ikon = "eye"

    def cari_di(self, qs: Any, q: str) -> Any:
        orang = Pengguna.objects.filter(nama__icontains=q).values_list("pk", flat=True)
        cocok = Permohonan.objects.filter(bernomor(q)).order_by().values_list("pk", flat=True)
        return qs.filter(Q(oleh__in=list(orang)) | Q(permohonan__in=list(cocok[:JARANG])))


@require(Hak.AUDIT_LIHAT)
def akses(request: Permintaan) -> HttpResponseBase:
    sumber = AksesPermohonan.objects.select_related("permohonan", "oleh")
    return DaftarAkses(request, sumber).respons("serah/akses.html")
