"""The audit trail of the rows of datasets in words."""

from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "versi.unggah": "{oleh} mengirim data {objek} ({cara}, sidik {sidik})",
        "versi.selesai": "Pemeriksaan {objek}: {keadaan}, {baris} baris, {galat} kesalahan",
        "versi.berlakukan": "{oleh} memberlakukan {objek}: {tambah} baris baru, {ubah} berubah, {hapus} hilang",
        "versi.buang": "{oleh} membuang {objek} yang belum berlaku",
        "versi.buka": "{oleh} membuka data pribadi {objek}, baris {dari} sampai {sampai}",
    }
)
