"""The audit trail of outages in words."""

from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "gangguan.nyatakan": "{oleh} menyatakan layanan manual, berita acara {objek}",
        "gangguan.pesan": "{oleh} memesan nomor untuk layanan manual, berita acara {objek}",
        "gangguan.pulih": "{oleh} menyatakan sistem pulih, berita acara {objek}",
        "gangguan.nomor": "{oleh} menjelaskan nomor {objek}",
        "gangguan.susulan": "{oleh} mencatat kasus kertas {objek}",
        "gangguan.lengkap": "{oleh} melengkapi pindaian kasus kertas {objek}",
        "gangguan.impor": "{oleh} mengimpor lembar kerja gangguan, berita acara {objek}",
        "gangguan.tutup": "{oleh} menutup gangguan, berita acara {objek}",
    }
)
