from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "berkas.disimpan": "{oleh} mengunggah berkas {objek}",
        "berkas.dibaca": "{oleh} membuka berkas {objek}",
        "berkas.dihapus": "Berkas {objek} yang tidak dipakai dihapus",
    }
)
