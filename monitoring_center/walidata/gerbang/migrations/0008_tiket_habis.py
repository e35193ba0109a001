from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0008_tiket_habis.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("gerbang", "0007_terbit")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
