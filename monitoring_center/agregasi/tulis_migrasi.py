"""Write the migration that freezes today's triggers. Run `agregasi migrasi` after changing an indicator."""

from pathlib import Path

from django.core.management import CommandError
from django.db.migrations.loader import MigrationLoader

from .daftar import aplikasi_tabel, daftar_indikator
from .pemicu import sql_pasang

TEMPLAT = '''"""Triggers on the event tables. Written by `spbe agregasi migrasi`; do not edit by hand."""

from django.db import migrations

SQL = r"""
{sql}"""


class Migration(migrations.Migration):
    dependencies = [
{dependensi}
    ]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
'''


def tulis_migrasi(folder: Path | None = None) -> Path:
    """Returns the path of the new file, which depends on the newest migration of every app it counts."""
    folder = folder or Path(__file__).parent / "migrations"
    pemuat = MigrationLoader(None)
    aplikasi = {"agregasi"} | {aplikasi_tabel(i.tabel) for i in daftar_indikator().values()}
    terakhir = [_terakhir(pemuat, label) for label in sorted(aplikasi)]
    nomor = max(int(nama[:4]) for label, nama in pemuat.disk_migrations if label == "agregasi") + 1
    berkas = folder / f"{nomor:04d}_pemicu.py"
    dependensi = "\n".join(f'        ("{label}", "{nama}"),' for label, nama in terakhir)
    berkas.write_text(TEMPLAT.format(sql=sql_pasang(daftar_indikator().values()), dependensi=dependensi))
    return berkas


def _terakhir(pemuat: MigrationLoader, label: str) -> tuple[str, str]:
    """The newest migration of an app. Its table must exist before a trigger on it can."""
    simpul = pemuat.graph.leaf_nodes(label)
    if len(simpul) != 1:
        raise CommandError(f"Aplikasi {label} mempunyai {len(simpul)} migrasi terakhir; harus tepat satu.")
    return simpul[0]
