"""What waits for a person: the rows, their numbers (one query), and all of them together for the menu."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.ui.menu import Hitungan, hitung_sekaligus
from monitoring_center.walidata.pihak import skema_kini

from .models import KeadaanKonsep, Konsep, Perintah, Permohonan, UsulCabut


@dataclass(frozen=True)
class Menunggu:
    rekomendasi: int = 0
    diperbaiki: int = 0
    ditandatangani: int = 0
    keputusan: int = 0
    konfirmasi: int = 0
    usul: int = 0

    @property
    def jumlah(self) -> int:
        return sum(vars(self).values())


def antrean(pengguna: Pengguna) -> dict[str, QuerySet[Any]]:
    """By the names of `Menunggu`; only what this person may do."""
    skema, hasil = skema_kini(), {}
    if not skema:
        if pengguna.punya(Hak.KEPUTUSAN_BUAT):
            hasil = {
                "keputusan": Permohonan.objects.menunggu_keputusan(),
                "konfirmasi": Perintah.objects.filter(izin=None, pembatalan=None).exclude(
                    oleh_uuid=pengguna.uuid
                ),
                "usul": UsulCabut.objects.filter(dijawab_pada=None),
            }
        return hasil
    if pengguna.punya(Hak.DATA_KELOLA):
        hasil |= {
            "rekomendasi": Permohonan.objects.masuk(skema).menunggu_rekomendasi(),
            "diperbaiki": Konsep.objects.filter(keadaan=KeadaanKonsep.DIKEMBALIKAN),
        }
    if pengguna.punya(Hak.DATA_SETUJUI):
        hasil["ditandatangani"] = Konsep.objects.filter(keadaan=KeadaanKonsep.MENUNGGU)
    return hasil


def menunggu(pengguna: Pengguna) -> Menunggu:
    baris = antrean(pengguna)
    return Menunggu(**dict(zip(baris, hitung_sekaligus(list(baris.values())), strict=True)))


def semua_antrean(pengguna: Pengguna) -> Hitungan:
    """For the menu, which counts all its numbers in one query of its own."""
    semua = [qs.order_by().values("pk") for qs in antrean(pengguna).values()]
    return semua[0].union(*semua[1:], all=True) if semua else 0
