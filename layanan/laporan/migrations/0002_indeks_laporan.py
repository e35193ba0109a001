"""Indexes that only the reports need; they live and go with them.

Refusals and resubmissions are few among all steps, so their index is small and does not slow the ordinary step down.
"""

from django.db import migrations

SQL = """
CREATE INDEX laporan_riwayat_balik ON layanan_riwayat (pada)
  WHERE ke = 'ditolak' OR transisi IN ('ajukan_kembali', 'usul_tolak');
CREATE INDEX laporan_selesai ON layanan_permohonan (tanggal_selesai, kode_layanan) INCLUDE (lama_menit, tepat_waktu)
  WHERE status = 'selesai';
"""
BALIK = "DROP INDEX laporan_riwayat_balik; DROP INDEX laporan_selesai;"


class Migration(migrations.Migration):
    dependencies = [("laporan", "0001_ekspor"), ("layanan", "0005_nomor")]

    operations = [migrations.RunSQL(SQL, BALIK)]
