"""Datasets of the first test instansi, registered as its own login would."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from inti.dataset import Kolom
from inti.tasks import jalankan_semua
from monitoring_center.walidata.dataset import actions
from monitoring_center.walidata.dataset.models import Galat, Versi
from monitoring_center.walidata.katalog.models import Dataset

JUDUL = ("Desa", "Jumlah sampah", "Tanggal timbang")
ISI = [("Batulicin", "120", "01-03-2025"), ("Kampung Baru", "", "")]

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


def berkas_csv(
    baris: Sequence[Sequence[Any]] = ISI,
    judul: Sequence[str] = JUDUL,
    *,
    pemisah: str = ";",
    enkode: str = "utf-8",
) -> SimpleUploadedFile:
    teks = io.StringIO(newline="")
    csv.writer(teks, delimiter=pemisah).writerows([judul, *baris])
    return SimpleUploadedFile("data.csv", teks.getvalue().encode(enkode), "text/csv")


def berkas_xlsx(
    baris: Sequence[Sequence[Any]], judul: Sequence[str] = JUDUL, lembar: str = "Data"
) -> SimpleUploadedFile:
    buku = Workbook()
    buku.active.title = lembar
    for b in [judul, *baris]:
        buku.active.append(list(b))
    hasil = io.BytesIO()
    buku.save(hasil)
    return SimpleUploadedFile("data.xlsx", hasil.getvalue())


def kirim(d: Dataset, oleh: Any, berkas: Any = None, *, tahun: int = 2025, **lain: Any) -> Versi:
    v = actions.unggah(
        dataset=d, berkas=berkas or berkas_csv(), periode_mulai=date(tahun, 5, 5), oleh=oleh, **lain
    )
    jalankan_semua()
    v.refresh_from_db()
    return v


def galat(v: Versi) -> list[tuple[int, str, str]]:
    return list(Galat.objects.filter(versi=v).values_list("baris", "kolom", "jenis"))
