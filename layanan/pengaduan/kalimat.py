from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "pengaduan.terima": "{oleh} mencatat pengaduan {objek}",
        "pengaduan.verifikasi": "{oleh} memverifikasi pengaduan {objek}",
        "pengaduan.disposisi": "{oleh} meneruskan pengaduan {objek} ke seksi",
        "pengaduan.tindak": "{oleh} menulis tindak lanjut pengaduan {objek}",
        "pengaduan.tunda": "{oleh} meminta keterangan pelapor pengaduan {objek}",
        "pengaduan.keterangan": "Pelapor menambah keterangan pengaduan {objek}",
        "pengaduan.tutup": "{oleh} menjawab dan menutup pengaduan {objek}",
        "pengaduan.bukan_wewenang": "{oleh} menyatakan pengaduan {objek} bukan wewenang instansi",
        "pengaduan.arsip": "{oleh} mengarsipkan pengaduan {objek}",
        "pengaduan.lapor": "{oleh} mencatat tiket SP4N-LAPOR pengaduan {objek}",
        "pengaduan.unduh": "{oleh} mengunduh register pengaduan ({bentuk}, {jumlah} baris)",
    }
)
