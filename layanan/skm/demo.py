"""Believable answers for the demonstration: about four in ten applicants answer, most of them content."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from inti.akun.models import Pengguna
from layanan.enums import Status
from layanan.models import Permohonan
from layanan.waktu.jam import tanggal_lokal
from layanan.waktu.periode import Periode

from .actions import FAKTA, baris_nilai, bertemu_petugas, indeks_token
from .kuesioner import aturan, pertanyaan, pilihan
from .models import Jawaban, Nilai, RencanaTindakLanjut, StatusRencana, Undangan

MENJAWAB = 0.42
SEKALI = 1000
CENDERUNG = {
    "U1": 0.0,
    "U2": -0.05,
    "U3": -0.3,
    "U4": 0.5,
    "U5": 0.05,
    "U6": 0.1,
    "U7": 0.2,
    "U8": -0.2,
    "U9": -0.15,
}
"""Free of charge pleases most; waiting and the waiting room least."""
SARAN = (
    "Kursi tunggu ditambah, siang hari penuh.",
    "Petugasnya ramah, terima kasih.",
    "Tolong nomor antrean dipanggil lebih keras.",
    "Syaratnya sudah jelas di laman, tidak bolak-balik lagi.",
    "Jam istirahat sebaiknya bergantian supaya loket tetap buka.",
    "Mohon ada loket khusus lansia.",
    "Lebih cepat daripada tahun lalu.",
    "Tanda tangan camat agak lama.",
    "Toiletnya perlu dibersihkan.",
    "Kabar lewat WhatsApp sangat membantu.",
)
RENCANA = (
    ("U3", "Penandatanganan elektronik dua kali sehari, pukul 10.00 dan 14.00", "Sekretaris Kecamatan", 45, "berjalan", ""),
    ("U8", "Menambah dua belas kursi dan satu pendingin ruang tunggu", "Kasubbag Umum dan Kepegawaian", 90, "rencana", ""),
    ("U9", "Papan tindak lanjut pengaduan di ruang tunggu, diperbarui setiap bulan", "Kepala Seksi Pelayanan", -40,
     "selesai", "Papan terpasang; diisi setiap tanggal 5."),
)  # fmt: skip


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna],
) -> None:
    """Invitations for what was finished, answers for many of them, three plans."""
    selesai = Permohonan.objects.filter(status=Status.SELESAI).select_related("seksi").defer("isian_sandi")
    semua = list(selesai.exclude(pk__in=Undangan.objects.values("permohonan")).order_by("pk"))
    for awal in range(0, len(semua), SEKALI):
        _isi(semua[awal : awal + SEKALI], acak, sampai)
    if not RencanaTindakLanjut.objects.filter(~Q(kegiatan="")).exists():
        _rencana(orang.get("koordinator") or orang["administrator"], sampai)


def _isi(permohonan: list[Permohonan], acak: random.Random, sampai: date) -> None:
    undangan, jawaban, nilai = [], [], []
    masa = timedelta(days=aturan()["kedaluwarsa_hari"])
    for p in permohonan:
        assert p.serah_pada is not None
        dijawab = acak.random() < MENJAWAB
        habis = p.serah_pada + masa <= timezone.now()
        token = "" if dijawab or habis else f"{acak.getrandbits(128):032x}"
        undangan.append(
            Undangan(
                permohonan=p, token=token, token_indeks=indeks_token(token) if token else "",
                tatap_muka=bertemu_petugas(p), dibuat_pada=p.serah_pada, kedaluwarsa_pada=p.serah_pada + masa,
                dipakai=dijawab, diingatkan=acak.random() < 0.6,
            )
        )  # fmt: skip
        if dijawab:
            hari = min(tanggal_lokal(p.serah_pada) + timedelta(days=acak.choice((0, 0, 1, 3, 4))), sampai)
            j = _jawaban(p, hari, acak)
            jawaban.append(j)
            nilai += baris_nilai(j, _nilai(p, acak))
    Undangan.objects.bulk_create(undangan)
    Jawaban.objects.bulk_create(jawaban)
    Nilai.objects.bulk_create(nilai, batch_size=5000)


def _jawaban(p: Permohonan, hari: date, acak: random.Random) -> Jawaban:
    fakta = {f: acak.choice(pilihan(f))[0] if acak.random() < 0.8 else "" for f in FAKTA}
    if fakta["disabilitas"]:
        fakta["disabilitas"] = "ya" if acak.random() < 0.04 else "tidak"
    return Jawaban(
        bulan=hari.replace(day=1), kode_layanan=p.kode_layanan, seksi=p.seksi.kode if p.seksi else "", kanal=p.kanal,
        saran=acak.choice(SARAN) if acak.random() < 0.18 else "", **fakta,
    )  # fmt: skip


def _nilai(p: Permohonan, acak: random.Random) -> dict[str, int]:
    """Whoever waited longer than promised is less content, with the time most of all."""
    dasar = 3.3 if p.tepat_waktu else 2.7
    hasil = {}
    for u in pertanyaan(tatap_muka=bertemu_petugas(p)):
        geser = CENDERUNG[u.kode] - (0.5 if u.kode == "U3" and not p.tepat_waktu else 0)
        hasil[u.kode] = max(1, min(4, round(acak.gauss(dasar + geser, 0.55))))
    return hasil


def _rencana(oleh: Pengguna, sampai: date) -> None:
    periode = Periode.memuat(sampai, "").kode
    RencanaTindakLanjut.objects.bulk_create(
        [
            RencanaTindakLanjut(
                periode=periode, unsur=unsur, kegiatan=kegiatan, penanggung_jawab=siapa,
                tenggat=sampai + timedelta(days=hari), status=StatusRencana(status), hasil=hasil, dibuat_oleh=oleh,
            )
            for unsur, kegiatan, siapa, hari, status, hasil in RENCANA
        ]
    )  # fmt: skip
