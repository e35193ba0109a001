from django.db import migrations

SQL = """
UPDATE layanan_permohonan p SET giliran_paraf = 'konsep' FROM layanan_layanan l
 WHERE l.id = p.layanan_id AND p.status IN ('divalidasi', 'diparaf') AND p.siap_pada IS NULL
   AND (l.perlu_ttd OR p.putusan = 'tolak')
   AND NOT EXISTS (SELECT 1 FROM layanan_konsep k WHERE k.permohonan_id = p.id);
"""
"""Files that were validated before letters had versions: their seksi draws the letter up and gives its paraf (`susun_konsep`)."""

KEMBALI = "UPDATE layanan_permohonan SET giliran_paraf = '' WHERE giliran_paraf = 'konsep';"


class Migration(migrations.Migration):
    dependencies = [("layanan", "0021_petugas_ditunjuk")]

    operations = [migrations.RunSQL(SQL, KEMBALI)]
