"""The desk: what waits for the person who looks, oldest promise first. And the list of everything they may see."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from inti.akun.akses import require
from inti.akun.hak import Hak, label_peran
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui import format
from inti.ui.daftar import Daftar, Kolom, Saringan

from .. import actions
from ..actions.meja import PENGATUR
from ..enums import Kanal, Status
from ..forms.tindakan import BerhalanganForm
from ..meja.kotak import Tab, hitung_meja, tab_meja
from ..meja.papan import jabatan_sekretaris, perlu_tahu_sekretaris, susun_papan
from ..meja.tampilan import Chip
from ..models import Berhalangan, Layanan, Permohonan, Seksi
from ..pemohon import cari_nik
from ..surat.data import instansi_kini
from ..waktu.jam import hari_ini
from ..workflow import ALUR
from .galat import tandai
from .masuk import daftar_draf


class DaftarDasar(Daftar):
    petunjuk_cari = "Nomor, nama, atau NIK 16 angka"
    judul = "Permohonan"
    cari_lewat_post = True

    def cari_di(self, qs: Any, q: str) -> Any:
        if cari_nik.tertutup(q):
            return cari_nik.saring(qs, q)
        hasil, self.banyak = qs.cari_banyak(q)
        return hasil

    def tutup_cari(self, q: str) -> str:
        return cari_nik.tutup(q)

    def tampil_cari(self, q: str) -> str:
        return cari_nik.tampil(self.sumber, q)

    def url_baris(self, objek: Any) -> str:
        return reverse("layanan:kerja", args=[objek.uuid])


def _langkah(p: Permohonan, meja: "DaftarMeja") -> str:
    """What this person does next; of a file that does not wait for them, who has it."""
    t = next((t for t in meja.langkah if t.boleh(p, meja.request.user)), None)
    if t is not None:
        return f"{t.tugas}, untuk Anda" if p.petugas_id == meja.request.user.pk else t.tugas
    if p.status == Status.DITOLAK:
        return (
            f"Pemohon, batas {format.tanggal_pendek(p.batas_perbaikan)}" if p.batas_perbaikan else "Pemohon"
        )
    return f"Dipegang {p.klaim_oleh.nama}" if p.pemegang_klaim else ""


def _ganda(p: Permohonan) -> Chip | None:
    """A notice, not a refusal: the same person may well need the same service twice (a new letter for another school)."""
    return Chip("Mungkin ganda", "peringatan", "copy") if p.ganda else None  # type: ignore[attr-defined]


class DaftarMeja(DaftarDasar):
    judul = "Menunggu Anda"
    kosong_judul = "Tidak ada yang menunggu Anda"
    kosong_pesan = "Permohonan yang membutuhkan Anda muncul di sini, yang paling mendesak lebih dulu."
    kosong_ikon = "mood-smile"
    ekspor = False
    urut_baku = "janji_selesai"

    request: Permintaan

    def __init__(self, request: Permintaan, tab: list[Tab], hitung: dict[str, int]) -> None:
        dipilih = request.GET.get("langkah", "")
        self.tab = {t.kunci: t for t in tab}
        luar = dipilih in self.tab and not self.tab[dipilih].tugas
        sumber = Permohonan.objects.untuk(request.user) if luar else Permohonan.objects.menunggu(request.user)
        sumber = sumber.ringkas().select_related("layanan", "seksi", "klaim_oleh")
        if request.user.punya(Hak.PERMOHONAN_VERIFIKASI):
            sumber = sumber.bertanda_ganda()
        super().__init__(request, sumber)
        self.langkah = [t for t in ALUR.values() if t.maju and request.user.punya(t.hak)]
        pilihan = [
            (t.kunci, f"{t.label} ({hitung[t.kunci]})") for t in tab if t.tetap or hitung[t.kunci] or t.kunci == dipilih
        ]  # fmt: skip
        self.saringan = (
            [Saringan("langkah", "Langkah", pilihan, terapkan=self._pilih, tab=True)]
            if len(pilihan) > 1
            else []
        )
        self.kolom = [
            Kolom("nomor_registrasi", "Nomor", urut="nomor_registrasi", utama=True),
            Kolom("pemohon_nama", "Pemohon", urut="pemohon_nama"),
            Kolom("layanan.nama", "Layanan", urut="kode_layanan"),
            *(self._kolom_loket() if request.user.punya(Hak.PERMOHONAN_VERIFIKASI) else []),
            Kolom(lambda p: _langkah(p, self), "Langkah Anda", kunci="langkah_anda"),
            Kolom("chip_tenggat", "Tenggat", urut="janji_selesai", jenis="chip"),
            Kolom("diajukan_pada", "Diajukan", urut="diajukan_pada", jenis="sejak"),
        ]

    def _kolom_loket(self) -> list[Kolom]:
        """What the front office needs before it opens a file: where it came from, and whether it was sent twice."""
        return [
            Kolom("get_kanal_display", "Kanal", kunci="kanal_tampil"),
            Kolom(_ganda, "Perhatian", kunci="ganda", jenis="chip"),
        ]

    def _pilih(self, qs: QuerySet[Any], nilai: str) -> QuerySet[Any]:
        return qs.filter(self.tab[nilai].q)


@require(Hak.PERMOHONAN_LIHAT)
def meja(request: Permintaan) -> HttpResponseBase:
    tab = tab_meja(request.user)
    hitung = hitung_meja(request.user, tab)
    daftar = DaftarMeja(request, tab, hitung)
    konteks = {"hitung": hitung, "draf": daftar_draf(request)}
    if perlu_tahu_sekretaris(request.user):
        konteks |= _sekretaris(request)
    return daftar.respons("layanan/meja.html", konteks)


def _sekretaris(request: Permintaan) -> dict[str, Any]:
    jenis = instansi_kini().jenis
    return {
        "sekretaris": jabatan_sekretaris(request.user),
        "jabatan_sekretaris": label_peran("koordinator", jenis),
        "jabatan_pengganti": label_peran("administrator", jenis),
    }


@require(Hak.PERMOHONAN_LIHAT)
def papan(request: Permintaan) -> HttpResponse:
    return layar_papan(request)


def layar_papan(request: Permintaan, form: BerhalanganForm | None = None) -> HttpResponse:
    """`form`: the absence that was refused."""
    saya = request.GET.get("untuk") == "saya"
    sekretaris = _sekretaris(request)
    kosong = sekretaris["sekretaris"] is not None and sekretaris["sekretaris"].kosong
    konteks = sekretaris | {
        "kolom": susun_papan(request.user, milik_saya=saya),
        "milik_saya": saya,
        "pengganti": sekretaris["jabatan_pengganti" if kosong else "jabatan_sekretaris"],
        "berhalangan": Berhalangan.objects.filter(selesai__gte=hari_ini()).select_related(
            "pengguna", "pengganti"
        ),
        "mengatur": request.user.berperan(*PENGATUR),
        "form_berhalangan": form or BerhalanganForm(oleh=request.user),
    }
    return render(request, "layanan/papan.html", konteks, status=422 if form is not None else 200)


@require_POST
@require(Hak.PERMOHONAN_LIHAT)
def berhalangan(request: Permintaan) -> HttpResponse:
    form = BerhalanganForm(request.POST, oleh=request.user)
    if not form.is_valid():
        return layar_papan(request, form)
    try:
        actions.catat_berhalangan(oleh=request.user, **form.cleaned_data)
    except MasukanSalah as galat:
        tandai(form, galat)
        return layar_papan(request, form)
    messages.success(
        request,
        "Ketidakhadiran dicatat; pada hari-hari itu tugasnya beralih ke seksi atau penggantinya.",
    )
    return redirect("layanan:papan")


@require_POST
@require(Hak.PERMOHONAN_LIHAT)
def hadir(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take the note of an absence back."""
    actions.hapus_berhalangan(berhalangan=get_object_or_404(Berhalangan, uuid=uuid), oleh=request.user)
    messages.success(request, "Catatan ketidakhadiran dihapus.")
    return redirect("layanan:papan")


def _pilihan_layanan(request: HttpRequest) -> list[tuple[str, str]]:
    return list(Layanan.objects.terkini().order_by("urutan").values_list("kode", "nama"))


def _pilihan_seksi(request: HttpRequest) -> list[tuple[str, str]]:
    return list(Seksi.objects.order_by("urutan").values_list("kode", "nama"))


def _berpetugas(qs: Any, nilai: str) -> Any:
    return qs.filter(petugas__isnull=nilai == "tidak")


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
        Saringan(
            "berpetugas", "Petugas", [("ya", "Ditunjuk"), ("tidak", "Belum ditunjuk")], terapkan=_berpetugas
        ),
    )


@require(Hak.PERMOHONAN_LIHAT)
def daftar(request: Permintaan) -> HttpResponseBase:
    return DaftarPermohonan(request, Permohonan.objects.untuk(request.user).ringkas()).respons(
        "layanan/daftar.html"
    )
