"""Writes of the complaints. Whoever worked on the complained case may not handle it; PostgreSQL says so too."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import simpan_berkas
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from layanan.meja.orang import jabatan
from layanan.models import Layanan, Permohonan, Seksi
from layanan.surat.nomor import ambil
from layanan.waktu.jam import hari_ini, tanggal_lokal

from . import kabar
from .aturan import tenggat_selesai, tenggat_verifikasi
from .enums import MENANGANI, TERBUKA, Jenis, Kategori, Kerahasiaan, Saluran, StatusAduan
from .models import LampiranPengaduan, Pengaduan, TindakLanjut

BUKU = "pengaduan"
S = StatusAduan


@dataclass(frozen=True, slots=True)
class Pelapor:
    nama: str = ""
    telepon: str = ""
    surel: str = ""


@transaction.atomic
def terima(
    *,
    kategori: str,
    judul: str,
    isi: str,
    kerahasiaan: str = Kerahasiaan.TERBUKA,
    pelapor: Pelapor | None = None,
    permohonan: Permohonan | None = None,
    kode_layanan: str = "",
    lokasi: str = "",
    tanggal_kejadian: date | None = None,
    lampiran: UploadedFile | None = None,
    saluran: str = Saluran.DARING,
    lapor_nomor: str = "",
    oleh: Pengguna | None = None,
) -> Pengaduan:
    """Record a complaint and start its term. An anonymous one keeps neither name nor address."""
    siapa = pelapor or Pelapor()
    if kerahasiaan == Kerahasiaan.ANONIM:
        siapa = Pelapor()
    _periksa_isian(kategori, judul, isi, kerahasiaan, siapa, tanggal_kejadian)
    if kode_layanan and not Layanan.objects.terkini().filter(kode=kode_layanan).exists():
        raise MasukanSalah("Layanan tidak dikenal.", bidang={"kode_layanan": "Pilih dari daftar."})
    kini = timezone.now()
    tahun = tanggal_lokal(kini).year
    a = Pengaduan.objects.create(
        nomor=f"ADU-{tahun}-{ambil(BUKU, tahun):05d}",
        kategori=Kategori(kategori), judul=judul.strip(), isi=isi.strip(), kerahasiaan=Kerahasiaan(kerahasiaan),
        nama=siapa.nama.strip(), telepon=siapa.telepon, surel=siapa.surel,
        permohonan=permohonan, kode_layanan=permohonan.kode_layanan if permohonan else kode_layanan,
        lokasi=lokasi.strip(), tanggal_kejadian=tanggal_kejadian, saluran=Saluran(saluran), petugas_input=oleh,
        diterima_pada=kini, tanggal_masuk=tanggal_lokal(kini), tenggat=tenggat_verifikasi(kini),
        lapor_nomor=lapor_nomor.strip(), lapor_pada=kini if lapor_nomor.strip() else None,
    )  # fmt: skip
    if lampiran is not None:
        berkas = simpan_berkas(unggahan=lampiran, oleh=oleh)
        LampiranPengaduan.objects.create(pengaduan=a, berkas=berkas)
    _tulis(a, Jenis.TERIMA, "", oleh=oleh)
    kabar.kabari_pengelola(a, f"Pengaduan baru {a.nomor}")
    kabar.kabari_pelapor(a, f"Laporan Anda tercatat dengan nomor {a.nomor}.")
    return a


def _periksa_isian(
    kategori: str, judul: str, isi: str, kerahasiaan: str, siapa: Pelapor, kejadian: date | None
) -> None:
    salah = {}
    if kategori not in Kategori.values:
        salah["kategori"] = "Pilih jenis laporan."
    if kerahasiaan not in Kerahasiaan.values:
        salah["kerahasiaan"] = "Pilih salah satu."
    if not judul.strip():
        salah["judul"] = "Tuliskan pokok laporan."
    if len(isi.strip()) < 20:
        salah["isi"] = "Ceritakan sedikit lebih lengkap, paling sedikit 20 huruf."
    if kerahasiaan != Kerahasiaan.ANONIM and not siapa.nama.strip():
        salah["nama"] = "Tuliskan nama, atau pilih tanpa nama."
    if kejadian and kejadian > hari_ini():
        salah["tanggal_kejadian"] = "Tanggal ini belum terjadi."
    if salah:
        raise MasukanSalah("Laporan belum lengkap.", bidang=salah)


def _tulis(
    a: Pengaduan, jenis: Jenis, isi: str, *, oleh: Pengguna | None, terlihat: bool = True
) -> TindakLanjut:
    hak = Hak.PENGADUAN_KELOLA
    if oleh and not oleh.punya(hak):
        hak = Hak.PERMOHONAN_VALIDASI if oleh.punya(Hak.PERMOHONAN_VALIDASI) else Hak.PERMOHONAN_INPUT
    baris = TindakLanjut.objects.create(
        pengaduan=a, jenis=jenis, isi=isi.strip(), terlihat=terlihat, oleh=oleh,
        oleh_nama=oleh.nama if oleh else "", jabatan=jabatan(oleh, hak) if oleh else "",
    )  # fmt: skip
    catat(f"pengaduan.{jenis}", a, oleh=oleh)
    return baris


def boleh_menangani(a: Pengaduan, oleh: Pengguna) -> bool:
    """Manager, or the seksi that it was sent to; and nobody who worked on the case."""
    seksinya = bool(a.seksi and oleh.punya(Hak.PERMOHONAN_VALIDASI) and a.seksi.kode in oleh.seksi())
    return (oleh.punya(Hak.PENGADUAN_KELOLA) or seksinya) and oleh.pk not in a.petugas_terlapor()


def _kunci(
    a: Pengaduan, jenis: Jenis, oleh: Pengguna, dari: frozenset[StatusAduan], *, seksi_boleh: bool = False
) -> Pengaduan:
    """Lock the row and check right, impartiality and state. Raises TidakBerhak or TransisiTidakSah."""
    k = Pengaduan.objects.select_for_update(of=("self",)).select_related("seksi", "permohonan").get(pk=a.pk)
    seksinya = bool(seksi_boleh and k.seksi and k.seksi.kode in oleh.seksi())
    if not (oleh.punya(Hak.PENGADUAN_KELOLA) or (seksinya and oleh.punya(Hak.PERMOHONAN_VALIDASI))):
        raise TidakBerhak("Pengaduan dikelola Sekretaris atau administrator.")
    if jenis in MENANGANI and oleh.pk in k.petugas_terlapor():
        raise TidakBerhak(
            "Anda mengerjakan permohonan yang diadukan, jadi pengaduan ini ditangani orang lain.",
            saran="Bila tidak ada pengelola lain, teruskan ke SP4N-LAPOR.",
        )
    if k.status not in dari:
        raise TransisiTidakSah(f"Pengaduan {k.nomor} sudah berstatus “{k.get_status_display()}”.")
    return k


def _wajib(**isian: str) -> None:
    kosong = {n: "Wajib diisi." for n, teks in isian.items() if not teks.strip()}
    if kosong:
        raise MasukanSalah("Isian belum lengkap.", bidang=kosong)


@transaction.atomic
def verifikasi(
    *,
    pengaduan: Pengaduan,
    kategori: str,
    oleh: Pengguna,
    pengawasan: bool = False,
    seksi: Seksi | None = None,
    catatan: str = "",
) -> Pengaduan:
    """Accept: set class and term (counted from receipt), and send it to a seksi or keep it with the manager."""
    a = _kunci(pengaduan, Jenis.VERIFIKASI, oleh, frozenset({S.DITERIMA, S.DITUNDA}))
    if kategori not in Kategori.values:
        raise MasukanSalah("Jenis tidak dikenal.", bidang={"kategori": "Pilih jenis."})
    a.kategori, a.pengawasan, a.seksi, a.status = kategori, pengawasan, seksi, S.DIPROSES
    a.diverifikasi_pada = a.diverifikasi_pada or timezone.now()
    a.tenggat = tenggat_selesai(a.diterima_pada, kategori, pengawasan=pengawasan)
    a.save(update_fields=["kategori", "pengawasan", "seksi", "status", "diverifikasi_pada", "tenggat"])
    _tulis(a, Jenis.VERIFIKASI, catatan, oleh=oleh, terlihat=False)
    if seksi:
        _tulis(a, Jenis.DISPOSISI, seksi.nama, oleh=oleh)
        kabar.kabari_seksi(a)
    kabar.kabari_pelapor(a, f"Laporan {a.nomor} sudah diverifikasi dan ditindaklanjuti.")
    return a


@transaction.atomic
def disposisi(*, pengaduan: Pengaduan, seksi: Seksi, oleh: Pengguna, instruksi: str = "") -> Pengaduan:
    a = _kunci(pengaduan, Jenis.DISPOSISI, oleh, frozenset({S.DIPROSES}))
    a.seksi = seksi
    a.save(update_fields=["seksi"])
    _tulis(a, Jenis.DISPOSISI, seksi.nama, oleh=oleh)
    if instruksi.strip():
        _tulis(a, Jenis.TINDAK, f"Instruksi: {instruksi.strip()}", oleh=oleh, terlihat=False)
    kabar.kabari_seksi(a)
    return a


@transaction.atomic
def tindak(*, pengaduan: Pengaduan, isi: str, oleh: Pengguna, terlihat: bool = True) -> Pengaduan:
    """Note what was done. The seksi may; the complainant reads it unless it is kept inside."""
    a = _kunci(pengaduan, Jenis.TINDAK, oleh, frozenset({S.DIPROSES, S.DITUNDA}), seksi_boleh=True)
    _wajib(isi=isi)
    _tulis(a, Jenis.TINDAK, isi, oleh=oleh, terlihat=terlihat)
    if not oleh.punya(Hak.PENGADUAN_KELOLA):
        kabar.kabari_pengelola(a, f"Tindak lanjut {a.nomor} ditulis {a.seksi.nama if a.seksi else 'seksi'}")
    return a


@transaction.atomic
def tunda(*, pengaduan: Pengaduan, isi: str, oleh: Pengguna) -> Pengaduan:
    """Ask the complainant for more. The term runs on once they answered."""
    a = _kunci(pengaduan, Jenis.TUNDA, oleh, frozenset({S.DITERIMA, S.DIPROSES}))
    _wajib(isi=isi)
    a.status = S.DITUNDA
    a.save(update_fields=["status"])
    _tulis(a, Jenis.TUNDA, isi, oleh=oleh)
    kabar.kabari_pelapor(a, f"Untuk laporan {a.nomor} kami perlu keterangan Anda: {isi.strip()}")
    return a


@transaction.atomic
def tutup(*, pengaduan: Pengaduan, jawaban: str, oleh: Pengguna) -> Pengaduan:
    """Answer and close."""
    a = _kunci(pengaduan, Jenis.TUTUP, oleh, frozenset({S.DIPROSES}))
    _wajib(jawaban=jawaban)
    return _akhiri(a, S.SELESAI, Jenis.TUTUP, jawaban, oleh)


@transaction.atomic
def bukan_wewenang(*, pengaduan: Pengaduan, jawaban: str, oleh: Pengguna) -> Pengaduan:
    """Not for this office: say whose it is; the way onward is SP4N-LAPOR."""
    a = _kunci(pengaduan, Jenis.BUKAN_WEWENANG, oleh, frozenset({S.DITERIMA, S.DIPROSES}))
    _wajib(jawaban=jawaban)
    return _akhiri(a, S.BUKAN_WEWENANG, Jenis.BUKAN_WEWENANG, jawaban, oleh)


@transaction.atomic
def arsipkan(*, pengaduan: Pengaduan, jawaban: str, oleh: Pengguna) -> Pengaduan:
    """Put aside what is no complaint (a test, the same one twice), with the reason."""
    a = _kunci(pengaduan, Jenis.ARSIP, oleh, frozenset({S.DITERIMA, S.DITUNDA}))
    _wajib(jawaban=jawaban)
    return _akhiri(a, S.DIARSIPKAN, Jenis.ARSIP, jawaban, oleh)


def _akhiri(a: Pengaduan, ke: StatusAduan, jenis: Jenis, jawaban: str, oleh: Pengguna) -> Pengaduan:
    a.status, a.jawaban, a.ditutup_pada, a.tanggal_tutup = ke, jawaban.strip(), timezone.now(), hari_ini()
    a.save(update_fields=["status", "jawaban", "ditutup_pada", "tanggal_tutup"])
    _tulis(a, jenis, jawaban, oleh=oleh)
    kabar.kabari_pelapor(a, f"Laporan {a.nomor} sudah dijawab: {jawaban.strip()}")
    return a


@transaction.atomic
def catat_lapor(*, pengaduan: Pengaduan, nomor: str, oleh: Pengguna) -> Pengaduan:
    """Note the ticket under which SP4N-LAPOR has this complaint. Also officers of the case may: it hands it away."""
    a = _kunci(pengaduan, Jenis.LAPOR, oleh, frozenset(StatusAduan))
    _wajib(nomor=nomor)
    if a.lapor_nomor:
        raise Bentrok(f"Pengaduan ini sudah bernomor tiket SP4N-LAPOR {a.lapor_nomor}.")
    a.lapor_nomor, a.lapor_pada = nomor.strip()[:40], timezone.now()
    try:
        with transaction.atomic():
            a.save(update_fields=["lapor_nomor", "lapor_pada"])
    except IntegrityError as galat:
        kalimat = "Nomor tiket ini sudah dipakai pengaduan lain."
        raise MasukanSalah(kalimat, bidang={"nomor": kalimat}) from galat
    _tulis(a, Jenis.LAPOR, f"Nomor tiket {a.lapor_nomor}", oleh=oleh)
    return a


@transaction.atomic
def beri_keterangan(*, kode: str, isi: str) -> Pengaduan:
    """The complainant adds something, by the code of the ticket; what waited for it goes on."""
    a = Pengaduan.objects.select_for_update(of=("self",)).filter(kode=kode).first()
    if a is None:
        raise MasukanSalah("Kode tidak dikenal.")
    if a.status not in TERBUKA:
        raise TransisiTidakSah("Laporan ini sudah ditutup. Sampaikan laporan baru bila perlu.")
    _wajib(isi=isi)
    if a.status == S.DITUNDA:
        a.status = S.DIPROSES if a.diverifikasi_pada else S.DITERIMA
        kini = timezone.now()
        tenggat: Any = (
            tenggat_selesai(kini, a.kategori, pengawasan=a.pengawasan)
            if a.diverifikasi_pada
            else tenggat_verifikasi(kini)
        )
        a.tenggat = max(a.tenggat, tenggat)
        a.save(update_fields=["status", "tenggat"])
    _tulis(a, Jenis.KETERANGAN, isi, oleh=None)
    kabar.kabari_pengelola(a, f"Pelapor {a.nomor} memberi keterangan")
    return a
