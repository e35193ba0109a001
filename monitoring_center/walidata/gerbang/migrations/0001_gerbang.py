from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0001_gerbang.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(SQL, "DROP SCHEMA gerbang CASCADE")]
