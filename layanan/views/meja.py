"""The desk: what waits for the person who looks, oldest promise first. And the list of everything they may see."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan

from .. import cari_nik
from ..enums import Kanal, Status
from ..models import Layanan, Permohonan, Seksi
from ..models.query import berjalan
from ..tenggat import ambang_segera, ambang_terlambat
from ..workflow import ALUR, menunggu
from .masuk import daftar_draf


class DaftarDasar(Daftar):
    petunjuk_cari = "Nomor, nama, atau NIK 16 angka"
    judul = "Permohonan"
    cari_lewat_post = True

    def cari_di(self, qs: Any, q: str) -> Any:
        return cari_nik.saring(qs, q) if cari_nik.tertutup(q) else qs.cari(q)

    def tutup_cari(self, q: str) -> str:
        return cari_nik.tutup(q)

    def tampil_cari(self, q: str) -> str:
        return cari_nik.tampil(self.sumber, q)

    def url_baris(self, objek: Any) -> str:
        return reverse("layanan:kerja", args=[objek.uuid])


def _langkah(p: Permohonan, meja: "DaftarMeja") -> str:
    return next((t.tugas for t in meja.langkah if t.boleh(p, meja.request.user)), "")


class DaftarMeja(DaftarDasar):
    judul = "Menunggu Anda"
    kosong_judul = "Tidak ada yang menunggu Anda"
    kosong_pesan = "Permohonan yang membutuhkan Anda muncul di sini, yang paling mendesak lebih dulu."
    kosong_ikon = "mood-smile"
    ekspor = False
    urut_baku = "janji_selesai"

    request: Permintaan

    def __init__(self, request: Permintaan, sumber: Any, hitung: dict[str, int]) -> None:
        super().__init__(request, sumber)
        self.langkah = [t for t in ALUR.values() if t.maju and request.user.punya(t.hak)]
        tab = [(t.nama, f"{t.tugas} ({hitung[t.nama]})") for t in self.langkah]
        self.saringan = (
            [Saringan("langkah", "Langkah", tab, terapkan=self._pilih, tab=True)] if len(tab) > 1 else []
        )
        self.kolom = [
            Kolom("nomor_registrasi", "Nomor", urut="nomor_registrasi", utama=True),
            Kolom("pemohon_nama", "Pemohon", urut="pemohon_nama"),
            Kolom("layanan.nama", "Layanan", urut="kode_layanan"),
            Kolom(lambda p: _langkah(p, self), "Langkah Anda", kunci="langkah_anda"),
            Kolom("chip_tenggat", "Tenggat", urut="janji_selesai", jenis="chip"),
            Kolom("diajukan_pada", "Diajukan", urut="diajukan_pada", jenis="sejak"),
        ]

    def _pilih(self, qs: QuerySet[Any], nilai: str) -> QuerySet[Any]:
        return qs.filter(menunggu(self.request.user, [ALUR[nilai]]))


def hitung_meja(pengguna: Any) -> dict[str, int]:
    """Counts of the inbox by step, and how many of them are late or nearly so: one query."""
    kini = timezone.now()
    telat = ambang_terlambat(kini)
    hitungan = {t.nama: Count("pk", filter=menunggu(pengguna, [t])) for t in ALUR.values() if t.maju}
    return (
        Permohonan.objects.menunggu(pengguna)
        .order_by()
        .aggregate(
            semua=Count("pk"),
            terlambat=Count("pk", filter=berjalan() & Q(janji_selesai__lt=telat)),
            segera=Count(
                "pk", filter=berjalan() & Q(janji_selesai__gte=telat, janji_selesai__lt=ambang_segera(kini))
            ),
            **hitungan,
        )
    )


@require(Hak.PERMOHONAN_LIHAT)
def meja(request: Permintaan) -> HttpResponseBase:
    hitung = hitung_meja(request.user)
    daftar = DaftarMeja(request, Permohonan.objects.menunggu(request.user).ringkas(), hitung)
    return daftar.respons("layanan/meja.html", {"hitung": hitung, "draf": daftar_draf(request)})


def _pilihan_layanan(request: HttpRequest) -> list[tuple[str, str]]:
    return list(Layanan.objects.terkini().order_by("urutan").values_list("kode", "nama"))


def _pilihan_seksi(request: HttpRequest) -> list[tuple[str, str]]:
    return list(Seksi.objects.order_by("urutan").values_list("kode", "nama"))


def _keadaan(qs: Any, nilai: str) -> Any:
    pilih = {"terlambat": qs.terlambat, "mendekati": qs.mendekati, "tahap": qs.tahap_lewat}
    return pilih.get(nilai, qs.terbuka)()


class DaftarPermohonan(DaftarDasar):
    kosong_judul = "Tidak ada permohonan yang cocok"
    kosong_pesan = "Ubah kata pencarian atau hapus saringannya."
    urut_baku = "-masuk_pada"
    pengikat_urut = ("-pk",)
    kolom = (
        Kolom("nomor_registrasi", "Nomor", urut="nomor_registrasi", utama=True),
        Kolom("pemohon_nama", "Pemohon", urut="pemohon_nama"),
        Kolom("layanan.nama", "Layanan", urut="kode_layanan"),
        Kolom("seksi.kode", "Seksi", urut="seksi_id"),
        Kolom("seksi.nama", "Nama seksi", urut="seksi_id", tampil=False),
        Kolom("pemohon_desa", "Desa/kelurahan", urut="pemohon_desa", tampil=False),
        Kolom("get_kanal_display", "Kanal", tampil=False, kunci="kanal_tampil"),
        Kolom("tanggal_masuk", "Masuk", urut="masuk_pada", jenis="tanggal"),
        Kolom("janji_selesai", "Janji selesai", urut="janji_selesai", jenis="tanggal_jam", tampil=False),
        Kolom("chip_tenggat", "Tenggat", urut="janji_selesai", jenis="chip"),
        Kolom("chip_status", "Status", urut="status", jenis="chip"),
        Kolom("pengajuan_ke", "Pengajuan ke-", jenis="angka", tampil=False),
    )
    saringan = (
        Saringan(
            "keadaan",
            "Keadaan",
            [
                ("terbuka", "Belum selesai"),
                ("mendekati", "Mendekati tenggat"),
                ("tahap", "Tahap lewat"),
                ("terlambat", "Terlambat"),
            ],
            terapkan=_keadaan,
            tab=True,
        ),
        Saringan("status", "Status", Status.choices),
        Saringan("layanan", "Layanan", _pilihan_layanan, bidang="kode_layanan"),
        Saringan("seksi", "Seksi", _pilihan_seksi, bidang="seksi__kode"),
        Saringan("kanal", "Kanal", Kanal.choices),
    )


@require(Hak.PERMOHONAN_LIHAT)
def daftar(request: Permintaan) -> HttpResponseBase:
    return DaftarPermohonan(request, Permohonan.objects.untuk(request.user).ringkas()).respons(
        "layanan/daftar.html"
    )
