"""Two groups and two loket to begin with. Runs again without doubling anything or undoing an edit."""

from typing import Any

from .models import Kelompok, Loket

KELOMPOK = {
    "kecamatan": (
        ("A", "Surat dan rekomendasi", "Legalisasi, surat keterangan, rekomendasi", []),
        ("B", "Kependudukan", "KTP-el, kartu keluarga, pindah datang", ["KEC-10", "KEC-11", "KEC-12"]),
        ("C", "Pengambilan dan informasi", "Mengambil dokumen, bertanya, mengadu", ["KEC-24"]),
    ),
    "skpd": (
        ("A", "Layanan", "Mengajukan atau menanyakan layanan", []),
        ("C", "Pengambilan dan informasi", "Mengambil dokumen, bertanya, mengadu", []),
    ),
}


def isi_acuan(instansi: Any) -> None:
    if Kelompok.objects.exists():
        return
    kelompok = Kelompok.objects.bulk_create(
        [
            Kelompok(kode=k, nama=n, keterangan=ket, layanan=kode, urutan=i)
            for i, (k, n, ket, kode) in enumerate(KELOMPOK[instansi.jenis], 1)
        ]
    )
    loket = Loket.objects.bulk_create([Loket(nomor=1), Loket(nomor=2)])
    antara = Loket.kelompok.through
    antara.objects.bulk_create([antara(loket=x, kelompok=k) for x in loket for k in kelompok])
