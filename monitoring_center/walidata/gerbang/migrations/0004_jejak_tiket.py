from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0004_jejak_tiket.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("gerbang", "0003_model")]
    operations = [migrations.RunSQL(SQL, "DROP INDEX gerbang.jejak_tiket")]
