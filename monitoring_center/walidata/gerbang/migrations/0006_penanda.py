from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0006_penanda.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("gerbang", "0005_rencana")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
