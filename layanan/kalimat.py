"""The audit trail of the service desk in words."""

from inti.audit.kalimat import daftarkan

from .workflow import ALUR

daftarkan(
    {
        "permohonan.ajukan": "{oleh} mencatat permohonan {objek}",
        "permohonan.konsep": "{oleh} menyimpan konsep surat permohonan {objek}",
        "permohonan.uji": "{oleh} mencatat uji keabsahan permohonan {objek}",
        "permohonan.ambil": "{oleh} memegang permohonan {objek}",
        "permohonan.lepas": "{oleh} melepas permohonan {objek}",
        "permohonan.tunjuk": "{oleh} menugaskan permohonan {objek} kepada {petugas}",
        "meja.berhalangan": "{oleh} mencatat {objek} berhalangan {mulai} sampai {selesai}",
        "meja.hadir": "{oleh} menghapus catatan berhalangan {objek}",
        "permohonan.berkas_diterima": "{oleh} menerima berkas fisik permohonan {objek}",
        "permohonan.diingatkan": "Pemohon {objek} diingatkan bahwa batas melengkapi sudah lewat",
        "alur.pengaturan": "{oleh} mengubah pengaturan alur",
        "alur.alasan": "{oleh} menyimpan alasan penolakan {objek}",
        "dokumen.terbit": "{oleh} menerbitkan surat {objek}",
        "dokumen.cabut": "{oleh} mencabut surat {objek}",
        "dokumen.dibuka": "Surat {objek} dibuka dari halaman pemeriksaan dengan kode tanda terima",
        "naskah.bernomor": "{oleh} mengambil nomor {objek} untuk surat yang akan ditandatangani",
        "naskah.batal": "{oleh} membatalkan nomor {objek} sebelum ditandatangani",
        "naskah.cetak": "{oleh} mencetak surat {objek} untuk tanda tangan basah",
        "naskah.pindai": "{oleh} merekam pindaian surat {objek} yang sudah distempel",
        "ttd.batch": "{oleh} memulai penandatanganan beberapa surat",
        "ttd.batch_henti": "{oleh} menghentikan penandatanganan beberapa surat",
        "ttd.limpah": "{oleh} mencatat pelimpahan tanda tangan {objek}",
        "ttd.cabut": "{oleh} mencabut pelimpahan tanda tangan {objek}",
        "ttd.setelan": "{oleh} mengubah setelan tanda tangan",
        "ttd.nik": "{oleh} mencatat NIK penanda tangan {objek}",
        "templat.simpan": "{oleh} menyimpan konsep {objek}",
        "templat.terbit": "{oleh} menerbitkan {objek}",
        "nomor.format": "{oleh} mengubah format nomor surat menjadi {objek}",
        "nomor.blok": "{oleh} memesan {objek}",
        "nomor.pakai": "{oleh} memakai nomor yang dipesan: {objek}",
        "nomor.batal": "{oleh} membatalkan nomor {objek}",
        "nomor.hilang": "{oleh} menyatakan nomor {objek} hilang",
        "waktu.jam": "{oleh} menetapkan jam kerja sejak {berlaku_sejak}: {jam}",
        "waktu.hari_tambah": "{oleh} menambah hari khusus {objek} ({jenis})",
        "waktu.hari_hapus": "{oleh} menghapus hari khusus {objek}",
        "waktu.bagian": "{oleh} mengubah bagian waktu tiap tahap untuk {layanan}",
    }
    | {f"permohonan.{t.nama}": f"{{oleh}}: {t.sesudah.lower()}, permohonan {{objek}}" for t in ALUR.values()}
)
