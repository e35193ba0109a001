"""Believable complaints for the demonstration, in every state, some of them about a permohonan."""

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from inti.akun.models import Pengguna
from layanan.enums import Status
from layanan.models import Permohonan, Seksi, SeriNomor
from layanan.waktu.jam import tanggal_lokal, zona_waktu
from layanan.waktu.tenggat import hari_kerja

from .actions import BUKU
from .aturan import tenggat_selesai, tenggat_verifikasi
from .enums import Jenis, Kerahasiaan, Saluran, StatusAduan
from .models import Pengaduan, TindakLanjut, petugas_perkara

S = StatusAduan
LAPORAN = (
    (
        "pengaduan",
        "Antrean di loket terlalu lama",
        "Saya menunggu sejak pukul delapan dan baru dipanggil pukul sebelas. Mohon nomor antrean diurutkan.",
    ),
    (
        "pengaduan",
        "Diminta fotokopi yang tidak ada di daftar syarat",
        "Petugas meminta fotokopi akta padahal tidak tertulis di laman. Saya harus pulang lagi.",
    ),
    (
        "pengaduan",
        "Surat salah menulis nama",
        "Nama saya pada surat keterangan tertulis salah satu huruf, mohon diperbaiki tanpa mengulang dari awal.",
    ),
    (
        "pengaduan",
        "Petugas kurang ramah",
        "Saat bertanya syarat, petugas menjawab sambil bermain telepon. Mohon diberi pembinaan.",
    ),
    (
        "aspirasi",
        "Usul buka loket hari Sabtu",
        "Banyak warga bekerja di kebun pada hari kerja. Setengah hari pada hari Sabtu sudah sangat membantu.",
    ),
    (
        "aspirasi",
        "Tempat parkir untuk sepeda motor roda tiga",
        "Warga difabel kesulitan memarkir kendaraan roda tiga di depan kantor.",
    ),
    (
        "permintaan",
        "Kapan layanan keliling ke desa kami",
        "Mohon jadwal layanan keliling bulan depan untuk desa kami.",
    ),
    (
        "permintaan",
        "Syarat pindah datang dari luar kabupaten",
        "Saya akan pindah bersama keluarga. Apa saja yang harus kami siapkan dari desa asal?",
    ),
    (
        "pengaduan",
        "Lampu ruang tunggu padam",
        "Sudah tiga hari lampu ruang tunggu padam sehingga sulit membaca formulir.",
    ),
    (
        "pengaduan",
        "Diminta uang untuk mempercepat surat",
        "Seseorang di depan kantor menawarkan jasa mempercepat surat dengan membayar. Mohon ditertibkan.",
    ),
)
JAWABAN = (
    "Terima kasih. Kami sudah menambah satu petugas pada jam sibuk dan memasang nomor antrean di layar.",
    "Kami mohon maaf. Petugas sudah diingatkan bahwa syarat di luar daftar tidak boleh diminta.",
    "Perbaikan sudah selesai. Surat pengganti dapat diambil di loket tanpa biaya.",
    "Usul ini kami bahas dalam rapat bulanan dan mulai dicoba bulan depan.",
    "Jadwal dan syaratnya kami kirim ke nomor Anda dan kami pasang di laman.",
)
NAMA = ("Rahmah", "Sulaiman", "Hj. Norhayati", "Ahmad Yani", "Siti Aminah", "Jumadi", "Fitriani", "M. Arsyad")
TERBUKA = (S.DITERIMA, S.DIPROSES, S.DIPROSES, S.DITUNDA, S.DITERIMA)
AKHIR = {S.SELESAI: Jenis.TUTUP, S.BUKAN_WEWENANG: Jenis.BUKAN_WEWENANG, S.DIARSIPKAN: Jenis.ARSIP}


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna],
) -> None:
    """Some thirty complaints of a year; every state occurs."""
    if Pengaduan.objects.exists():
        return
    seksi = list(Seksi.objects.all())
    selesai = list(Permohonan.objects.filter(status=Status.SELESAI).order_by("-masuk_pada")[:200])
    zona = zona_waktu()
    hari = sorted(
        h for h in (sampai - timedelta(days=acak.randint(25, 350)) for _ in range(26)) if hari_kerja(h)
    )
    rencana: list[tuple[date, StatusAduan]] = [
        (h, acak.choices([S.SELESAI, S.BUKAN_WEWENANG, S.DIARSIPKAN], [8, 1, 1])[0]) for h in hari
    ]
    kerja = [h for n in range(1, 20) if hari_kerja(h := sampai - timedelta(days=n))]
    rencana += list(zip(kerja, TERBUKA, strict=False))
    rencana.sort()
    semua: list[Pengaduan] = []
    urut: dict[int, int] = {}
    for h, status in rencana:
        urut[h.year] = urut.get(h.year, 0) + 1
        saat = datetime.combine(h, time(8), zona) + timedelta(minutes=acak.randint(5, 420))
        semua.append(_aduan(acak, saat, status, urut[h.year], seksi, selesai))
    Pengaduan.objects.bulk_create(semua)
    SeriNomor.objects.bulk_create(
        [SeriNomor(buku=BUKU, tahun=t, terakhir=n) for t, n in urut.items()], ignore_conflicts=True
    )
    TindakLanjut.objects.bulk_create([b for a in semua for b in _riwayat(acak, a, orang)])


def _aduan(
    acak: random.Random,
    saat: datetime,
    status: StatusAduan,
    urut: int,
    seksi: list[Seksi],
    selesai: list[Permohonan],
) -> Pengaduan:
    kategori, judul, isi = acak.choice(LAPORAN)
    rahasia = acak.choices(list(Kerahasiaan), [5, 3, 2])[0]
    pengawasan = "uang" in judul or "ramah" in judul
    terverifikasi = status in (S.DIPROSES, S.SELESAI, S.BUKAN_WEWENANG)
    tenggat = (
        tenggat_selesai(saat, kategori, pengawasan=pengawasan) if terverifikasi else tenggat_verifikasi(saat)
    )
    tutup = saat + (tenggat - saat) * acak.uniform(0.2, 1.15) if status in AKHIR else None
    p = acak.choice(selesai) if selesai and kategori == "pengaduan" and acak.random() < 0.4 else None
    lapor = f"{acak.randint(7_000_000, 9_999_999)}" if acak.random() < 0.3 else ""
    return Pengaduan(
        nomor=f"ADU-{saat.year}-{urut:05d}", kategori=kategori, pengawasan=pengawasan, judul=judul, isi=isi,
        saluran=Saluran.LAPOR if lapor and acak.random() < 0.5 else acak.choice([Saluran.DARING, Saluran.LOKET]),
        kerahasiaan=rahasia, nama="" if rahasia == Kerahasiaan.ANONIM else acak.choice(NAMA),
        permohonan=p, kode_layanan=p.kode_layanan if p else "", status=status, diterima_pada=saat, tenggat=tenggat,
        tanggal_masuk=tanggal_lokal(saat), tanggal_tutup=tanggal_lokal(tutup) if tutup else None,
        seksi=acak.choice(seksi) if terverifikasi and seksi else None,
        diverifikasi_pada=saat + timedelta(hours=20) if terverifikasi else None, ditutup_pada=tutup,
        jawaban=acak.choice(JAWABAN) if status in AKHIR else "",
        lapor_nomor=lapor, lapor_pada=saat if lapor else None,
    )  # fmt: skip


def _riwayat(acak: random.Random, a: Pengaduan, orang: Mapping[str, Pengguna]) -> list[TindakLanjut]:
    """Only people who did not work on the case; where all of them did, the lines carry no name."""
    bukan = petugas_perkara(a.permohonan)
    pengelola = [
        orang[n] for n in ("administrator", "koordinator") if n in orang and orang[n].pk not in bukan
    ]
    oleh = acak.choice(pengelola) if pengelola else None

    def baris(jenis: Jenis, pada: datetime, isi: str = "", siapa: Pengguna | None = oleh) -> TindakLanjut:
        return TindakLanjut(
            pengaduan=a, jenis=jenis, isi=isi, pada=pada, oleh=siapa, oleh_nama=siapa.nama if siapa else "",
            terlihat=jenis != Jenis.VERIFIKASI,
        )  # fmt: skip

    hasil = [baris(Jenis.TERIMA, a.diterima_pada, siapa=None)]
    if a.diverifikasi_pada:
        hasil.append(baris(Jenis.VERIFIKASI, a.diverifikasi_pada))
        if a.seksi:
            hasil.append(baris(Jenis.DISPOSISI, a.diverifikasi_pada, a.seksi.nama))
    if a.status == S.DITUNDA:
        hasil.append(
            baris(Jenis.TUNDA, a.diterima_pada + timedelta(hours=4), "Mohon sebutkan tanggal dan loketnya.")
        )
    if a.ditutup_pada:
        hasil.append(baris(AKHIR[S(a.status)], a.ditutup_pada, a.jawaban))
    return hasil
