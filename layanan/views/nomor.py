"""Buku nomor (agenda surat): every number with what became of it; the pattern; reserved blocks."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah, TidakBerhak
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.lembar_kerja import KolomLembar, Lembar, buku_kerja, respons_unduh

from ..dokumen.pola_nomor import TOKEN, periksa_pola, susun_nomor
from ..enums import KeadaanNomor
from ..forms.nomor import AlasanNomorForm, BlokForm, FormatForm
from ..meja.pencarian import bernomor
from ..meja.tampilan import CHIP_NOMOR, Chip
from ..models import BlokNomor, Dokumen, FormatNomor, NomorSurat
from ..surat import nomor
from ..surat.data import instansi_kini
from ..waktu.jam import hari_ini
from .galat import tandai

CONTOH_URUT = (1, 42, 1234)


def agenda() -> QuerySet[NomorSurat]:
    """The ledger with the letter of each number: one query, whatever the length of the page."""
    surat = Dokumen.objects.filter(buku=OuterRef("buku"), tahun=OuterRef("tahun"), urut=OuterRef("urut"))
    return (
        NomorSurat.objects.select_related("permohonan__layanan", "blok")
        .annotate(
            surat_uuid=Subquery(surat.values("uuid")[:1]),
            surat_status=Subquery(surat.values("status")[:1]),
            surat_penanda=Subquery(surat.values("penanda_nama")[:1]),
        )
        .order_by("-tahun", "buku", "-urut")
    )


def _chip(n: Any) -> Chip:
    if n.surat_status == "dicabut":
        return Chip("Surat dicabut", "bahaya", "ban")
    if n.keadaan == KeadaanNomor.TERPAKAI and n.surat_uuid is None:
        return Chip("Menunggu surat", "peringatan", "clock")
    return CHIP_NOMOR[KeadaanNomor(n.keadaan)]


def _buku(n: NomorSurat) -> str:
    return nomor.nama_buku(n.buku).capitalize() if n.buku == nomor.SURAT else nomor.nama_buku(n.buku)


KOLOM: tuple[tuple[str, Any, float], ...] = (
    ("Tahun", lambda n: n.tahun, 8),
    ("Buku", _buku, 16),
    ("Urut", lambda n: n.urut, 8),
    ("Nomor surat", lambda n: n.nomor, 34),
    ("Tanggal", lambda n: n.tanggal, 13),
    ("Perihal", lambda n: n.permohonan.layanan.nama if n.permohonan else "", 40),
    ("Pemohon", lambda n: n.permohonan.pemohon_nama if n.permohonan else "", 28),
    ("Penanda tangan", lambda n: n.surat_penanda or "", 28),
    ("Keadaan", lambda n: _chip(n).label, 16),
    ("Alasan", lambda n: n.alasan or (n.blok.alasan if n.blok else ""), 36),
)


class DaftarNomor(Daftar):
    judul = "Buku nomor"
    petunjuk_cari = "Nomor surat atau nama pemohon"
    kata = (("nomor",), ("permohonan__pemohon_nama",))
    kosong_judul = "Belum ada nomor"
    kosong_pesan = "Nomor tercatat di sini saat surat ditandatangani atau blok nomor dipesan."
    kosong_ikon = "book"
    urut_baku = "-id"
    per_halaman = 50
    kolom = (
        Kolom(lambda n: n.nomor or f"(nomor {n.urut})", "Nomor", kunci="nomor", utama=True),
        Kolom("urut", "Urut", urut=("tahun", "urut"), jenis="angka"),
        Kolom("tahun", "Tahun", urut=("tahun", "urut")),
        Kolom(_buku, "Buku", kunci="buku"),
        Kolom("tanggal", "Tanggal", urut="tanggal", jenis="tanggal"),
        Kolom(lambda n: n.permohonan.layanan.nama if n.permohonan else "", "Perihal", kunci="perihal"),
        Kolom(lambda n: n.permohonan.pemohon_nama if n.permohonan else "", "Pemohon", kunci="pemohon"),
        Kolom(_chip, "Keadaan", kunci="keadaan", jenis="chip"),
        Kolom(lambda n: n.alasan or (n.blok.alasan if n.blok else ""), "Alasan", kunci="alasan"),
    )

    def __init__(self, request: HttpRequest, sumber: QuerySet[Any], pilihan: dict[str, list[Any]]) -> None:
        super().__init__(request, sumber)
        self.saringan = (
            Saringan("tahun", "Tahun", [(str(t), str(t)) for t in pilihan["tahun"]], bidang="tahun"),
            Saringan("keadaan", "Keadaan", KeadaanNomor.choices, bidang="keadaan"),
            *(
                [Saringan("buku", "Buku", [(b, b) for b in pilihan["buku"]], bidang="buku")]
                if len(pilihan["buku"]) > 1
                else []
            ),
        )

    def cari_tepat(self, q: str) -> list[Q]:
        return [bernomor(q, "permohonan__nomor_registrasi")]

    def url_baris(self, objek: Any) -> str:
        if objek.surat_uuid:
            return reverse("layanan:surat", args=[objek.surat_uuid])
        return reverse("layanan:nomor_rinci", args=[objek.uuid])


@require_GET
@require(Hak.LAPORAN_LIHAT, Hak.LAYANAN_KELOLA)
def buku(request: Permintaan) -> HttpResponseBase:
    pasangan = list(nomor.SeriNomor.objects.filter(buku__startswith=nomor.SURAT).values_list("buku", "tahun"))
    pilihan: dict[str, list[Any]] = {
        "tahun": sorted({t for _, t in pasangan}, reverse=True),
        "buku": sorted({b for b, _ in pasangan}),
    }
    daftar = DaftarNomor(request, agenda(), pilihan)
    if request.GET.get("ekspor") == "xlsx":
        return _xlsx(daftar)
    konteks = {
        "format": nomor.format_pada(hari_ini()),
        "blok": BlokNomor.objects.filter(nomor__keadaan=KeadaanNomor.DIPESAN).distinct()[:5],
        "xlsx": "?" + "&".join(filter(None, (request.GET.urlencode(), "ekspor=xlsx"))),
    }
    return daftar.respons("layanan/nomor/buku.html", konteks)


def _xlsx(daftar: DaftarNomor) -> HttpResponse:
    instansi = instansi_kini()
    lembar = Lembar(
        "Buku nomor",
        kolom=[KolomLembar(label, lebar) for label, _, lebar in KOLOM],
        baris=(
            [ambil(n) for _, ambil, _ in KOLOM] for n in daftar.tersaring.order_by("tahun", "buku", "urut")
        ),
        judul=["BUKU AGENDA NOMOR SURAT", instansi.nama],
    )
    return respons_unduh(buku_kerja([lembar]), nama=f"buku-nomor-{instansi.slug}", akhiran="xlsx")


def _satu(uuid: UUID) -> NomorSurat:
    n = agenda().filter(uuid=uuid).first()
    if n is None:
        raise Http404("Nomor tidak ditemukan.")
    return n


@require_http_methods(["GET", "HEAD", "POST"])
@require(Hak.LAPORAN_LIHAT, Hak.LAYANAN_KELOLA)
def rinci(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One number; the Administrator voids it or says that it is lost, with a reason."""
    n: Any = _satu(uuid)
    boleh = (
        request.user.punya(Hak.LAYANAN_KELOLA) and n.surat_uuid is None and n.keadaan != KeadaanNomor.BATAL
    )
    form = AlasanNomorForm(request.POST or None, hilang=n.keadaan == KeadaanNomor.DIPESAN)
    if request.method == "POST":
        if not request.user.punya(Hak.LAYANAN_KELOLA):
            raise TidakBerhak("Nomor hanya dibatalkan oleh Administrator.")
        if form.is_valid():
            lakukan = nomor.nyatakan_hilang if form.cleaned_data["ke"] == "hilang" else nomor.batalkan
            lakukan(nomor_surat=n, alasan=form.cleaned_data["alasan"], oleh=request.user)
            messages.success(request, f"Nomor {n.urut}/{n.tahun} dicatat {form.cleaned_data['ke']}.")
            return redirect("layanan:nomor")
    konteks = {"n": n, "chip": _chip(n), "buku": _buku(n), "form": form if boleh else None}
    return render(request, "layanan/nomor/rinci.html", konteks, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Hak.LAYANAN_KELOLA, Hak.GANGGUAN_KELOLA)
def blok(request: Permintaan) -> HttpResponse:
    """Reserve consecutive numbers for letters written by hand (Ps 12)."""
    form = BlokForm(request.POST or None, buku=nomor.pilihan_buku(hari_ini()))
    if request.method == "POST" and form.is_valid():
        try:
            dipesan = nomor.pesan_blok(**form.cleaned_data, oleh=request.user)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(
                request, f"{dipesan.jumlah} nomor dipesan: {dipesan.awal} sampai {dipesan.akhir}."
            )
            return redirect("layanan:nomor")
    daftar = BlokNomor.objects.select_related("dibuat_oleh")[:20]
    konteks = {"form": form, "daftar": daftar}
    return render(request, "layanan/nomor/blok.html", konteks, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Hak.LAYANAN_KELOLA)
def ubah_format(request: Permintaan) -> HttpResponse:
    kini = nomor.format_pada(hari_ini())
    awal = {"pola": kini.pola, "cakupan": kini.cakupan, "unit": kini.unit, "mulai": hari_ini()}
    form = FormatForm(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            baru = nomor.ubah_format(**form.cleaned_data, oleh=request.user)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, f"Format nomor baru berlaku mulai {baru.mulai:%d-%m-%Y}.")
            return redirect("layanan:nomor_format")
    konteks = {
        "form": form,
        "kini": kini,
        "riwayat": FormatNomor.objects.select_related("dibuat_oleh")[:20],
        "token": TOKEN.items(),
    } | _contoh(request.POST if form.is_bound else awal)
    return render(request, "layanan/nomor/format.html", konteks, status=422 if form.is_bound else 200)


@require_http_methods(["POST"])
@require(Hak.LAYANAN_KELOLA)
def pratinjau_format(request: Permintaan) -> HttpResponse:
    """The numbers that a pattern would give, while it is typed. Writes nothing."""
    return render(request, "layanan/nomor/_contoh.html", _contoh(request.POST))


def _contoh(isi: Any) -> dict[str, Any]:
    pola, cakupan = str(isi.get("pola", ""))[:120], str(isi.get("cakupan", ""))
    unit = str(isi.get("unit", "")).strip()[:24] or nomor.kode_unit(instansi_kini())
    try:
        periksa_pola(pola, cakupan)
        return {"contoh": [_satu_contoh(pola, urut, unit) for urut in CONTOH_URUT]}
    except MasukanSalah as galat:
        return {"galat_contoh": galat.pesan}


def _satu_contoh(pola: str, urut: int, unit: str) -> str:
    hari = date(hari_ini().year, max(1, urut % 12), 1)
    nilai = {"klasifikasi": "400.9.14", "unit": unit, "seksi": "PEL", "layanan": "KEC-03"}
    return susun_nomor(pola, urut=urut, tanggal=hari, nilai=nilai)
