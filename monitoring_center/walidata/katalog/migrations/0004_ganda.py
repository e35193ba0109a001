from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0004_ganda.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("walidata_katalog", "0003_persetujuan"), ("tenants", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
