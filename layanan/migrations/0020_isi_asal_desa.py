"""What accounts of a desa submitted so far belongs to the desa."""

from django.db import migrations

ISI = """
UPDATE layanan_permohonan p SET asal_desa = g.seksi
FROM akun_penugasan g
WHERE p.kanal = 'desa' AND p.asal_desa = '' AND g.pengguna_id = p.petugas_input_id
  AND g.peran = 'pengguna' AND g.seksi LIKE 'desa:%'
"""


class Migration(migrations.Migration):
    dependencies = [("akun", "0001_initial"), ("layanan", "0019_asal_desa")]

    operations = [migrations.RunSQL(ISI, migrations.RunSQL.noop)]
