from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "publikasi.setujui": "{oleh} menyetujui publikasi indikator {indikator} ke Monitoring Center",
        "publikasi.cabut": "{oleh} mencabut publikasi indikator {indikator}: {alasan}",
    }
)
