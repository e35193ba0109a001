from inti.audit.kalimat import daftarkan

daftarkan({"notifikasi.dikirim_ulang": "{oleh} mengirim ulang “{objek}”"})
