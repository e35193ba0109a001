from typing import Any

from inti.akun.hak import Hak
from inti.notifikasi.models import Keluar, Notifikasi, Pesan, Surat
from inti.ui.menu import Butir, Hitungan


def belum_dibaca(request: Any) -> Hitungan:
    return Notifikasi.objects.untuk(request.user).belum_dibaca()


def gagal_keluar(request: Any) -> Hitungan:
    """E-mails and messages that nobody received."""
    surat, pesan = (m.objects.filter(keadaan=Keluar.Keadaan.GAGAL).values("pk") for m in (Surat, Pesan))
    return surat.union(pesan, all=True)


MENU = [
    Butir(
        situs=("instansi", "diskominfo", "monitoring"),
        label="Notifikasi",
        ikon="bell",
        url_name="notifikasi:daftar",
        tempat="lonceng",
        hitung=belum_dibaca,
    ),
    Butir(
        situs=("instansi", "diskominfo"),
        label="Pesan keluar",
        ikon="mail",
        url_name="notifikasi:surel",
        hak=Hak.PENGGUNA_KELOLA,
        urutan=94,
        kelompok="Administrasi",
        hitung=gagal_keluar,
        kata_kunci="surel email wa whatsapp sms gagal kirim ulang",
    ),
]
