from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

SQL = (Path(__file__).parent / "sql" / "0005_penarikan.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ('walidata_prosedur', '0004_satu_izin'),
    ]

    operations = [
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Penarikan',
            fields=[
                ('permohonan', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='penarikan', serialize=False, to='walidata_prosedur.permohonan')),
                ('alasan', models.TextField()),
                ('oleh', models.CharField(max_length=200)),
                ('pada', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'db_table': 'gerbang"."penarikan',
                'managed': False,
            },
        ),
    ]
