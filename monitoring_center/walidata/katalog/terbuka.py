"""The public copy of open datasets: written by the owner, small counts suppressed, read by everybody (also the portal).

Recaps of apps are computed here, once a day or once an approval, and never for a page of a reader.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.db import connection, transaction
from django.utils import timezone

from monitoring_center.walidata.dataset.banding import beri_waktu

from .models import DITEKAN, Akses, Dataset, Keadaan, Terbitan
from .penekanan import Baris, tekan, tekan_satu_satu

SEKALIGUS = 100_000  # rows that are compared with each other in memory; more are taken one at a time
SEMUA = 2**31 - 1
POTONG = 2_000
TANPA_TOTAL = "Baris jumlah dan total tidak ditampilkan karena datanya besar; hitung dari baris lainnya."


@transaction.atomic
def terbitkan_terbuka(dataset: Dataset) -> int:
    """Write the public copy of an own dataset anew; rows now public. Not open or not published: there is none.

    Call it after each new version of the rows. Idempotent. Readers have the former copy until this commits.
    """
    dataset = Dataset.objects.get(pk=dataset.pk)
    beri_waktu()
    with connection.cursor() as k:
        k.execute("DELETE FROM gerbang.data_terbuka WHERE dataset_id = %s", [dataset.pk])
        k.execute("DELETE FROM gerbang.terbitan WHERE dataset_id = %s", [dataset.pk])
        if dataset.keadaan != Keadaan.TERBIT or dataset.akses != Akses.TERBUKA:
            return 0
        k.execute(
            "INSERT INTO gerbang.terbitan (dataset_id, kolom, k_minimum, pada) VALUES (%s, %s, %s, %s)",
            [dataset.pk, json.dumps(dataset.kolom), dataset.k_minimum, timezone.now()],
        )
        jumlah = ditekan = 0
        hasil, catatan = _bersih(dataset)
        while potong := list(islice(hasil, POTONG)):
            isi = [b | ({DITEKAN: hilang} if hilang else {}) for b, hilang in potong]
            k.execute(
                "INSERT INTO gerbang.data_terbuka (dataset_id, nomor, isi)"
                " SELECT %s, %s + n, isi FROM jsonb_array_elements(%s) WITH ORDINALITY AS t(isi, n)",
                [dataset.pk, jumlah, json.dumps(isi)],
            )
            jumlah, ditekan = jumlah + len(potong), ditekan + sum(len(hilang) for _, hilang in potong)
    Terbitan.objects.filter(pk=dataset.pk).update(
        baris=jumlah, ditekan=ditekan, catatan=catatan if ditekan else ""
    )
    return jumlah


def _bersih(dataset: Dataset) -> tuple[Iterator[tuple[Baris, list[str]]], str]:
    """Rows as they may be seen, each with the names of what was taken away; and a sentence when the rows are many."""
    sumber = iter(_baris_sumber(dataset))
    awal = list(islice(sumber, SEKALIGUS + 1))
    if len(awal) <= SEKALIGUS:
        return iter(tekan(awal, dataset.kolom, dataset.k_minimum)), ""
    return tekan_satu_satu(chain(awal, sumber), dataset.kolom, dataset.k_minimum), TANPA_TOTAL


def _baris_sumber(dataset: Dataset) -> Iterable[Baris]:
    """Row by row from the database. None while the source has no view yet."""
    with connection.cursor() as k:
        k.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{dataset.pemilik}.{dataset.sumber}"])
        if not k.fetchone()[0]:
            return
    with connection.chunked_cursor() as k:
        k.execute("SELECT * FROM gerbang.baris_terbuka(%s, %s)", [dataset.uuid, SEMUA])
        while potong := k.fetchmany(POTONG):
            yield from (b[0] if isinstance(b[0], dict) else json.loads(b[0]) for b in potong)
