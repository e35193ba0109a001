"""Datasets of the first test instansi, registered as its own login would."""

from typing import Any

from inti.dataset import Kolom
from monitoring_center.walidata.katalog.models import Dataset

KOLOM = (
    Kolom("desa", "Desa", batasan={"required": True}),
    Kolom("jumlah", "Jumlah sampah", "integer", "kilogram", batasan={"minimum": 0}),
    Kolom("tanggal", "Tanggal timbang", "date"),
)


def buat_dataset(kode: str = "sampah", kolom: Any = KOLOM, **lain: Any) -> Dataset:
    """A dataset of the present instansi. `kolom`: Kolom, or fields as the catalogue keeps them."""
    from django.db import connection

    isi = {
        "pemilik": connection.schema_name,
        "jenis": "sektoral",
        "nama": f"Data {kode}",
        "periode": "tahunan",
        "sumber": f"ds_{kode}",
        "dibuat_oleh": "Walidata",
        "kolom": [k.skema() if isinstance(k, Kolom) else k for k in kolom],
    }
    return Dataset.objects.create(kode=kode, **(isi | lain))
