"""SQL of the views that apps offer, and the migration that freezes it (`spbe walidata migrasi`).

Table names are unqualified: a migration runs with the instansi's own schema as search_path, so one text is right in every schema.
"""

from collections.abc import Iterable
from pathlib import Path

from django.core.management import CommandError
from django.db.migrations.loader import MigrationLoader

from inti.dataset import DatasetSistem

from .daftar import daftar_sistem

LABEL = "walidata_dataset"
SUMBER = ("layanan", "pengaduan", "skm")
"""Apps whose tables the views read: their newest migrations come first."""
TEMPLAT = '''"""Views that apps offer as datasets. Written by `spbe walidata migrasi`; do not edit by hand."""

from django.db import migrations

SQL = r"""
{sql}"""


class Migration(migrations.Migration):
    dependencies = [
{dependensi}
    ]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
'''


def sql_tampilan(dataset: DatasetSistem, nama: str = "") -> str:
    """CREATE OR REPLACE can add columns at the end. Any other change is refused while grants use the view: then a new kode."""
    return f"CREATE OR REPLACE VIEW {nama or dataset.sumber} AS\n{dataset.sql.strip()};\n"


def sql_semua(dataset: Iterable[DatasetSistem]) -> str:
    return "\n".join(map(sql_tampilan, dataset))


def tulis_migrasi(folder: Path | None = None) -> Path:
    """Returns the path of the new file."""
    folder = folder or Path(__file__).parent / "migrations"
    pemuat = MigrationLoader(None)
    terakhir = [_terakhir(pemuat, label) for label in (LABEL, *SUMBER)]
    nomor = max(int(nama[:4]) for label, nama in pemuat.disk_migrations if label == LABEL) + 1
    berkas = folder / f"{nomor:04d}_tampilan_sistem.py"
    dependensi = "\n".join(f'        ("{label}", "{nama}"),' for label, nama in terakhir)
    berkas.write_text(
        TEMPLAT.format(sql=sql_semua(daftar_sistem().values()), dependensi=dependensi), encoding="utf-8"
    )
    return berkas


def _terakhir(pemuat: MigrationLoader, label: str) -> tuple[str, str]:
    simpul = pemuat.graph.leaf_nodes(label)
    if len(simpul) != 1:
        raise CommandError(f"Aplikasi {label} mempunyai {len(simpul)} migrasi terakhir; harus tepat satu.")
    return simpul[0]
