"""The register of complaints, and what is keyed into SP4N-LAPOR, as workbook or CSV."""

from collections.abc import Iterator
from typing import Any

from inti.ui.lembar_kerja import KolomLembar, Lembar, berkas_csv, buku_kerja
from layanan.models import Layanan

from .aturan import aturan
from .enums import Kerahasiaan
from .models import Pengaduan

KOLOM = [
    KolomLembar("Nomor", 18), KolomLembar("Diterima", 18), KolomLembar("Saluran", 14), KolomLembar("Jenis", 20),
    KolomLembar("Berkadar pengawasan", 14), KolomLembar("Pelapor", 26), KolomLembar("Layanan", 34),
    KolomLembar("Nomor registrasi", 20), KolomLembar("Pokok laporan", 44), KolomLembar("Tempat", 22), KolomLembar("Seksi", 28),
    KolomLembar("Keadaan", 24), KolomLembar("Tenggat", 18), KolomLembar("Ditutup", 18), KolomLembar("Tepat waktu", 12),
    KolomLembar("Tiket SP4N-LAPOR", 20), KolomLembar("Jawaban", 60),
]  # fmt: skip
KOLOM_LAPOR = [
    KolomLembar("Klasifikasi", 22), KolomLembar("Judul laporan", 40), KolomLembar("Isi laporan", 80),
    KolomLembar("Tanggal kejadian", 16), KolomLembar("Lokasi kejadian", 24), KolomLembar("Instansi tujuan", 34),
    KolomLembar("Kategori", 34), KolomLembar("Anonim", 10), KolomLembar("Rahasia", 10), KolomLembar("Nama pelapor", 26),
    KolomLembar("Telepon", 18), KolomLembar("Surel", 28), KolomLembar("Nomor kami", 18), KolomLembar("Jumlah lampiran", 12),
]  # fmt: skip


def _nama_layanan() -> dict[str, str]:
    return dict(Layanan.objects.terkini().values_list("kode", "nama"))


def baris_register(qs: Any, pengguna: Any) -> Iterator[list[Any]]:
    nama = _nama_layanan()
    a: Pengaduan
    for a in qs.select_related("permohonan", "seksi"):
        yield [
            a.nomor, a.diterima_pada, a.get_saluran_display(), a.get_kategori_display(), a.pengawasan,
            a.pelapor_untuk(pengguna), nama.get(a.kode_layanan, a.kode_layanan),
            a.permohonan.nomor_registrasi if a.permohonan else "", a.judul, a.lokasi, a.seksi.nama if a.seksi else "",
            a.get_status_display(), a.tenggat, a.ditutup_pada, a.tepat_waktu, a.lapor_nomor, a.jawaban,
        ]  # fmt: skip


def baris_lapor(qs: Any, instansi: str) -> Iterator[list[Any]]:
    """In the order of the form of SP4N-LAPOR; what has a ticket there is left out."""
    nama, kelas = _nama_layanan(), aturan()["kelas_lapor"]
    a: Pengaduan
    for a in qs.filter(lapor_nomor="").prefetch_related("lampiran"):
        yield [
            kelas[a.kategori], a.judul, a.isi, a.tanggal_kejadian, a.lokasi, instansi,
            nama.get(a.kode_layanan, a.kode_layanan), a.kerahasiaan == Kerahasiaan.ANONIM,
            a.kerahasiaan == Kerahasiaan.RAHASIA, a.nama, a.telepon, a.surel, a.nomor, len(a.lampiran.all()),
        ]  # fmt: skip


def register(qs: Any, pengguna: Any, akhiran: str, judul: list[str]) -> tuple[bytes, int]:
    baris = list(baris_register(qs, pengguna))
    if akhiran == "csv":
        return berkas_csv(KOLOM, baris), len(baris)
    return buku_kerja([Lembar("Register", KOLOM, baris, judul)]), len(baris)


def untuk_lapor(qs: Any, instansi: str) -> tuple[bytes, int]:
    baris = list(baris_lapor(qs, instansi))
    judul = ["Pengaduan yang belum bernomor tiket SP4N-LAPOR", instansi]
    return buku_kerja([Lembar("SP4N-LAPOR", KOLOM_LAPOR, baris, judul)]), len(baris)
