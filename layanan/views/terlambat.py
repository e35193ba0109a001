"""What is late, for those who answer for it: the secretary and the head."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponseBase
from django.utils import timezone

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.permintaan import Permintaan
from inti.ui.daftar import Kolom, Saringan

from ..meja.tampilan import lama_kerja_teks
from ..models import Permohonan
from ..models.query import berjalan
from ..waktu.tahapan import nama_tahap
from ..waktu.tenggat import ambang_terlambat, lama_kerja
from .meja import DaftarDasar


def _lewat_tahap(p: Any) -> str:
    menit = lama_kerja(p.batas_tahap, timezone.now()) if p.batas_tahap else 0
    return lama_kerja_teks(menit) if menit else "–"


def _diteruskan(p: Any) -> str:
    return ", ".join(e.get_tingkat_display() for e in p.eskalasi.all()) or "belum"


def _jenis(qs: Any, nilai: str) -> Any:
    return qs.terlambat() if nilai == "janji" else qs.tahap_lewat()


class DaftarTerlambat(DaftarDasar):
    judul = "Terlambat"
    kosong_judul = "Tidak ada yang terlambat"
    kosong_pesan = "Semua tahap masih dalam batas waktunya."
    kosong_ikon = "mood-smile"
    urut_baku = "janji_selesai"
    kolom = (
        Kolom("nomor_registrasi", "Nomor", urut="nomor_registrasi", utama=True),
        Kolom("layanan.nama", "Layanan"),
        Kolom(lambda p: nama_tahap(p.status, p.layanan), "Tahap", urut="status", kunci="tahap"),
        Kolom(lambda p: p.seksi.nama if p.seksi else "Loket", "Di", urut="seksi__urutan", kunci="di"),
        Kolom(_lewat_tahap, "Lewat batas tahap", urut="batas_tahap", kunci="lewat_tahap"),
        Kolom("chip_tenggat", "Janji", urut="janji_selesai", jenis="chip"),
        Kolom(_diteruskan, "Diteruskan ke", kunci="diteruskan"),
    )
    saringan = (
        Saringan(
            "jenis",
            "Jenis",
            [("janji", "Lewat janji"), ("tahap", "Lewat batas tahap")],
            terapkan=_jenis,
            tab=True,
        ),
    )


@require(Hak.LAPORAN_LIHAT)
def terlambat(request: Permintaan) -> HttpResponseBase:
    batas = ambang_terlambat(timezone.now())
    semua = (
        Permohonan.objects.untuk(request.user)
        .ringkas()
        .filter(berjalan(), Q(janji_selesai__lt=batas) | Q(batas_tahap__lt=batas))
        .prefetch_related("eskalasi")
    )
    return DaftarTerlambat(request, semua).respons("layanan/terlambat.html")
