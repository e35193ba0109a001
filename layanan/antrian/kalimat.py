"""The audit trail of the queue in words."""

from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "antrian.ambil": "{oleh} mengambilkan nomor antrian {objek}",
        "antrian.panggil": "{oleh} memanggil nomor {objek} ke loket {loket}",
        "antrian.layani": "{oleh} mulai melayani nomor {objek}",
        "antrian.lewati": "{oleh} melewati nomor {objek} yang tidak hadir",
        "antrian.selesai": "{oleh} selesai melayani nomor {objek}",
        "antrian.perangkat_diputar": "{oleh} mengganti alamat rahasia {objek}",
        "antrian.kelompok_diatur": "{oleh} mengatur kelompok antrian {objek}",
        "antrian.loket_diatur": "{oleh} mengatur {objek}",
    }
)
