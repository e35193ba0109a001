from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0006_kalender.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("walidata_prosedur", "0005_penarikan")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
