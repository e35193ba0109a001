from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "serah.dipindai": "{oleh} melampirkan pindaian bukti serah terima {objek}",
        "serah.kode_diminta": "Pemohon meminta kode unduh lewat {saluran} untuk {objek}",
        "serah.kode_loket": "{oleh} memberikan kode unduh di loket untuk {objek}",
        "serah.diunduh": "Pemohon mengunduh surat {nomor} dari {objek}",
        "serah.kata_diubah": "{oleh} mengubah teks kabar “{objek}”",
    }
)
