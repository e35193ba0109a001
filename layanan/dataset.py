"""What the service desk offers to other instansi (Perbup Tanah Bumbu 25/2019 Ps 11). Each is a view `ds_<kode>`.

After a change here: `spbe walidata migrasi`. Keys of recaps are stable, unique texts in byte order: pages follow them.
"""

# ruff: noqa: S608  (all of the SQL is written here)

from inti.dataset import DatasetSistem, Kolom

CACAH = {"required": True, "minimum": 0}
WAJIB = {"required": True}


def _zona(tabel: str) -> str:
    """The zone of the instansi whose table this is (SQL). The table is bound when the view is made, not when it is read."""
    return (
        "(SELECT i.zona_waktu FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" JOIN public.tenants_instansi i ON i.schema_name = n.nspname WHERE c.oid = '{tabel}'::regclass)"
    )


def _kode_layanan() -> Kolom:
    return Kolom("kode_layanan", "Kode layanan", batasan=WAJIB)


def _nama_layanan() -> Kolom:
    return Kolom("layanan", "Nama layanan", batasan=WAJIB)


def _bulan(keterangan: str) -> Kolom:
    return Kolom("bulan", "Bulan", "date", keterangan, batasan=WAJIB)


CACAH_LAYANAN = (
    Kolom("jumlah", "Permohonan selesai", "integer", "permohonan", batasan=CACAH),
    Kolom("tepat_waktu", "Selesai tepat waktu", "integer", "permohonan", batasan=CACAH),
    Kolom("ditolak", "Diputus ditolak", "integer", "permohonan, bagian dari yang selesai", batasan=CACAH),
)
HITUNG = """count(*) AS jumlah, count(*) FILTER (WHERE p.tepat_waktu) AS tepat_waktu,
               count(*) FILTER (WHERE p.putusan = 'tolak') AS ditolak"""

PENERIMA_SKTM = DatasetSistem(
    kode="penerima_sktm",
    nama="Pemohon SKTM yang selesai",
    konsep="Penduduk yang surat keterangan tidak mampunya dilegalisasi kecamatan",
    definisi=(
        "Satu baris setiap permohonan legalisasi surat keterangan tidak mampu (KEC-01) yang suratnya sudah diserahkan dan tidak"
        " dicabut. Yang tercatat adalah pemohon; yang diterangkan dapat orang lain dalam keluarganya."
    ),
    kolom=(
        Kolom("nik", "NIK pemohon", keterangan="16 angka", pribadi="umum", tersandi=True,
              konteks="layanan.permohonan.pemohon_nik", indeks="nik_indeks", batasan=WAJIB),
        Kolom("nama", "Nama pemohon", pribadi="umum", batasan=WAJIB),
        Kolom("desa", "Desa atau kelurahan"),
        Kolom("tanggal", "Tanggal selesai", "date", batasan=WAJIB),
        Kolom("nomor_surat", "Nomor surat", keterangan="kosong bila surat tidak dinomori kecamatan"),
    ),
    sql="""
SELECT p.id AS urut, p.pemohon_nik AS nik, p.pemohon_nik_indeks AS nik_indeks, p.pemohon_nama::text AS nama,
       p.pemohon_desa::text AS desa, p.tanggal_selesai AS tanggal,
       (SELECT d.nomor::text FROM layanan_dokumen d WHERE d.permohonan_id = p.id AND d.status = 'berlaku'
         ORDER BY d.id DESC LIMIT 1) AS nomor_surat
  FROM layanan_permohonan p
 WHERE p.kode_layanan = 'KEC-01' AND p.status = 'selesai' AND p.putusan <> 'tolak' AND p.pemohon_nik <> ''
   AND NOT EXISTS (SELECT FROM layanan_dokumen d WHERE d.permohonan_id = p.id AND d.status = 'dicabut')
""",
    kunci="urut",
    akses="terbatas",
    bidang="a",
    satuan="orang",
    ukuran="permohonan",
)  # fmt: skip

REKAP_LAYANAN = DatasetSistem(
    kode="rekap_layanan",
    nama="Rekapitulasi layanan yang selesai",
    konsep="Pelayanan administrasi di kantor",
    definisi=(
        "Jumlah permohonan yang selesai menurut tanggal selesai, layanan, dan desa asal pemohon. Tanpa data pribadi, tetapi"
        " sehari-hari sedikit orangnya; yang terbuka bagi umum adalah rekap bulanan dan triwulanan."
    ),
    kolom=(
        Kolom("tanggal", "Tanggal selesai", "date", batasan=WAJIB),
        _kode_layanan(),
        _nama_layanan(),
        Kolom("desa", "Desa atau kelurahan asal", keterangan="kosong bila pemohon dari luar kecamatan"),
        *CACAH_LAYANAN,
    ),
    sql="""
SELECT to_char(p.tanggal_selesai, 'YYYYMMDD') || ' ' || p.kode_layanan || ' ' || p.pemohon_desa COLLATE "C" AS kunci,
       p.tanggal_selesai AS tanggal, p.kode_layanan::text AS kode_layanan, max(l.nama)::text AS layanan,
       p.pemohon_desa::text AS desa, count(*) AS jumlah, count(*) FILTER (WHERE p.tepat_waktu) AS tepat_waktu,
       count(*) FILTER (WHERE p.putusan = 'tolak') AS ditolak
  FROM layanan_permohonan p JOIN layanan_layanan l ON l.id = p.layanan_id
 WHERE p.status = 'selesai'
 GROUP BY p.tanggal_selesai, p.kode_layanan, p.pemohon_desa
""",
    kunci="kunci",
    akses="terbatas",
    bidang="a",
    satuan="permohonan",
    ukuran="jumlah",
)

# Open recaps tell of periods that are over: a figure that grows from day to day gives single people away, however large it is.
LAYANAN_BULANAN = DatasetSistem(
    kode="layanan_bulanan",
    nama="Layanan selesai setiap bulan menurut seksi",
    konsep="Pelayanan administrasi di kantor",
    definisi=(
        "Jumlah permohonan yang selesai dalam bulan itu menurut seksi yang melayani, dan seluruhnya (“Semua seksi”)."
        " Hanya bulan yang sudah lewat. Tanpa data pribadi."
    ),
    kolom=(
        _bulan("hari pertama bulan selesai"),
        Kolom("seksi", "Seksi", batasan=WAJIB),
        *CACAH_LAYANAN,
    ),
    sql=f"""
SELECT to_char(r.bulan, 'YYYYMM') || ' ' || coalesce(s.kode, '') COLLATE "C" AS kunci, r.bulan,
       coalesce(s.nama, 'Semua seksi')::text AS seksi, r.jumlah, r.tepat_waktu, r.ditolak
  FROM (SELECT date_trunc('month', p.tanggal_selesai)::date AS bulan, l.seksi_id, {HITUNG}
          FROM layanan_permohonan p JOIN layanan_layanan l ON l.id = p.layanan_id
         WHERE p.status = 'selesai'
         GROUP BY GROUPING SETS ((date_trunc('month', p.tanggal_selesai)::date, l.seksi_id),
                                 (date_trunc('month', p.tanggal_selesai)::date))) r
  LEFT JOIN layanan_seksi s ON s.id = r.seksi_id
 WHERE r.bulan < date_trunc('month', now() AT TIME ZONE {_zona("layanan_permohonan")})
""",
    kunci="kunci",
    akses="terbuka",
    bidang="a",
    satuan="permohonan",
    ukuran="jumlah",
    periode="bulanan",
)

LAYANAN_TRIWULANAN = DatasetSistem(
    kode="layanan_triwulanan",
    nama="Layanan selesai setiap triwulan menurut jenis layanan",
    konsep="Pelayanan administrasi di kantor",
    definisi=(
        "Jumlah permohonan yang selesai dalam triwulan itu menurut jenis layanan. Hanya triwulan yang sudah lewat. Tanpa data"
        " pribadi."
    ),
    kolom=(
        Kolom("triwulan", "Triwulan", "date", "hari pertama triwulan selesai", batasan=WAJIB),
        _kode_layanan(),
        _nama_layanan(),
        *CACAH_LAYANAN,
    ),
    sql=f"""
SELECT to_char(r.triwulan, 'YYYYMM') || ' ' || r.kode_layanan COLLATE "C" AS kunci, r.triwulan, r.kode_layanan, r.layanan,
       r.jumlah, r.tepat_waktu, r.ditolak
  FROM (SELECT date_trunc('quarter', p.tanggal_selesai)::date AS triwulan, p.kode_layanan::text AS kode_layanan,
               max(l.nama)::text AS layanan, {HITUNG}
          FROM layanan_permohonan p JOIN layanan_layanan l ON l.id = p.layanan_id
         WHERE p.status = 'selesai'
         GROUP BY 1, 2) r
 WHERE r.triwulan < date_trunc('quarter', now() AT TIME ZONE {_zona("layanan_permohonan")})
""",
    kunci="kunci",
    akses="terbuka",
    bidang="a",
    satuan="permohonan",
    ukuran="jumlah",
    periode="triwulanan",
)

SURAT_TERBIT = DatasetSistem(
    kode="surat_terbit",
    nama="Register surat yang diterbitkan",
    konsep="Surat resmi hasil pelayanan",
    definisi=(
        "Satu baris setiap surat yang sudah ditandatangani: nomor, tanggal, layanan, penanda tangan, dan keberlakuannya."
        " Nama dan isi surat tidak termasuk."
    ),
    kolom=(
        Kolom("nomor_surat", "Nomor surat", batasan={"required": True, "unique": True}),
        Kolom("tanggal", "Tanggal surat", "date", batasan=WAJIB),
        _kode_layanan(),
        _nama_layanan(),
        Kolom("jabatan", "Jabatan penanda tangan", batasan=WAJIB),
        Kolom("cara", "Cara tanda tangan", keterangan="tte atau basah", batasan=WAJIB),
        Kolom("status", "Status", keterangan="berlaku atau dicabut", batasan=WAJIB),
        Kolom("berlaku_sampai", "Berlaku sampai", "date"),
    ),
    sql="""
SELECT d.id AS urut, d.nomor::text AS nomor_surat, d.tanggal, p.kode_layanan::text AS kode_layanan, l.nama::text AS layanan,
       d.penanda_jabatan::text AS jabatan, d.cara::text AS cara, d.status::text AS status, d.berlaku_sampai
  FROM layanan_dokumen d JOIN layanan_permohonan p ON p.id = d.permohonan_id JOIN layanan_layanan l ON l.id = p.layanan_id
""",
    kunci="urut",
    akses="terbatas",
    bidang="a",
    satuan="surat",
    ukuran="surat",
)

PENGADUAN_REKAP = DatasetSistem(
    kode="pengaduan_rekap",
    nama="Rekapitulasi pengaduan masyarakat",
    konsep="Pengaduan, aspirasi dan permintaan informasi yang diterima",
    definisi="Jumlah laporan menurut bulan diterima, kategori dan saluran. Tanpa isi laporan dan tanpa data pelapor.",
    kolom=(
        _bulan("hari pertama bulan diterima, menurut zona waktu instansi"),
        Kolom("kategori", "Kategori", keterangan="menurut SP4N-LAPOR!", batasan=WAJIB),
        Kolom("saluran", "Saluran", batasan=WAJIB),
        Kolom("jumlah", "Laporan diterima", "integer", "laporan", batasan=CACAH),
        Kolom("selesai", "Dijawab dan ditutup", "integer", "laporan", batasan=CACAH),
        Kolom("terbuka", "Masih ditangani", "integer", "laporan", batasan=CACAH),
    ),
    sql=f"""
SELECT to_char(r.bulan, 'YYYYMM') || ' ' || r.kategori || ' ' || r.saluran COLLATE "C" AS kunci, r.bulan,
       r.kategori::text AS kategori, r.saluran::text AS saluran, count(*) AS jumlah,
       count(*) FILTER (WHERE r.status = 'selesai') AS selesai,
       count(*) FILTER (WHERE r.status IN ('diterima', 'diproses', 'ditunda')) AS terbuka
  FROM (SELECT date_trunc('month', a.diterima_pada AT TIME ZONE {_zona("pengaduan_pengaduan")})::date AS bulan, a.kategori,
               a.saluran, a.status
          FROM pengaduan_pengaduan a) r
 GROUP BY r.bulan, r.kategori, r.saluran
""",
    kunci="kunci",
    akses="terbatas",
    bidang="a",
    satuan="laporan",
    ukuran="jumlah",
    periode="bulanan",
)

PENGADUAN_TRIWULANAN = DatasetSistem(
    kode="pengaduan_triwulanan",
    nama="Pengaduan masyarakat setiap triwulan",
    konsep="Pengaduan, aspirasi dan permintaan informasi yang diterima",
    definisi=(
        "Jumlah laporan menurut triwulan diterima dan kategori. Hanya triwulan yang sudah lewat. Tanpa isi laporan dan tanpa data"
        " pelapor."
    ),
    kolom=(
        Kolom("triwulan", "Triwulan", "date", "hari pertama triwulan diterima", batasan=WAJIB),
        Kolom("kategori", "Kategori", keterangan="menurut SP4N-LAPOR!", batasan=WAJIB),
        Kolom("jumlah", "Laporan diterima", "integer", "laporan", batasan=CACAH),
        Kolom("selesai", "Dijawab dan ditutup", "integer", "laporan", batasan=CACAH),
    ),
    sql=f"""
SELECT to_char(r.triwulan, 'YYYYMM') || ' ' || r.kategori COLLATE "C" AS kunci, r.triwulan, r.kategori::text AS kategori,
       count(*) AS jumlah, count(*) FILTER (WHERE r.status = 'selesai') AS selesai
  FROM (SELECT date_trunc('quarter', a.diterima_pada AT TIME ZONE z.zona)::date AS triwulan, a.kategori, a.status,
               date_trunc('quarter', now() AT TIME ZONE z.zona) AS berjalan
          FROM pengaduan_pengaduan a, (SELECT {_zona("pengaduan_pengaduan")} AS zona) z) r
 WHERE r.triwulan < r.berjalan
 GROUP BY r.triwulan, r.kategori
""",
    kunci="kunci",
    akses="terbuka",
    bidang="a",
    satuan="laporan",
    ukuran="jumlah",
    periode="triwulanan",
)

SKM_REKAP = DatasetSistem(
    kode="skm_rekap",
    nama="Rekapitulasi survei kepuasan masyarakat",
    konsep="Kepuasan masyarakat atas pelayanan (Permen PANRB 14/2017)",
    definisi=(
        "Jumlah dan nilai rata-rata jawaban menurut bulan, layanan dan unsur. Kelompok dengan kurang dari lima jawaban tidak"
        " ditampilkan, agar tidak seorang pun dapat ditebak."
    ),
    kolom=(
        _bulan("hari pertama bulan jawaban"),
        _kode_layanan(),
        Kolom("unsur", "Unsur", keterangan="U1 sampai U9", batasan=WAJIB),
        Kolom("jawaban", "Jumlah jawaban", "integer", "jawaban", batasan={"required": True, "minimum": 5}),
        Kolom("rata", "Nilai rata-rata", "number", "1 sampai 4", batasan={"required": True, "minimum": 1, "maximum": 4}),
    ),
    sql="""
SELECT to_char(n.bulan, 'YYYYMM') || ' ' || n.kode_layanan || ' ' || n.unsur COLLATE "C" AS kunci, n.bulan,
       n.kode_layanan::text AS kode_layanan, n.unsur::text AS unsur, count(*) AS jawaban, round(avg(n.nilai), 3) AS rata
  FROM skm_nilai n
 GROUP BY n.bulan, n.kode_layanan, n.unsur HAVING count(*) >= 5
""",
    kunci="kunci",
    akses="terbuka",
    bidang="a",
    satuan="nilai",
    ukuran="rata-rata",
    periode="bulanan",
)  # fmt: skip

DATASET = [
    PENERIMA_SKTM,
    REKAP_LAYANAN,
    LAYANAN_BULANAN,
    LAYANAN_TRIWULANAN,
    SURAT_TERBIT,
    PENGADUAN_REKAP,
    PENGADUAN_TRIWULANAN,
    SKM_REKAP,
]
