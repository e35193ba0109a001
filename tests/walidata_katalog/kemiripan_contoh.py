"""Pairs on which the thresholds of the duplicate ban were measured: written as an officer of another SKPD would."""

# The same data in other words: (code of the indicator, name, definition, titles of the columns)
PARAFRASE = [
    (
        "KES-01",
        "Prevalensi balita stunting per desa",
        "Persentase balita pendek dan sangat pendek (z-score TB/U kurang dari -2 SD) dari seluruh balita yang diukur.",
        ["Balita stunting", "Balita diukur"],
    ),
    (
        "KES-01",
        "Data balita stunting kecamatan",
        "Jumlah balita yang diukur dengan z-score TB/U di bawah -2 SD.",
        ["Jumlah balita pendek", "Jumlah balita diukur"],
    ),
    (
        "KPD-01",
        "Data jumlah penduduk per desa",
        "Jumlah penduduk yang terdaftar menurut data kependudukan bersih.",
        ["Jumlah penduduk", "Jenis kelamin"],
    ),
    (
        "KPD-03",
        "Capaian perekaman KTP elektronik",
        "Persentase penduduk wajib KTP yang sudah melakukan perekaman KTP-el.",
        ["Jumlah sudah rekam KTP-el", "Jumlah wajib KTP"],
    ),
    (
        "KPD-03",
        "Penduduk wajib KTP yang sudah merekam KTP-el",
        "Banyaknya penduduk wajib KTP yang telah merekam KTP-el di setiap kecamatan.",
        ["Sudah merekam", "Wajib KTP"],
    ),
    (
        "KPD-04",
        "Kepemilikan KIA pada anak",
        "Anak yang memiliki KIA dibanding jumlah anak yang wajib memiliki KIA.",
        ["Anak ber-KIA", "Anak wajib KIA"],
    ),
    (
        "KPD-06",
        "Kepemilikan akta kelahiran anak di bawah 5 tahun",
        "Persentase anak di bawah 5 tahun yang memiliki akta kelahiran.",
        ["Anak berakta", "Anak di bawah 5 tahun"],
    ),
    (
        "LNY-03",
        "Data rumah tidak layak huni",
        "Jumlah rumah yang tidak memenuhi syarat keselamatan bangunan, kecukupan luas, dan kesehatan penghuni.",
        ["Jumlah RTLH"],
    ),
    (
        "LNY-03",
        "Rumah tidak layak huni (RTLH) menurut desa",
        "Rumah yang tidak memenuhi syarat keselamatan, luas, atau kesehatan.",
        ["Jumlah rumah"],
    ),
    (
        "LNY-05",
        "Kejadian bencana menurut jenis",
        "Jumlah kejadian bencana yang tercatat per desa.",
        ["Jumlah kejadian"],
    ),
    (
        "LNY-05",
        "Rekap bencana alam",
        "Banyaknya kejadian bencana yang dicatat dalam satu bulan menurut jenis bencana.",
        ["Jumlah kejadian"],
    ),
    (
        "PDD-04",
        "Jumlah anak putus sekolah SD",
        "Murid SD yang berhenti sekolah sebelum tamat pada satu tahun ajaran.",
        ["Murid putus sekolah", "Murid SD"],
    ),
    (
        "PDD-05",
        "Perbandingan murid dan guru SD",
        "Jumlah murid SD dibandingkan jumlah guru SD.",
        ["Jumlah murid SD", "Jumlah guru SD"],
    ),
    (
        "PDD-06",
        "Kondisi ruang kelas SD",
        "Ruang kelas SD dengan kondisi baik dibanding seluruh ruang kelas SD.",
        ["Ruang kelas baik", "Jumlah ruang kelas"],
    ),
    (
        "IZN-01",
        "Jumlah nomor induk berusaha (NIB) yang terbit",
        "NIB yang diterbitkan melalui OSS dalam satu periode.",
        ["Jumlah NIB"],
    ),
    (
        "IZN-02",
        "Nilai realisasi investasi PMA dan PMDN",
        "Realisasi investasi PMA dan PMDN berdasarkan LKPM.",
        ["Nilai investasi"],
    ),
    (
        "IZN-04",
        "Rumah yang memiliki IMB atau PBG",
        "Banyaknya rumah yang telah memiliki IMB/PBG dibanding jumlah seluruh rumah.",
        ["Rumah ber-IMB", "Jumlah rumah"],
    ),
    (
        "LNY-02",
        "Panjang jalan kabupaten dalam kondisi mantap",
        "Jalan kabupaten dengan kondisi baik dan sedang terhadap panjang seluruh jalan kabupaten.",
        ["Panjang jalan mantap", "Panjang jalan"],
    ),
    (
        "KEU-06",
        "Realisasi penerimaan PBB-P2 desa",
        "Realisasi pembayaran PBB-P2 tiap desa terhadap ketetapan PBB-P2 tahun berjalan.",
        ["Realisasi", "Ketetapan"],
    ),
    (
        "KPG-05",
        "Data jumlah PNS dan PPPK",
        "Jumlah ASN (PNS dan PPPK) yang aktif pada akhir periode menurut perangkat daerah.",
        ["Jumlah ASN"],
    ),
    (
        "KES-03",
        "Imunisasi dasar lengkap bayi",
        "Bayi umur 0-11 bulan yang mendapat imunisasi lengkap dibanding seluruh bayi 0-11 bulan.",
        ["Bayi imunisasi lengkap", "Jumlah bayi"],
    ),
    (
        "PRC-01",
        "Usulan Musrenbang kecamatan yang diakomodasi RKPD",
        "Bagian usulan Musrenbang kecamatan yang tercantum di RKPD.",
        ["Usulan masuk RKPD", "Usulan Musrenbang"],
    ),
    (
        "LNY-01",
        "Desa dengan layanan digital",
        "Jumlah desa yang memakai situs atau aplikasi untuk administrasi, layanan, dan pengaduan.",
        ["Desa berlayanan digital", "Jumlah desa"],
    ),
    (
        "IZN-03",
        "Ketepatan waktu penerbitan izin",
        "Izin dan nonizin yang terbit tepat waktu dibanding seluruh izin yang terbit.",
        ["Izin tepat waktu", "Izin terbit"],
    ),
]
# Other data, though close in words: not in the list,
BEDA = [
    (
        "Jumlah posyandu aktif per desa",
        "Posyandu yang buka sedikitnya delapan kali setahun dan mempunyai lima kader.",
        ["Posyandu aktif", "Posyandu"],
    ),
    (
        "Jumlah balita gizi buruk yang dirawat",
        "Balita dengan gizi buruk yang mendapat perawatan di puskesmas.",
        ["Balita dirawat", "Balita gizi buruk"],
    ),
    (
        "Jumlah penduduk penyandang disabilitas",
        "Penduduk penyandang disabilitas menurut ragam disabilitas.",
        ["Jumlah penyandang"],
    ),
    (
        "Jumlah penduduk pindah dan datang",
        "Penduduk yang pindah keluar dan datang dari luar kabupaten dalam satu bulan.",
        ["Pindah", "Datang"],
    ),
    (
        "Jumlah kematian yang dicatat",
        "Kematian penduduk yang dilaporkan dan diterbitkan akta kematiannya.",
        ["Akta kematian"],
    ),
    (
        "Jumlah keluarga penerima bantuan pangan",
        "Keluarga yang menerima bantuan pangan nontunai pada bulan itu.",
        ["Keluarga penerima"],
    ),
    (
        "Panjang jalan desa menurut jenis permukaan",
        "Panjang jalan desa yang beraspal, beton, kerikil, dan tanah.",
        ["Panjang jalan desa"],
    ),
    (
        "Jumlah guru SD menurut sertifikasi",
        "Guru SD yang sudah dan belum bersertifikat pendidik.",
        ["Guru bersertifikat", "Guru"],
    ),
    (
        "Ruang kelas SMP rusak berat",
        "Ruang kelas SMP yang berkondisi rusak berat dan tidak dapat dipakai.",
        ["Ruang kelas rusak"],
    ),
    (
        "Korban bencana",
        "Jumlah orang meninggal, luka, dan mengungsi karena bencana.",
        ["Meninggal", "Luka", "Mengungsi"],
    ),
    (
        "Jumlah kunjungan wisatawan",
        "Wisatawan nusantara dan mancanegara yang berkunjung ke objek wisata.",
        ["Kunjungan"],
    ),
    ("Luas panen padi sawah", "Luas sawah yang dipanen dalam satu bulan.", ["Luas panen (ha)"]),
    (
        "Rumah yang dibantu perbaikan",
        "Rumah tidak layak huni yang sudah diperbaiki dengan bantuan pemerintah daerah.",
        ["Rumah diperbaiki"],
    ),
    (
        "Jumlah izin praktik tenaga kesehatan",
        "Surat izin praktik tenaga kesehatan yang terbit pada periode itu.",
        ["SIP terbit"],
    ),
    ("Jumlah PNS yang pensiun", "PNS yang mencapai batas usia pensiun pada tahun itu.", ["PNS pensiun"]),
    (
        "Jumlah jembatan gantung menurut desa",
        "Banyaknya jembatan gantung yang masih dapat dilalui pejalan kaki pada akhir tahun.",
        ["Jumlah"],
    ),
]
