"""Two outages for the demonstration: one that was closed, one whose paper still has to be entered."""

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from inti.akun.models import Pengguna

from ..actions.ajukan import DataPemohon
from ..demo.contoh import Bahan, permohonan_baru, siapkan_bahan
from ..dokumen.susun import susun_pdf
from ..models import Layanan, NomorSurat
from ..surat.data import instansi_kini
from ..waktu.jam import zona_waktu
from ..waktu.tenggat import hari_kerja
from . import actions
from .cetak import data_laporan
from .models import Gangguan
from .susulan import KasusKertas, Langkah, lengkapi, masukkan

BANYAK = 4


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna],
) -> None:
    """Through the actions, so that what is shown is what a desk would have."""
    if Gangguan.objects.exists():
        return
    pilihan = Layanan.objects.aktif().filter(perlu_ttd=True, perlu_paraf=True, rantai_paraf=["koordinator"])
    layanan = [x for x in pilihan if x.seksi.kode in per_seksi and "penanggung_jawab" in x.penandatangan]
    hari = [
        h
        for h in (sampai - timedelta(days=n) for n in range(2, 40))
        if hari_kerja(h) and h.year == sampai.year
    ]
    if not layanan or len(hari) < 8:
        return
    bahan = siapkan_bahan(instansi, orang, per_seksi, acak)
    lama = _gangguan(
        bahan, hari[7], "listrik", "Gardu induk padam sejak pagi; genset kantor hanya untuk penerangan.", "01"
    )
    _kasus(bahan, lama, layanan, per_seksi, BANYAK, lengkap=BANYAK)
    _jelaskan(lama, orang["koordinator"])
    actions.tutup(gangguan=lama, oleh=orang["koordinator"])
    baru = _gangguan(bahan, hari[0], "jaringan", "Kabel serat optik terputus oleh pekerjaan jalan.", "02")
    _kasus(bahan, baru, layanan, per_seksi, BANYAK - 1, lengkap=1)


def _gangguan(b: Bahan, hari: date, sebab: str, uraian: str, urut: str) -> Gangguan:
    oleh, mulai = b.orang["koordinator"], datetime.combine(hari, time(8, 15), zona_waktu())
    g = actions.nyatakan(
        sebab=sebab, uraian=uraian, mulai=mulai, penanggung_jawab=b.orang["administrator"],
        nomor_ba=f"BA/{urut}/{hari.month:02d}/{hari.year}", oleh=oleh,
    )  # fmt: skip
    actions.pesan(gangguan=g, surat=6, registrasi=6, oleh=oleh)
    return actions.pulihkan(
        gangguan=g,
        selesai=mulai + timedelta(hours=6),
        tindakan="Sambungan diperbaiki dan diuji bersama Dinas Kominfo.",
        oleh=oleh,
    )


def _kasus(
    b: Bahan,
    g: Gangguan,
    layanan: list[Layanan],
    per_seksi: Mapping[str, Pengguna],
    banyak: int,
    *,
    lengkap: int,
) -> None:
    nomor = list(g.registrasi.values_list("nomor", flat=True))
    awal = g.blok.get().blok.awal
    for n in range(banyak):
        lay = b.acak.choice(layanan)
        pada = g.mulai + timedelta(minutes=10 + 50 * n)
        p = permohonan_baru(b, pada, lay)
        o, langkah = b.orang, []
        pelaku = [
            ("setujui", o["operator"]), ("distribusikan", o["operator"]), ("validasi", per_seksi[lay.seksi.kode]),
            ("paraf", o["koordinator"]), ("tandatangani", o["penanggung_jawab"]), ("serahkan", o["operator"]),
        ]  # fmt: skip
        for i, (nama, oleh) in enumerate(pelaku, 1):
            langkah.append(Langkah(nama, oleh, pada + timedelta(minutes=14 * i)))
        kasus = KasusKertas(
            kunci=str(n + 1), registrasi=nomor[n], layanan=lay, keperluan=p.keperluan, petugas=o["operator"], masuk_pada=pada,
            pemohon=DataPemohon(
                nama=p.pemohon_nama, nik=p.pemohon_nik, alamat=p.pemohon_alamat, desa=p.pemohon_desa, rinci=p.rinci,
                telepon=p.pemohon_telepon, boleh_surel=False, bertindak_sebagai=p.bertindak_sebagai, mewakili=p.mewakili,
            ),
            langkah=langkah, isian=p.isian, urut_surat=awal + n, distempel_oleh=o["operator"].nama,
        )  # fmt: skip
        s = masukkan(gangguan=g, kasus=kasus, oleh=o["koordinator"])
        if n < lengkap:
            lengkapi(susulan=s, pindaian=_pindaian(kasus), oleh=o["koordinator"])


def _pindaian(kasus: KasusKertas) -> SimpleUploadedFile:
    isi = [
        {
            "data": [
                ["Pemohon", kasus.pemohon.nama],
                ["Layanan", kasus.layanan.nama],
                ["Distempel", kasus.distempel_oleh],
            ]
        }
    ]
    pdf = susun_pdf(
        "laporan", data_laporan(instansi_kini(), "Pindaian surat (contoh peragaan)", kasus.registrasi, isi)
    )
    return SimpleUploadedFile("pindaian.pdf", pdf, content_type="application/pdf")


def _jelaskan(g: Gangguan, oleh: Pengguna) -> None:
    """What was left of the blocks: some spoilt, the rest never used."""
    for n in NomorSurat.objects.filter(blok__gangguan__gangguan=g, keadaan="dipesan"):
        actions.jelaskan_surat(
            gangguan=g, nomor_surat=n, keadaan="batal", alasan="Tidak dipakai sampai sistem pulih", oleh=oleh
        )
    for i, r in enumerate(g.registrasi.filter(keadaan="dipesan").select_related("gangguan")):
        keadaan, alasan = (
            ("hilang", "Lembar basah terkena hujan")
            if i == 0
            else ("batal", "Tidak dipakai sampai sistem pulih")
        )
        actions.jelaskan_registrasi(registrasi=r, keadaan=keadaan, alasan=alasan, oleh=oleh)
