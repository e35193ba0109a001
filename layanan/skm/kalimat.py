from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "skm.rencanakan": "{oleh} merencanakan tindak lanjut survei: {kegiatan} ({objek})",
        "skm.ubah_rencana": "{oleh} mengubah rencana tindak lanjut {objek} menjadi {status}",
        "skm.unduh": "{oleh} mengunduh laporan survei {periode} ({bentuk})",
    }
)
