"""The audit trail of the catalogue in words."""

from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "layanan.konsep_dibuat": "{oleh} membuat konsep versi {versi} layanan {objek}",
        "layanan.dirancang": "{oleh} merancang layanan baru {objek}",
        "layanan.konsep_diubah": "{oleh} mengubah {bagian} pada konsep versi {versi} layanan {objek}",
        "layanan.konsep_dibuang": "{oleh} membuang konsep versi {versi} layanan {objek}",
        "layanan.konsep_diimpor": "{oleh} mengimpor konsep versi {versi} layanan {objek} dari {asal}",
        "layanan.impor_diterima": "{oleh} mengunggah {jumlah} layanan dari {asal} untuk diimpor",
        "layanan.diterbitkan": "{oleh} menerbitkan versi {versi} layanan {objek}: {perubahan}",
        "layanan.dibuka": "{oleh} membuka layanan {objek}",
        "layanan.ditutup": "{oleh} menutup layanan {objek}: {alasan}",
        "layanan.ditetapkan": "{oleh} mencatat penetapan standar layanan {objek} versi {versi} dengan {nomor}",
        "layanan.maklumat": "{oleh} menetapkan maklumat pelayanan atas nama {kepala}, berlaku {mulai}",
    }
)
