from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0002_batas.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("gerbang", "0001_gerbang"), ("walidata_katalog", "0001_dataset")]
    operations = [migrations.RunSQL(SQL)]
