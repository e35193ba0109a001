"""The 25 services of a kecamatan: which template and which words each letter uses.

Wording is starting data: a kecamatan may give its own `Resep`. `{nama}` in a text is filled by `rakit` with
the applicant's data, the answers of the form, or {kecamatan}, {kabupaten}, {keperluan}; all of it plain text.
"""

from layanan.dokumen.resep import Isian, Pemohon, Resep, Tabel

MENERANGKAN = "Dengan ini menerangkan bahwa:"
UNTUK = "Surat keterangan ini diberikan untuk keperluan {keperluan}."
BERLAKU = "Surat ini berlaku {masa_berlaku} sejak tanggal dikeluarkan."
BUKAN_IZIN = "Surat ini bukan izin dan bukan bukti hak atas tanah atau bangunan."
PELAPORAN = "Pemegang surat melapor kepada kepala desa/lurah setempat sebelum dan sesudah kegiatan."
TERIMA_KASIH = "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih."
_KE_DUKCAPIL = ("Kepala Dinas Kependudukan dan Pencatatan Sipil", "{kabupaten}", "di Tempat")


def _penerusan(jenis: str, berkas: str) -> Resep:
    return Resep(
        "pengantar",
        "Surat Pengantar",
        kepada=_KE_DUKCAPIL,
        isi=(
            f"Bersama ini diteruskan permohonan {jenis} atas nama:",
            Pemohon(tanpa=("agama", "pekerjaan")),
            Isian(),
            "dengan rincian berkas sebagai berikut:",
        ),
        berkas=((berkas, "1 (satu) berkas", "Disampaikan dengan hormat untuk diproses sesuai ketentuan."),),
        penutup=TERIMA_KASIH,
        lain={"tanda_terima": True},
    )


PETA_TEMPLAT: dict[str, Resep] = {
    "KEC-01": Resep(
        "legalisasi",
        "Legalisasi Surat Keterangan Tidak Mampu",
        isi=(
            "Surat Keterangan Tidak Mampu Nomor {nomor_surat_desa} tanggal {tanggal_surat_desa} yang "
            "diterbitkan "
            "Pemerintah {desa_lengkap} atas nama:",
            Pemohon(),
            Isian(("nama_tanggungan", "hubungan", "tujuan", "penghasilan", "tanggungan")),
        ),
        buku="Buku Register Legalisasi Surat Keterangan",
        pernyataan="telah diperiksa kesesuaiannya dengan berkas pendukung, dilegalisasi, dan dicatat dalam "
        "register "
        "Pemerintah {kecamatan}, untuk keperluan {keperluan}.",
        penutup=BERLAKU,
    ),
    "KEC-02": Resep(
        "legalisasi",
        "Registrasi Surat Keterangan Ahli Waris",
        isi=(
            "Surat pernyataan/keterangan ahli waris yang diajukan oleh {nama} (NIK {nik}) mengenai pewaris:",
            Isian(
                (
                    "pewaris_nama",
                    "pewaris_nik",
                    "pewaris_alamat",
                    "tanggal_wafat",
                    "tempat_wafat",
                    "nomor_akta_kematian",
                    "tanggal_akta_kematian",
                )
            ),
            "dengan ahli waris:",
            Tabel("ahli_waris"),
            "dan saksi-saksi:",
            Tabel("saksi"),
        ),
        buku="Buku Register Surat Keterangan Ahli Waris",
        pernyataan="telah didaftarkan dan dicatat dalam register Pemerintah {kecamatan}. Kebenaran isi "
        "pernyataan "
        "menjadi tanggung jawab para ahli waris yang menandatanganinya.",
    ),
    "KEC-03": Resep(
        "keterangan",
        "Surat Keterangan Domisili Usaha",
        isi=(
            MENERANGKAN,
            Pemohon(),
            "benar memiliki dan menjalankan usaha sebagai berikut:",
            Isian(),
            "yang berdomisili usaha di wilayah {kecamatan}, {kabupaten}. "
            + UNTUK
            + " Surat ini bukan perizinan berusaha.",
            BERLAKU,
        ),
    ),
    "KEC-04": Resep(
        "keterangan",
        "Surat Keterangan Domisili Lembaga",
        isi=(
            MENERANGKAN,
            Isian(),
            "benar berdomisili dan bersekretariat di wilayah {kecamatan}, {kabupaten}. "
            "Surat keterangan ini diberikan atas permohonan {nama} untuk keperluan {keperluan}.",
            BERLAKU,
        ),
    ),
    "KEC-05": Resep(
        "rekomendasi",
        "Surat Dispensasi Nikah",
        isi=(
            "Camat memberikan dispensasi atas pendaftaran kehendak nikah yang kurang dari 10 (sepuluh) "
            "hari kerja "
            "sebelum akad, kepada:",
            Isian(("calon_suami_nama", "calon_suami_nik", "calon_istri_nama", "calon_istri_nik")),
            "yang akan melaksanakan akad nikah pada:",
            Isian(("tanggal_akad", "jam_akad", "tempat_akad", "kua", "alasan")),
        ),
        ketentuan=("Dispensasi ini berlaku {masa_berlaku} sejak tanggal dikeluarkan.",),
        penutup="Demikian surat dispensasi ini diberikan untuk pendaftaran nikah pada {kua}.",
        tembusan=("Kepala {kua}",),
    ),
    "KEC-06": Resep(
        "rekomendasi",
        "Surat Rekomendasi Izin Keramaian",
        dasar=("Surat rekomendasi desa/kelurahan Nomor {nomor_surat_desa} tanggal {tanggal_surat_desa}",),
        isi=(
            "Pada prinsipnya tidak berkeberatan dan memberikan rekomendasi kepada:",
            Pemohon(),
            "untuk menyelenggarakan keramaian:",
            Isian(
                (
                    "jenis_kegiatan",
                    "hiburan",
                    "tanggal_mulai",
                    "tanggal_selesai",
                    "jam_mulai",
                    "jam_selesai",
                    "tempat",
                    "perkiraan_hadir",
                    "penanggung_jawab",
                )
            ),
        ),
        ketentuan=(
            "Izin keramaian tetap menjadi kewenangan kepolisian.",
            "Penyelenggara menjaga ketertiban, kebersihan, dan keamanan serta menaati batas waktu.",
            "Penyelenggara tidak menyediakan minuman keras, narkotika, dan perjudian.",
        ),
        tembusan=(
            "Kepala Kepolisian Sektor setempat",
            "Komandan Rayon Militer setempat",
            "Kepala {desa_lengkap}",
        ),
    ),
    "KEC-07": Resep(
        "pengantar",
        "Surat Pengantar",
        kepada=("Kepala {polsek}", "di Tempat"),
        isi=(
            "Berdasarkan surat pengantar desa/kelurahan Nomor {nomor_surat_desa} tanggal "
            "{tanggal_surat_desa}, "
            "bersama ini kami hadapkan warga kami:",
            Pemohon(),
            "untuk mengajukan permohonan Surat Keterangan Catatan Kepolisian (SKCK) dengan tujuan "
            "{tujuan_skck}.",
            BERLAKU,
        ),
    ),
    "KEC-08": Resep(
        "keterangan",
        "Surat Keterangan Pendampingan Perizinan Berusaha",
        isi=(
            MENERANGKAN,
            Pemohon(),
            "telah didampingi petugas {kecamatan} dalam pendaftaran Nomor Induk Berusaha "
            "(NIB) pelaku usaha mikro melalui sistem OSS, dengan data usaha:",
            Isian(),
            "NIB diterbitkan oleh sistem OSS. Surat keterangan ini bukan perizinan berusaha.",
        ),
    ),
    "KEC-09": Resep(
        "rekomendasi",
        "Surat Rekomendasi Proposal Bantuan",
        isi=(
            "Setelah dilakukan peninjauan dan pemeriksaan berkas, memberikan rekomendasi atas proposal yang "
            "diajukan oleh:",
            Isian(("nama_kelompok", "ketua")),
            "dengan rincian usulan:",
            Isian(("judul_proposal", "lokasi", "sumber_dana", "nilai_usulan")),
        ),
        ketentuan=(
            "Rekomendasi ini bukan persetujuan pemberian bantuan.",
            "Penerima bantuan bertanggung jawab penuh atas penggunaan dana.",
        ),
    ),
    "KEC-10": _penerusan("KTP elektronik", "Berkas permohonan dan bukti perekaman KTP-el"),
    "KEC-11": _penerusan("kartu keluarga", "Berkas permohonan kartu keluarga"),
    "KEC-12": _penerusan("pindah datang penduduk", "Berkas permohonan pindah datang"),
    "KEC-13": Resep(
        "legalisasi",
        "Registrasi Surat Pernyataan Penguasaan Fisik Bidang Tanah",
        isi=(
            "Surat pernyataan penguasaan fisik bidang tanah (sporadik) yang dibuat oleh:",
            Pemohon(),
            "atas sebidang tanah:",
            Isian(),
            "dengan saksi-saksi:",
            Tabel("saksi"),
        ),
        buku="Buku Register Surat Pernyataan Tanah",
        pernyataan="telah didaftarkan dan dicatat dalam register Pemerintah {kecamatan}. Pencatatan ini "
        "bukan bukti hak atas tanah; kebenaran isi pernyataan menjadi tanggung jawab pembuatnya.",
    ),
    "KEC-14": Resep(
        "pengantar",
        "Surat Pengantar",
        kepada=("Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "{kabupaten}", "di Tempat"),
        isi=(
            "Bersama ini disampaikan bahwa:",
            Pemohon(),
            "bermaksud mengajukan Persetujuan Bangunan Gedung (PBG) melalui SIMBG untuk bangunan:",
            Isian(),
            "yang terletak di wilayah {kecamatan}. " + BUKAN_IZIN,
            BERLAKU,
        ),
    ),
    "KEC-15": Resep(
        "rekomendasi",
        "Surat Rekomendasi Penelitian",
        isi=(
            "Memberikan rekomendasi kepada:",
            Pemohon(tanpa=("agama",)),
            "untuk melaksanakan kegiatan:",
            Isian(),
            Tabel("peserta", "Peserta"),
        ),
        ketentuan=(
            PELAPORAN,
            "Kegiatan tidak menyimpang dari maksud dan tujuan yang diajukan.",
            "Peneliti menyerahkan 1 (satu) salinan hasil kegiatan kepada {kecamatan}.",
            "Data pribadi responden dilindungi sesuai ketentuan peraturan perundang-undangan.",
        ),
        tembusan=("Kepala Badan Kesatuan Bangsa dan Politik {kabupaten}", "Kepala Desa/Lurah {lokasi}"),
    ),
    "KEC-16": Resep(
        "surat_dinas",
        "Persetujuan Magang/Praktik Kerja Lapangan",
        kepada=("Pimpinan {lembaga}", "di Tempat"),
        isi=(
            "Menindaklanjuti permohonan Saudara, dengan ini disampaikan bahwa kami dapat menerima peserta "
            "magang/praktik kerja lapangan dari {lembaga}, jurusan {jurusan}, terhitung mulai tanggal "
            "{tanggal_mulai} "
            "sampai dengan {tanggal_selesai}, sebagaimana daftar berikut:",
            Tabel("peserta"),
            "Selama kegiatan, peserta menaati jam kerja dan tata tertib yang berlaku di {kecamatan}.",
        ),
    ),
    "KEC-17": Resep(
        "keputusan",
        "Hasil Evaluasi Rancangan Peraturan Desa {desa_pemohon} tentang {jenis} Tahun Anggaran "
        "{tahun_anggaran}",
        lain={
            "menimbang": (
                "bahwa rancangan peraturan desa yang telah disepakati bersama Badan Permusyawaratan Desa "
                "pada tanggal {tanggal_kesepakatan_bpd} perlu dievaluasi sebelum ditetapkan",
                "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan "
                "keputusan camat",
            ),
            "diktum": (
                "Hasil evaluasi atas Rancangan Peraturan Desa {desa_pemohon} tentang {jenis} Tahun Anggaran "
                "{tahun_anggaran} dengan pendapatan sebesar {pendapatan}, belanja sebesar {belanja}, dan "
                "pembiayaan neto sebesar {pembiayaan_neto} dinyatakan sesuai dengan kepentingan umum dan "
                "ketentuan peraturan perundang-undangan.",
                "Kepala Desa {desa_pemohon} menetapkan rancangan dimaksud menjadi peraturan desa dan "
                "menyampaikan salinannya kepada camat sesuai ketentuan peraturan perundang-undangan.",
                "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
            ),
        },
        tembusan=(
            "Bupati {nama_kabupaten}",
            "Kepala Dinas Pemberdayaan Masyarakat dan Desa {kabupaten}",
            "Ketua BPD Desa {desa_pemohon}",
        ),
    ),
    "KEC-18": Resep(
        "rekomendasi",
        "Surat Rekomendasi {jenis} Perangkat Desa",
        isi=(
            "Berdasarkan konsultasi tertulis Kepala Desa {desa_pemohon} dan hasil pemeriksaan "
            "persyaratan, memberikan "
            "rekomendasi {jenis} perangkat desa pada jabatan {jabatan} kepada:",
            Tabel("calon"),
        ),
        ketentuan=(
            "Kepala Desa menetapkan keputusan paling lambat sesuai jangka waktu dalam ketentuan "
            "peraturan perundang-undangan.",
            "Salinan keputusan Kepala Desa disampaikan kepada camat.",
        ),
        tembusan=(
            "Kepala Dinas Pemberdayaan Masyarakat dan Desa {kabupaten}",
            "Ketua BPD Desa {desa_pemohon}",
        ),
    ),
    "KEC-19": Resep(
        "rekomendasi",
        "Surat Rekomendasi Pencairan {jenis_dana}",
        isi=(
            "Setelah dilakukan verifikasi kelengkapan berkas, memberikan rekomendasi pencairan kepada "
            "Pemerintah Desa "
            "{desa_pemohon}:",
            Isian(("jenis_dana", "tahun_anggaran", "tahap", "nilai", "realisasi_sebelumnya")),
        ),
        ketentuan=(
            "Kebenaran dokumen dan penggunaan dana menjadi tanggung jawab Pemerintah Desa.",
            "Laporan realisasi disampaikan tepat waktu kepada camat.",
        ),
        tembusan=("Kepala Dinas Pemberdayaan Masyarakat dan Desa {kabupaten}",),
    ),
    "KEC-20": Resep(
        "legalisasi",
        "Legalisasi Salinan Surat",
        isi=(
            "Salinan surat terbitan {kecamatan} yang diajukan oleh:",
            Pemohon(tanpa=("agama", "pekerjaan")),
            "yaitu:",
            Isian(),
        ),
        buku="Buku Register Legalisasi Salinan",
        pernyataan="telah dicocokkan dengan arsip pada {kecamatan} dan sesuai dengan aslinya.",
    ),
    "KEC-21": Resep(
        "rekomendasi",
        "Surat Rekomendasi Operasional Lembaga",
        isi=(
            "Berdasarkan permohonan {nama} dan hasil tinjauan lapangan, memberikan rekomendasi kepada:",
            Isian(),
            "untuk mengurus perizinan operasional pada instansi yang berwenang.",
        ),
        ketentuan=("Rekomendasi ini bukan izin operasional.", "Rekomendasi berlaku {masa_berlaku}."),
    ),
    "KEC-22": Resep(
        "berita_acara",
        "Berita Acara Mediasi",
        isi=(
            Tabel("pihak", "Para pihak"),
            Isian(("pokok_masalah", "lokasi", "upaya_desa", "tanggal_mediasi")),
            "Hasil mediasi: {hasil_mediasi}",
        ),
    ),
    "KEC-23": Resep(
        "surat_dinas",
        "Persetujuan Peminjaman Fasilitas",
        kepada=("Sdr. {nama}", "di Tempat"),
        isi=(
            "Menindaklanjuti permohonan Saudara, dengan ini disetujui peminjaman fasilitas kecamatan "
            "sebagai berikut:",
            Isian(),
            "dengan kewajiban menjaga kebersihan, keamanan, dan keutuhan barang serta mengembalikannya "
            "dalam keadaan baik.",
        ),
    ),
    "KEC-24": Resep(
        "surat_dinas",
        "Pemberitahuan Tertulis atas Permohonan Informasi",
        kepada=("Sdr. {nama}", "di Tempat"),
        isi=(
            "Menanggapi permohonan informasi publik Saudara, disampaikan hal-hal sebagai berikut:",
            Isian(("informasi_diminta", "alasan", "cara_memperoleh")),
            "Tanggapan: {tanggapan}",
            "Apabila Saudara tidak puas, keberatan dapat diajukan kepada atasan PPID paling lambat 30 "
            "(tiga puluh) "
            "hari kerja sesuai Pasal 35 dan Pasal 36 Undang-Undang Nomor 14 Tahun 2008.",
        ),
    ),
    "KEC-25": Resep(
        "surat_dinas",
        "Hasil Verifikasi Usulan Musrenbang Desa",
        kepada=("Kepala Desa {desa_pemohon}", "di Tempat"),
        isi=(
            "Disampaikan hasil verifikasi usulan Musrenbang Desa {desa_pemohon} untuk rencana tahun "
            "{tahun_rencana} "
            "bidang {bidang}, sebagaimana tercantum dalam lampiran, untuk dibahas dalam Musrenbang "
            "kecamatan.",
        ),
        lampiran=(("Daftar Usulan Terverifikasi Musrenbang Desa {desa_pemohon}", Tabel("usulan")),),
    ),
}
