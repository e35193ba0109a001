"""Views that apps offer as datasets. Written by `spbe walidata migrasi`; do not edit by hand."""

from django.db import migrations

SQL = r"""
CREATE OR REPLACE VIEW ds_penerima_sktm AS
SELECT p.id AS urut, p.pemohon_nik AS nik, p.pemohon_nik_indeks AS nik_indeks, p.pemohon_nama::text AS nama,
       p.pemohon_desa::text AS desa, p.tanggal_selesai AS tanggal,
       (SELECT d.nomor::text FROM layanan_dokumen d WHERE d.permohonan_id = p.id AND d.status = 'berlaku'
         ORDER BY d.id DESC LIMIT 1) AS nomor_surat
  FROM layanan_permohonan p
 WHERE p.kode_layanan = 'KEC-01' AND p.status = 'selesai' AND p.putusan <> 'tolak' AND p.pemohon_nik <> ''
   AND NOT EXISTS (SELECT FROM layanan_dokumen d WHERE d.permohonan_id = p.id AND d.status = 'dicabut');

CREATE OR REPLACE VIEW ds_rekap_layanan AS
SELECT to_char(p.tanggal_selesai, 'YYYYMMDD') || ' ' || p.kode_layanan || ' ' || p.pemohon_desa COLLATE "C" AS kunci,
       p.tanggal_selesai AS tanggal, p.kode_layanan::text AS kode_layanan, max(l.nama)::text AS layanan,
       p.pemohon_desa::text AS desa, count(*) AS jumlah, count(*) FILTER (WHERE p.tepat_waktu) AS tepat_waktu,
       count(*) FILTER (WHERE p.putusan = 'tolak') AS ditolak
  FROM layanan_permohonan p JOIN layanan_layanan l ON l.id = p.layanan_id
 WHERE p.status = 'selesai'
 GROUP BY p.tanggal_selesai, p.kode_layanan, p.pemohon_desa;

CREATE OR REPLACE VIEW ds_layanan_bulanan AS
SELECT to_char(r.bulan, 'YYYYMM') || ' ' || coalesce(s.kode, '') COLLATE "C" AS kunci, r.bulan,
       coalesce(s.nama, 'Semua seksi')::text AS seksi, r.jumlah, r.tepat_waktu, r.ditolak
  FROM (SELECT date_trunc('month', p.tanggal_selesai)::date AS bulan, l.seksi_id, count(*) AS jumlah, count(*) FILTER (WHERE p.tepat_waktu) AS tepat_waktu,
               count(*) FILTER (WHERE p.putusan = 'tolak') AS ditolak
          FROM layanan_permohonan p JOIN layanan_layanan l ON l.id = p.layanan_id
         WHERE p.status = 'selesai'
         GROUP BY GROUPING SETS ((date_trunc('month', p.tanggal_selesai)::date, l.seksi_id),
                                 (date_trunc('month', p.tanggal_selesai)::date))) r
  LEFT JOIN layanan_seksi s ON s.id = r.seksi_id
 WHERE r.bulan < date_trunc('month', now() AT TIME ZONE (SELECT i.zona_waktu FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN public.tenants_instansi i ON i.schema_name = n.nspname WHERE c.oid = 'layanan_permohonan'::regclass));

CREATE OR REPLACE VIEW ds_layanan_triwulanan AS
SELECT to_char(r.triwulan, 'YYYYMM') || ' ' || r.kode_layanan COLLATE "C" AS kunci, r.triwulan, r.kode_layanan, r.layanan,
       r.jumlah, r.tepat_waktu, r.ditolak
  FROM (SELECT date_trunc('quarter', p.tanggal_selesai)::date AS triwulan, p.kode_layanan::text AS kode_layanan,
               max(l.nama)::text AS layanan, count(*) AS jumlah, count(*) FILTER (WHERE p.tepat_waktu) AS tepat_waktu,
               count(*) FILTER (WHERE p.putusan = 'tolak') AS ditolak
          FROM layanan_permohonan p JOIN layanan_layanan l ON l.id = p.layanan_id
         WHERE p.status = 'selesai'
         GROUP BY 1, 2) r
 WHERE r.triwulan < date_trunc('quarter', now() AT TIME ZONE (SELECT i.zona_waktu FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN public.tenants_instansi i ON i.schema_name = n.nspname WHERE c.oid = 'layanan_permohonan'::regclass));

CREATE OR REPLACE VIEW ds_surat_terbit AS
SELECT d.id AS urut, d.nomor::text AS nomor_surat, d.tanggal, p.kode_layanan::text AS kode_layanan, l.nama::text AS layanan,
       d.penanda_jabatan::text AS jabatan, d.cara::text AS cara, d.status::text AS status, d.berlaku_sampai
  FROM layanan_dokumen d JOIN layanan_permohonan p ON p.id = d.permohonan_id JOIN layanan_layanan l ON l.id = p.layanan_id;

CREATE OR REPLACE VIEW ds_pengaduan_rekap AS
SELECT to_char(r.bulan, 'YYYYMM') || ' ' || r.kategori || ' ' || r.saluran COLLATE "C" AS kunci, r.bulan,
       r.kategori::text AS kategori, r.saluran::text AS saluran, count(*) AS jumlah,
       count(*) FILTER (WHERE r.status = 'selesai') AS selesai,
       count(*) FILTER (WHERE r.status IN ('diterima', 'diproses', 'ditunda')) AS terbuka
  FROM (SELECT date_trunc('month', a.diterima_pada AT TIME ZONE (SELECT i.zona_waktu FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN public.tenants_instansi i ON i.schema_name = n.nspname WHERE c.oid = 'pengaduan_pengaduan'::regclass))::date AS bulan, a.kategori,
               a.saluran, a.status
          FROM pengaduan_pengaduan a) r
 GROUP BY r.bulan, r.kategori, r.saluran;

CREATE OR REPLACE VIEW ds_pengaduan_triwulanan AS
SELECT to_char(r.triwulan, 'YYYYMM') || ' ' || r.kategori COLLATE "C" AS kunci, r.triwulan, r.kategori::text AS kategori,
       count(*) AS jumlah, count(*) FILTER (WHERE r.status = 'selesai') AS selesai
  FROM (SELECT date_trunc('quarter', a.diterima_pada AT TIME ZONE z.zona)::date AS triwulan, a.kategori, a.status,
               date_trunc('quarter', now() AT TIME ZONE z.zona) AS berjalan
          FROM pengaduan_pengaduan a, (SELECT (SELECT i.zona_waktu FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN public.tenants_instansi i ON i.schema_name = n.nspname WHERE c.oid = 'pengaduan_pengaduan'::regclass) AS zona) z) r
 WHERE r.triwulan < r.berjalan
 GROUP BY r.triwulan, r.kategori;

CREATE OR REPLACE VIEW ds_skm_rekap AS
SELECT to_char(n.bulan, 'YYYYMM') || ' ' || n.kode_layanan || ' ' || n.unsur COLLATE "C" AS kunci, n.bulan,
       n.kode_layanan::text AS kode_layanan, n.unsur::text AS unsur, count(*) AS jawaban, round(avg(n.nilai), 3) AS rata
  FROM skm_nilai n
 GROUP BY n.bulan, n.kode_layanan, n.unsur HAVING count(*) >= 5;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("walidata_dataset", "0005_tampilan_sistem"),
        ("layanan", "0028_indeks_daftar"),
        ("pengaduan", "0003_tanggal_lokal"),
        ("skm", "0002_indeks_saran"),
    ]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
