"""Where the rows of a dataset are read from."""

from django.db import connection

from monitoring_center.walidata.katalog.models import Dataset


def siapkan_sumber(dataset: Dataset) -> str:
    """Make the view of the owner's dataset fit its columns; name of the view.

    Sektoral: created or changed. Sistem: only looked for. Raises DatabaseError with a sentence when a name or a change of type
    is refused; then nothing changed. To be called after every change of `kolom`, in the same transaction.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT gerbang.siapkan_sumber(%s)", [dataset.uuid])
        return str(kursor.fetchone()[0])
