"""The instansi's own words for what applicants are told."""

from django.db import transaction

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import MasukanSalah
from layanan.peristiwa import PERISTIWA, Kata, periksa_teks

from ..models import TeksKabar


def kata_sendiri(peristiwa: str) -> Kata | None:
    """For `layanan.peristiwa.daftarkan_sumber`."""
    baris = TeksKabar.objects.filter(peristiwa=peristiwa).first()
    return Kata(baris.teks, baris.lewat_surel, baris.lewat_pesan) if baris else None


@transaction.atomic
def ubah_kata(
    *, peristiwa: str, teks: str, lewat_surel: bool, lewat_pesan: bool, oleh: Pengguna
) -> TeksKabar:
    """Raises MasukanSalah for an unknown placeholder or an empty sentence."""
    salah = periksa_teks(teks) if peristiwa in PERISTIWA else "Peristiwa ini tidak dikenal."
    if salah:
        raise MasukanSalah(salah, bidang={"teks": salah})
    baris, _ = TeksKabar.objects.update_or_create(
        peristiwa=peristiwa,
        defaults={
            "teks": teks.strip(),
            "lewat_surel": lewat_surel,
            "lewat_pesan": lewat_pesan,
            "diubah_oleh": oleh,
        },
    )
    catat("serah.kata_diubah", baris, oleh=oleh, teks=baris.teks, surel=lewat_surel, pesan=lewat_pesan)
    return baris


def kembalikan_kata(*, peristiwa: str, oleh: Pengguna) -> TeksKabar:
    """The words of the platform again, over every channel."""
    return ubah_kata(
        peristiwa=peristiwa,
        teks=PERISTIWA[peristiwa].teks,
        lewat_surel=True,
        lewat_pesan=True,
        oleh=oleh,
    )
