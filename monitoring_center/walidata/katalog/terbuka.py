"""The public copy of open datasets: written by the owner, small counts suppressed, read by everybody (also the portal)."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from .models import Akses, Dataset, Keadaan
from .penekanan import tekan

MAKS_BARIS = 100_000
TERLALU_BESAR = (
    f"Data lebih dari {MAKS_BARIS:,} baris tidak disalin ke katalog; mintalah kepada walidatanya.".replace(
        ",", "."
    )
)
POTONG = 2_000


@transaction.atomic
def terbitkan_terbuka(dataset: Dataset) -> int:
    """Write the public copy of an own dataset anew; rows now public. Not open or not published: there is none.

    Call it after each new version of the rows. Idempotent.
    """
    dataset = Dataset.objects.get(pk=dataset.pk)
    with connection.cursor() as k:
        k.execute("DELETE FROM gerbang.data_terbuka WHERE dataset_id = %s", [dataset.pk])
        k.execute("DELETE FROM gerbang.terbitan WHERE dataset_id = %s", [dataset.pk])
        if dataset.keadaan != Keadaan.TERBIT or dataset.akses != Akses.TERBUKA:
            return 0
        baris = _baris_sumber(k, dataset)
        catatan = TERLALU_BESAR if len(baris) > MAKS_BARIS else ""
        bersih, ditekan = ([], 0) if catatan else tekan(baris, dataset.kolom, dataset.k_minimum)
        k.execute(
            "INSERT INTO gerbang.terbitan (dataset_id, kolom, baris, ditekan, k_minimum, catatan, pada)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                dataset.pk,
                json.dumps(dataset.kolom),
                len(bersih),
                ditekan,
                dataset.k_minimum,
                catatan,
                timezone.now(),
            ],
        )
        for potong in _potongan(bersih):
            k.execute(
                "INSERT INTO gerbang.data_terbuka (dataset_id, nomor, isi)"
                " SELECT %s, %s + n, isi FROM jsonb_array_elements(%s) WITH ORDINALITY AS t(isi, n)",
                [dataset.pk, potong[0], json.dumps(potong[1])],
            )
    return len(bersih)


def _baris_sumber(kursor: Any, dataset: Dataset) -> list[dict[str, Any]]:
    """At most one row more than may be published. Empty while the source has no view yet."""
    kursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{dataset.pemilik}.{dataset.sumber}"])
    if not kursor.fetchone()[0]:
        return []
    kursor.execute("SELECT * FROM gerbang.baris_terbuka(%s, %s)", [dataset.uuid, MAKS_BARIS + 1])
    return [b[0] if isinstance(b[0], dict) else json.loads(b[0]) for b in kursor]


def _potongan(baris: list[dict[str, Any]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    for awal in range(0, len(baris), POTONG):
        yield awal, baris[awal : awal + POTONG]
