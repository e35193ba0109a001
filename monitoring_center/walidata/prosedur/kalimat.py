"""The procedure in words, for the audit trail."""

from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "data.lampiran_dibaca": "{oleh} membuka {jenis}",
        "data.konsep": "{oleh} menyusun permohonan data “{objek}”",
        "data.konsep_dihapus": "{oleh} menghapus konsep permohonan data “{objek}”",
        "data.diserahkan": "{oleh} menyerahkan permohonan data “{objek}” kepada pimpinan",
        "data.dikembalikan": "{oleh} mengembalikan permohonan data “{objek}”: {catatan}",
        "data.surat_dikirim": "{oleh} mengirim {jenis} {nomor} ke penyedia tanda tangan",
        "data.diajukan": "{oleh} mengajukan permohonan data “{objek}”",
        "data.ditarik": "{oleh} menarik permohonan data “{objek}”: {alasan}",
        "data.direkomendasikan": "{oleh} memberi rekomendasi {hasil} atas permohonan data “{objek}”: {alasan}",
        "data.disetujui": "{oleh} menyetujui permohonan data “{objek}” dengan keputusan {nomor}",
        "data.ditolak": "{oleh} menolak permohonan data “{objek}” dengan keputusan {nomor}: {alasan}",
        "data.dicabut": "{oleh} mencabut izin data {objek}: {alasan}",
        "data.usul_cabut": "{oleh} mengusulkan pencabutan izin data {objek}: {alasan}",
        "data.usul_dijawab": "{oleh} menjawab usul pencabutan izin data {objek}: {jawaban}",
        "data.perintah": "{oleh} memasukkan perintah Bupati {objek}",
        "data.perintah_dikonfirmasi": "{oleh} mengonfirmasi perintah Bupati {objek}",
        "data.perintah_dibatalkan": "{oleh} membatalkan perintah Bupati {objek}: {alasan}",
    }
)
