from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "laporan.unduh": "{oleh} mengunduh {nama}",
        "laporan.ekspor": "{oleh} meminta ekspor {objek} ({baris} baris)",
        "laporan.batal_ekspor": "{oleh} membatalkan ekspor {objek}",
    }
)
