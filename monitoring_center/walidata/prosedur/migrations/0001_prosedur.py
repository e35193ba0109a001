from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0001_prosedur.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("gerbang", "0001_gerbang"), ("tenants", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
