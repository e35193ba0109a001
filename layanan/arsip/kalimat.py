"""The audit trail of retention and data subjects in words."""

from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "arsip.jadwal": "{oleh} menetapkan retensi {objek}: {aktif} tahun aktif, {inaktif} tahun inaktif, {nasib}",
        "arsip.jadwal_dihapus": "{oleh} menghapus jadwal retensi {objek}",
        "arsip.diusulkan": "{oleh} mengusulkan {jumlah} berkas untuk dimusnahkan: {alasan}",
        "arsip.disetujui": "{oleh} memberi persetujuan ke-{ke} atas {objek}",
        "arsip.ditolak": "{oleh} menolak {objek}: {alasan}",
        "arsip.dimulai": "{oleh} memulai pemusnahan {jumlah} berkas",
        "arsip.dimusnahkan": "Data permohonan {objek} dimusnahkan ({berkas} berkas)",
        "arsip.selesai": "Pemusnahan {jumlah} berkas selesai, berita acara terbit",
        "arsip.permintaan": "{oleh} menerima permintaan {jenis} data pribadi, identitas diperiksa: {identitas}",
        "arsip.permintaan_ditolak": "{oleh} menolak {objek}",
        "arsip.permintaan_dipenuhi": "{oleh} menyetujui {objek}, diterapkan pada {diterapkan} permohonan terbuka",
        "arsip.salinan_diberikan": "{oleh} memberikan salinan data pribadi ({permohonan} permohonan) untuk {objek}",
        "permohonan.data_diperbaiki": "{oleh} memperbaiki data pemohon pada permohonan {objek}",
    }
)
