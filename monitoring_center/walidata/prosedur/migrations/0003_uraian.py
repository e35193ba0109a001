from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0003_uraian.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("walidata_prosedur", "0002_model"), ("walidata_katalog", "0001_dataset")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
