"""Menu entries of the service desk."""

from typing import Any

from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir, Hitungan


def _jumlah_menunggu(request: HttpRequest) -> Hitungan:
    from .models import Permohonan

    pengguna: Any = request.user
    return Permohonan.objects.menunggu(pengguna)


def _jumlah_ttd(request: HttpRequest) -> Hitungan:
    from .surat.antrean_ttd import menunggu_ttd

    pengguna: Any = request.user
    return menunggu_ttd(pengguna) if pengguna.berperan("penanggung_jawab") else 0


MENU = [
    Butir(
        situs="instansi", label="Meja saya", ikon="inbox", url_name="layanan:meja", hak=Hak.PERMOHONAN_LIHAT, urutan=10,
        hitung=_jumlah_menunggu, kelompok="Layanan", kata_kunci="kotak masuk antrean menunggu",
    ),
    Butir(
        situs="instansi", label="Tanda tangan", ikon="signature", url_name="layanan:ttd_masuk",
        hak=Hak.PERMOHONAN_TANDATANGAN, urutan=10, hitung=_jumlah_ttd, kelompok="Layanan",
        kata_kunci="menunggu tanda tangan saya tte bsre",
    ),
    Butir(
        situs="instansi", label="Setelan tanda tangan", ikon="certificate", url_name="layanan:ttd_setelan",
        hak=Hak.LAYANAN_KELOLA, urutan=78, kelompok="Pengaturan", kata_kunci="bsre pelimpahan an ub basah",
    ),
    Butir(
        situs="instansi", label="Papan seksi", ikon="columns", url_name="layanan:papan", hak=Hak.PERMOHONAN_LIHAT,
        urutan=11, kelompok="Layanan", kata_kunci="distribusi beban umur jabatan kosong",
    ),
    Butir(
        situs="instansi", label="Pengaturan alur", ikon="adjustments", url_name="layanan:pengaturan_alur",
        hak=Hak.LAYANAN_KELOLA, urutan=61, kelompok="Pengaturan", kata_kunci="alasan penolakan batas distribusi otomatis klaim",
    ),
    Butir(
        situs="instansi", label="Permohonan baru", ikon="file-plus", url_name="layanan:pilih",
        hak=Hak.PERMOHONAN_INPUT, urutan=11, kelompok="Layanan", kata_kunci="input daftar loket",
    ),
    Butir(
        situs="instansi", label="Semua permohonan", ikon="files", url_name="layanan:daftar", hak=Hak.PERMOHONAN_LIHAT,
        urutan=12, kelompok="Layanan", kata_kunci="cari register buku",
    ),
    Butir(
        situs="instansi", label="Terlambat", ikon="alert-circle", url_name="layanan:terlambat", hak=Hak.LAPORAN_LIHAT,
        urutan=13, kelompok="Layanan", kata_kunci="eskalasi tenggat lewat janji",
    ),
    Butir(
        situs="instansi", label="Jam dan hari kerja", ikon="calendar-event", url_name="layanan:waktu",
        hak=Hak.PERMOHONAN_LIHAT, urutan=60, kelompok="Pengaturan", kata_kunci="libur kalender cuti bersama jam buka",
    ),
    Butir(situs="instansi", label="Layanan", ikon="list", url_name="layanan:beranda", urutan=1, tempat="publik"),
    Butir(situs="instansi", label="Lacak permohonan", ikon="search", url_name="layanan:lacak", urutan=2, tempat="publik"),
    Butir(
        situs="instansi", label="Templat surat", ikon="file-text", url_name="layanan:templat",
        hak=Hak.LAYANAN_KELOLA, urutan=46, kelompok="Layanan", kata_kunci="naskah kop tembusan lampiran",
    ),
    Butir(
        situs="instansi", label="Buku nomor", ikon="book", url_name="layanan:nomor",
        hak=(Hak.LAPORAN_LIHAT, Hak.LAYANAN_KELOLA), urutan=45, kelompok="Layanan",
        kata_kunci="agenda surat keluar penomoran blok format",
    ),
    Butir(
        situs="instansi", label="Periksa surat", ikon="qrcode", url_name="layanan:verifikasi_awal", urutan=3,
        tempat="publik",
    ),
]  # fmt: skip
