from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0007_surat.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("walidata_prosedur", "0006_kalender")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
