from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0011_sinonim.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("walidata_katalog", "0010_siapkan_sumber")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
