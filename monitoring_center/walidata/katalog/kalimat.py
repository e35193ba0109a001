from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "dataset.daftarkan": "{oleh} mendaftarkan dataset {objek}",
        "dataset.ubah": "{oleh} mengubah keterangan dataset {objek}: {bidang}",
        "dataset.usulkan": "{oleh} mengusulkan perubahan dataset {objek} yang sudah terbit: {bidang}",
        "dataset.ajukan": "{oleh} mengajukan dataset {objek} kepada pimpinan",
        "dataset.batalkan": "{oleh} menarik kembali pengajuan dataset {objek}",
        "dataset.setujui": "{oleh} menyetujui dataset {objek} terbit di katalog (versi {versi})",
        "dataset.tolak": "{oleh} mengembalikan dataset {objek}: {alasan}",
        "dataset.tarik": "{oleh} menarik dataset {objek} dari katalog: {alasan}",
        "dataset.daftarkan_kembali": "{oleh} membuka kembali dataset {objek} sebagai konsep",
        "temuan.putuskan": "{oleh} memutuskan temuan data ganda {objek}: {putusan}. Alasan: {alasan}",
    }
)
