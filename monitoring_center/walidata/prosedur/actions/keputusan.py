"""Bupati or Sekda on the Monitoring Center: agree, refuse, revoke (Ps 12(3))."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.akun.waktu import hari_ini
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TransisiTidakSah

from ..galat import kalimat_galat
from ..lampiran import lampirkan
from ..models import Izin, JenisLampiran, Penolakan, Permohonan
from ..orang import sebutan, wajib
from ..surat import surat_keputusan


def _terkini(permohonan: Permohonan) -> Permohonan:
    p = Permohonan.objects.lengkap().filter(pk=permohonan.pk).first()
    if p is None:
        raise Bentrok("Permohonan ini tidak ada.")
    if p.keadaan == "ditarik":
        raise TransisiTidakSah("Pemohon sudah menarik permohonan ini.", saran="Muat ulang halaman.")
    if p.keadaan == "rekomendasi":
        raise TransisiTidakSah("Walidata belum memberi rekomendasi (Ps 12 ayat 3).")
    if p.keadaan != "keputusan":
        raise TransisiTidakSah("Permohonan ini sudah diputus.", saran="Muat ulang halaman.")
    return p


def _periksa_nomor(nomor: str, tanggal: dt.date) -> str:
    if not nomor.strip():
        raise MasukanSalah("Nomor keputusan wajib diisi.", bidang={"nomor": "Isi nomor keputusan."})
    if tanggal > hari_ini():
        raise MasukanSalah("Tanggal keputusan belum tiba.", bidang={"tanggal": "Paling lambat hari ini."})
    return nomor.strip()[:100]


@transaction.atomic
def putuskan(*, permohonan: Permohonan, nomor: str, tanggal: dt.date, oleh: Pengguna) -> Izin:
    """Agree, as far as the walidata recommended: `gerbang.putuskan` makes the grant, and the letter is signed."""
    wajib(oleh, Hak.KEPUTUSAN_BUAT)
    nomor, p = _periksa_nomor(nomor, tanggal), _terkini(permohonan)
    if not p.rekomendasi.setuju:
        raise TransisiTidakSah(
            "Walidata tidak merekomendasikan permohonan ini; yang dapat diberikan hanya penolakan."
        )
    if min(p.selesai, p.rekomendasi.selesai or p.selesai) <= timezone.now():
        raise TransisiTidakSah("Masa pemakaian yang dimohon sudah lewat; minta permohonan baru.")
    with kalimat_galat():
        izin = Izin.objects.get(uuid=panggil("putuskan", p.uuid, nomor, tanggal, sebutan(oleh)))
        surat = surat_keputusan(p, nomor=nomor, tanggal=tanggal, setuju=True, izin=izin, oleh=oleh)
        lampirkan(surat, jenis=JenisLampiran.KEPUTUSAN, oleh=sebutan(oleh), permohonan=p)
    catat("data.disetujui", p, oleh=oleh, nomor=nomor, izin=str(izin.uuid))
    return izin


@transaction.atomic
def tolak(*, permohonan: Permohonan, nomor: str, tanggal: dt.date, alasan: str, oleh: Pengguna) -> Penolakan:
    wajib(oleh, Hak.KEPUTUSAN_BUAT)
    nomor = _periksa_nomor(nomor, tanggal)
    if not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Pemohon berhak tahu mengapa ditolak."})
    p = _terkini(permohonan)
    with kalimat_galat():
        penolakan = Penolakan.objects.create(
            permohonan=p, nomor=nomor, tanggal=tanggal, alasan=alasan.strip(), oleh=sebutan(oleh)
        )
        surat = surat_keputusan(
            p, nomor=nomor, tanggal=tanggal, setuju=False, alasan=penolakan.alasan, oleh=oleh
        )
        lampirkan(surat, jenis=JenisLampiran.KEPUTUSAN, oleh=sebutan(oleh), permohonan=p)
    catat("data.ditolak", p, oleh=oleh, nomor=nomor, alasan=penolakan.alasan)
    return penolakan


@transaction.atomic
def cabut(*, izin: Izin, alasan: str, oleh: Pengguna) -> None:
    """From the next statement of the reader on. An open proposal of the walidata is answered with it."""
    wajib(oleh, Hak.KEPUTUSAN_BUAT)
    if not alasan.strip():
        raise MasukanSalah(
            "Alasan wajib diisi.", bidang={"alasan": "Pembaca dan walidata melihat alasan ini."}
        )
    with kalimat_galat():
        if not panggil("cabut", izin.uuid, alasan.strip(), sebutan(oleh)):
            raise Bentrok("Izin ini sudah dicabut.", saran="Muat ulang halaman.")
        panggil("jawab_usul", izin.uuid, "Izin dicabut.", sebutan(oleh))
    catat("data.dicabut", izin, oleh=oleh, alasan=alasan.strip())


@transaction.atomic
def jawab_usul(*, izin: Izin, jawaban: str, oleh: Pengguna) -> None:
    """The grant stays; the walidata learns why."""
    wajib(oleh, Hak.KEPUTUSAN_BUAT)
    if not jawaban.strip():
        raise MasukanSalah("Jawaban wajib diisi.", bidang={"alasan": "Tuliskan mengapa izin tetap berlaku."})
    with kalimat_galat():
        if not panggil("jawab_usul", izin.uuid, jawaban.strip(), sebutan(oleh)):
            raise Bentrok("Usul ini sudah dijawab.", saran="Muat ulang halaman.")
    catat("data.usul_dijawab", izin, oleh=oleh, jawaban=jawaban.strip())


FUNGSI = {
    "putuskan": "SELECT gerbang.putuskan(%s, %s, %s, %s)",
    "cabut": "SELECT gerbang.cabut(%s, %s, %s)",
    "jawab_usul": "SELECT gerbang.jawab_usul(%s, %s, %s)",
    "konfirmasi": "SELECT gerbang.konfirmasi_perintah(%s, %s)",
}


def panggil(fungsi: str, uuid: UUID, *nilai: str | dt.date) -> Any:
    """What a function of schema `gerbang` returns: the uuid of a grant, or whether there was anything to do."""
    with connection.cursor() as k:
        k.execute(FUNGSI[fungsi], [uuid, *nilai])
        return k.fetchone()[0]
