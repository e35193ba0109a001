from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0001_dataset.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("gerbang", "0001_gerbang")]
    operations = [migrations.RunSQL(SQL, "DROP TABLE gerbang.dataset CASCADE")]
