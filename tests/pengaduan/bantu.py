from typing import Any

from layanan.pengaduan import actions
from layanan.pengaduan.actions import Pelapor
from layanan.pengaduan.models import Pengaduan


def terima(**ubah: Any) -> Pengaduan:
    isian: dict[str, Any] = {
        "kategori": "pengaduan",
        "judul": "Antrean terlalu lama",
        "isi": "Saya menunggu tiga jam di loket dua tanpa dipanggil.",
        "kerahasiaan": "rahasia",
        "pelapor": Pelapor(nama="Budi Pelapor", surel="budi@contoh.test"),
    }
    return actions.terima(**(isian | ubah))


def potret(a: Pengaduan) -> dict[str, Any]:
    baris = Pengaduan.objects.filter(pk=a.pk).values().get()
    return baris | {"riwayat": a.tindak_lanjut.count()}
