from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0007_terbit.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("gerbang", "0006_penanda"), ("walidata_prosedur", "0003_uraian"), ("walidata_katalog", "0003_persetujuan")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
