from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0005_terbuka.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("walidata_katalog", "0004_ganda")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
