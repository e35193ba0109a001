from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "akun.masuk": "{oleh} masuk",
        "akun.keluar": "{oleh} keluar",
        "akun.gagal_masuk": "Percobaan masuk gagal untuk {surel}",
        "akun.pengguna_dibuat": "{oleh} membuat akun {objek}",
        "akun.pengguna_diubah": "{oleh} mengubah data akun {objek}",
        "akun.dinonaktifkan": "{oleh} menonaktifkan akun {objek}: {alasan}",
        "akun.diaktifkan": "{oleh} mengaktifkan kembali akun {objek}",
        "akun.penugasan_dibuat": "{oleh} menugaskan {objek} sebagai {label} mulai {mulai}",
        "akun.penugasan_dicabut": "{oleh} mencabut penugasan {objek} sebagai {label}: {alasan}",
        "akun.diundang": "{oleh} mengundang {objek} sebagai {label}",
        "akun.undangan_diterima": "{oleh} menerima undangan dan membuat akunnya",
        "akun.undangan_dibatalkan": "{oleh} membatalkan undangan untuk {objek}",
        "akun.sandi_diubah": "Kata sandi {objek} diganti oleh {oleh}",
        "akun.sesi_diakhiri": "{oleh} mengakhiri {jumlah} sesi lain miliknya",
        "akun.mfa_diaktifkan": "{oleh} mengaktifkan verifikasi dua langkah",
        "akun.kode_pemulihan_dilihat": "{oleh} melihat kode pemulihannya",
        "akun.mfa_dimatikan": "{oleh} mematikan verifikasi dua langkah",
    }
)
