"""Staff: the result of a period with its charts, the comments, and the downloads."""

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.audit import catat
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.grafik import Grafik
from inti.ui.lembar_kerja import respons_unduh
from layanan.dokumen.susun import susun_pdf
from layanan.models import Layanan
from layanan.surat.data import instansi_kini
from layanan.waktu.jam import hari_ini
from layanan.waktu.periode import Periode, pilihan

from .. import laporan
from ..hitung import Indeks
from ..kuesioner import nama_singkat, nama_unsur
from ..models import Jawaban, RencanaTindakLanjut
from ..rekap import Rekap, rekap, responden, terkecil


def baca_periode(request: HttpRequest) -> Periode:
    """The asked period; this year when none or a wrong one is asked."""
    return Periode.baca(request.GET.get("periode", "")) or Periode.memuat(hari_ini(), "")


def _layanan(request: HttpRequest) -> str:
    return request.GET.get("layanan", "").strip()[:16]


@require_safe
@require(Hak.LAPORAN_LIHAT, Hak.PENGADUAN_KELOLA)
def hasil(request: Permintaan) -> HttpResponse:
    r = rekap(baca_periode(request), _layanan(request))
    konteks = {
        "r": r,
        "pilihan_periode": pilihan(hari_ini()),
        "pilihan_layanan": [(b.kode, b.nama) for b in r.per_layanan if b.cukup],
        "grafik_unsur": _grafik_unsur(r.indeks) if r.cukup else None,
        "grafik_tren": _grafik_tren(r),
        "terkecil": terkecil(),
        "rencana": RencanaTindakLanjut.objects.filter(periode=r.periode.kode),
        "kelola": request.user.punya(Hak.PENGADUAN_KELOLA),
    }
    return render(request, "skm/hasil.html", konteks)


def _grafik_unsur(i: Indeks) -> Grafik:
    nilai = [float(u.nrr) if u.nrr is not None else None for u in i.unsur]
    rendah = i.terendah
    return Grafik(
        id="skm-unsur", judul="Nilai rata-rata per unsur", jenis="batang_datar", satuan="skala 1–4", tinggi="besar",
        kategori=[nama_singkat(u.kode) for u in i.unsur], seri={"NRR": nilai}, kepala_kategori="Unsur",
        catatan=f"Terendah: {nama_unsur(rendah.kode)}." if rendah else "",
    )  # fmt: skip


def _grafik_tren(r: Rekap) -> Grafik:
    nilai = [float(i.ikm) if i.ikm is not None and i.responden >= terkecil() else None for _, i in r.tren]
    return Grafik(
        id="skm-tren", judul="Indeks per bulan", jenis="garis", satuan="IKM 25–100", kepala_kategori="Bulan",
        kategori=[p.singkat for p, _ in r.tren], seri={"IKM": nilai},
        catatan=f"Bulan dengan kurang dari {terkecil()} jawaban tidak digambar.",
    )  # fmt: skip


def _saring_periode(qs: Any, kode: str) -> Any:
    p = Periode.baca(kode)
    return qs.filter(bulan__range=(p.awal, p.akhir)) if p else qs


def _pilihan_periode(request: HttpRequest) -> list[tuple[str, str]]:
    return [satu for _, daftar in pilihan(hari_ini()) for satu in daftar]


class DaftarSaran(Daftar):
    """Comments. The service is named only where its month has enough answers."""

    judul = "Saran responden"
    kosong_judul = "Belum ada saran"
    kosong_pesan = "Saran muncul di sini setelah pemohon mengisi survei."
    urut_baku = "-bulan"
    pengikat_urut = ("pk",)
    saringan = (Saringan("periode", "Periode", _pilihan_periode, terapkan=_saring_periode),)

    def __init__(self, request: Permintaan, sumber: Any) -> None:
        super().__init__(request, sumber)
        self.nama = dict(Layanan.objects.terkini().values_list("kode", "nama"))
        self.sebulan = lru_cache(lambda bulan: responden(bulan, bulan))
        self.kolom = [
            Kolom("saran", "Saran", utama=True),
            Kolom(self._layanan, "Layanan", kunci="layanan"),
            Kolom(lambda j: Periode.memuat(j.bulan, "B").nama, "Bulan", urut="bulan", kunci="bulan_jawaban"),
        ]

    def _layanan(self, j: Jawaban) -> str:
        cukup = self.sebulan(j.bulan).get((j.bulan, j.kode_layanan), 0) >= terkecil()
        return self.nama.get(j.kode_layanan, j.kode_layanan) if cukup else "tidak ditampilkan"


@require_safe
@require(Hak.LAPORAN_LIHAT, Hak.PENGADUAN_KELOLA)
def saran(request: Permintaan) -> HttpResponseBase:
    return DaftarSaran(request, Jawaban.objects.exclude(saran="")).respons("skm/saran.html")


@require_safe
@require(Hak.LAPORAN_LIHAT, Hak.PENGADUAN_KELOLA)
def unduh(request: Permintaan, akhiran: str) -> HttpResponse:
    """The report of a period: pdf (with letterhead), xlsx (summary and raw answers), csv (raw answers)."""
    r = rekap(baca_periode(request), _layanan(request))
    if akhiran == "pdf":
        rencana = list(RencanaTindakLanjut.objects.filter(periode=r.periode.kode))
        isi = susun_pdf("laporan", laporan.data_pdf(r, rencana, instansi_kini()))
    elif akhiran == "xlsx":
        isi = laporan.xlsx(r, instansi_kini().nama)
    elif akhiran == "csv":
        isi = laporan.csv(r)
    else:
        raise Http404
    catat("skm.unduh", None, oleh=request.user, periode=r.periode.nama, bentuk=akhiran)
    return respons_unduh(isi, nama=f"skm-{r.periode.kode}", akhiran=akhiran)
