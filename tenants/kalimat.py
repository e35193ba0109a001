"""Sentences of the audit trail."""

from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "instansi.daftarkan": "{oleh} mendaftarkan {nama} dengan alamat {domain}",
        "instansi.tersedia": "{nama} siap dipakai",
        "instansi.tangguhkan": "{oleh} menangguhkan {nama} sampai {sampai}: {alasan}",
        "instansi.aktifkan": "{oleh} mengaktifkan kembali {nama}",
        "instansi.arsipkan": "{oleh} mengarsipkan {nama}: {alasan}",
        "penyediaan.mulai": "{oleh} memulai penyediaan {nama}",
        "penyediaan.lanjutkan": "{oleh} melanjutkan penyediaan {nama}",
        "penyediaan.gagal": "Penyediaan {nama} berhenti pada langkah {langkah}: {sebab}",
        "penyediaan.minta_batal": "{oleh} membatalkan penyediaan {nama}",
        "penyediaan.batal": "Penyediaan {nama} dibatalkan dan semua bagiannya dihapus",
    }
)
