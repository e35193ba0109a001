"""The page for Camat and Sekcam: figures with their definitions, charts with their tables, and the way to the rows."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.audit import catat
from inti.permintaan import Permintaan
from inti.ui.grafik import Grafik
from inti.ui.lembar_kerja import respons_unduh
from layanan.surat.data import instansi_kini
from layanan.waktu.jam import hari_ini
from layanan.waktu.periode import pilihan

from .. import berkas
from ..definisi import DEFINISI, arti
from ..hitung import Ringkasan, ringkas
from ..saringan import Acuan, Saringan
from ..sebaran import jam_menit

DESA_TAMPIL = 15
DASAR_BANDING = 20
"""Cases of the period before from which a change in per cent says something."""


def konteks_saring(s: Saringan, acuan: Acuan) -> dict[str, Any]:
    """What the filter form needs."""
    return {
        "s": s,
        "judul_saring": s.judul(acuan),
        "pilihan_periode": pilihan(hari_ini()),
        "pilihan_layanan": list(acuan.layanan.items()),
        "pilihan_seksi": list(acuan.seksi.items()),
    }


@require_safe
@require(Hak.LAPORAN_LIHAT)
def ringkasan(request: Permintaan) -> HttpResponse:
    acuan = Acuan.baca()
    s = Saringan.dari(request.GET, acuan)
    r = ringkas(s, acuan)
    konteks = konteks_saring(s, acuan) | {
        "r": r,
        "ubin": _ubin(r),
        "grafik": _grafik(r),
        "definisi": list(DEFINISI.values()),
        "layanan": [
            (nama, a, s_layanan.url(reverse("laporan:register")), s_layanan)
            for k, nama, a in r.per_layanan
            for s_layanan in [Saringan(s.periode, k, s.seksi)]
        ],
        "tahap": [(t, jam_menit(t.median), jam_menit(t.p90)) for t in r.tahap],
        "petugas": r.petugas[:25],
        "berjalan": s.periode.akhir >= hari_ini(),
    }
    return render(request, "laporan/ringkasan.html", konteks)


def _ubin(r: Ringkasan) -> list[dict[str, Any]]:
    """Tiles: label, figure, change against the period before, definition, and the list behind it."""
    register = reverse("laporan:register")
    hasil = []
    for kunci, baik, nada in (
        ("masuk", None, ""), ("selesai", True, ""), ("tepat", True, ""), ("median", False, ""), ("penolakan", False, ""),
        ("kembali", None, ""), ("terbuka", None, ""), ("terlambat", False, "bahaya"), ("belum_diambil", None, "peringatan"),
    ):  # fmt: skip
        kini, dulu = getattr(r.kini, kunci), getattr(r.dulu, kunci)
        sekarang = kunci in ("terbuka", "terlambat", "belum_diambil")  # states of today: no change to compare
        isi = {"tepat": "tepat", "median": "selesai"}.get(kunci, kunci)
        hasil.append(
            {
                "label": DEFINISI[kunci][0],
                "nilai": berkas.teks_ukuran(r.kini, kunci),
                "delta": None if sekarang else _delta(kunci, kini, dulu),
                "satuan": "poin" if kunci == "tepat" else "%",
                "baik": baik,
                "nada": nada if kini else "",
                "catatan": arti(kunci),
                "url": r.saringan.url(register, isi=isi),
            }
        )
    return hasil


def _delta(kunci: str, kini: Any, dulu: Any) -> float | None:
    """Change against the period before; None where that one is too small to compare with."""
    if kini is None or not dulu or (kunci not in ("tepat", "median") and dulu < DASAR_BANDING):
        return None
    return round(kini - dulu, 1) if kunci == "tepat" else round(100 * (kini - dulu) / dulu, 1)


def _grafik(r: Ringkasan) -> dict[str, Grafik]:
    tren = [(p, a) for p, a in r.tren if p.awal <= hari_ini()]
    bulan = [p.singkat for p, _ in tren]
    desa = r.per_desa[:DESA_TAMPIL]
    lain = sum(n for _, n in r.per_desa[DESA_TAMPIL:])
    hasil = {
        "tren": Grafik(
            id="lap-tren", judul="Masuk dan selesai per bulan", jenis="batang", satuan="permohonan", kepala_kategori="Bulan",
            kategori=bulan, seri={"Masuk": [a.masuk for _, a in tren], "Selesai": [a.selesai for _, a in tren]},
        ),
        "tepat": Grafik(
            id="lap-tepat", judul="Tepat waktu per bulan", jenis="garis", satuan="persen dari yang selesai", maks=100,
            kepala_kategori="Bulan", kategori=bulan,
            seri={"Tepat waktu": [round(a.tepat, 1) if a.tepat is not None else None for _, a in tren]},
        ),
        "desa": Grafik(
            id="lap-desa", judul="Asal pemohon", jenis="batang_datar", satuan="permohonan masuk",
            tinggi="besar" if len(desa) > 10 else "sedang",
            kepala_kategori="Desa/kelurahan", kategori=[d or "Tidak disebut" for d, _ in desa] + (["Lainnya"] if lain else []),
            seri={"Masuk": [n for _, n in desa] + ([lain] if lain else [])},
        ),
        "kanal": Grafik(
            id="lap-kanal", judul="Kanal", jenis="batang_datar", satuan="permohonan masuk", tinggi="kecil",
            kepala_kategori="Kanal", kategori=[n for _, n, _ in r.per_kanal], seri={"Masuk": [j for _, _, j in r.per_kanal]},
        ),
    }  # fmt: skip
    if r.alasan:
        hasil["alasan"] = Grafik(
            id="lap-alasan", judul="Penolakan menurut alasan", jenis="batang_datar",
            tinggi="kecil" if len(r.alasan) < 4 else "sedang", satuan="penolakan", kepala_kategori="Alasan",
            kategori=[n for _, n, _ in r.alasan], seri={"Penolakan": [j for _, _, j in r.alasan]},
        )  # fmt: skip
    return hasil


@require_safe
@require(Hak.LAPORAN_LIHAT)
def rekap(request: Permintaan, bentuk: str) -> HttpResponse:
    """The recap as file: pdf or xlsx."""
    if bentuk not in ("pdf", "xlsx"):
        raise Http404
    acuan = Acuan.baca()
    s = Saringan.dari(request.GET, acuan)
    r = ringkas(s, acuan)
    buat = berkas.pdf_rekap if bentuk == "pdf" else berkas.xlsx_rekap
    isi = buat(r, instansi_kini())
    catat("laporan.unduh", None, oleh=request.user, nama=f"rekap {s.judul(acuan)} ({bentuk})")
    return respons_unduh(isi, nama=f"rekap-{s.periode.kode}", akhiran=bentuk)
