from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0010_siapkan_sumber.sql").read_text(encoding="utf-8")
BUANG = "DROP FUNCTION gerbang.siapkan_sumber(uuid); DROP FUNCTION gerbang.kolom_sumber(jsonb)"


class Migration(migrations.Migration):
    dependencies = [("walidata_katalog", "0006_model")]
    operations = [migrations.RunSQL(SQL, BUANG)]
