"""Shortcuts for the tests of the catalogue: a walidata officer, the head, a dataset as far as wanted."""

from datetime import date
from typing import Any

from django.utils import timezone

from monitoring_center.walidata.dataset.models import Baris, Versi
from monitoring_center.walidata.katalog import actions
from monitoring_center.walidata.katalog.models import Dataset

KOLOM = [
    {"name": "tahun", "title": "Tahun", "type": "year", "constraints": {"required": True}},
    {"name": "desa", "title": "Desa", "type": "string"},
    {"name": "jumlah", "title": "Jumlah", "type": "integer", "constraints": {"minimum": 0}},
]
ISIAN: dict[str, Any] = {
    "nama": "Jumlah jembatan gantung menurut desa",
    "konsep": "Prasarana penyeberangan",
    "definisi": "Banyaknya jembatan gantung yang masih dapat dilalui pejalan kaki pada akhir tahun.",
    "bidang": "i",
    "klasifikasi": ["desa"],
    "ukuran": "jumlah",
    "satuan": "unit",
    "periode": "tahunan",
    "sumber_data": "internal",
    "kontak": "Seksi PMD, (0518) 00000",
    "akses": "terbuka",
    "kolom": KOLOM,
}


def daftar(oleh: Any, kode: str = "jembatan_gantung", **lain: Any) -> Dataset:
    return actions.daftarkan(kode=kode, oleh=oleh, **(ISIAN | lain))


def terbit(petugas: Any, kepala: Any, kode: str = "jembatan_gantung", **lain: Any) -> Dataset:
    d = actions.ajukan(dataset=daftar(petugas, kode, **lain), oleh=petugas)
    return actions.setujui(dataset=d, oleh=kepala)


def potret(d: Dataset) -> dict[str, Any]:
    """The row as it is in the database, to prove that nothing changed."""
    return Dataset.objects.filter(pk=d.pk).values().get()


def isi_baris(d: Dataset, isi: list[dict[str, Any]]) -> Versi:
    """A version in force with these rows, as the dataset app would leave it."""
    v = Versi.objects.create(
        dataset=d.uuid, kode=d.kode, urut=1, periode="2025", periode_mulai=date(2025, 1, 1), periode_selesai=date(2025, 12, 31),
        keadaan="diperiksa", kolom=d.kolom, baris=len(isi),
    )  # fmt: skip
    Baris.objects.bulk_create(
        [Baris(nomor=(v.pk << 24) + n, dataset=d.uuid, versi=v, isi=b) for n, b in enumerate(isi, 2)]
    )
    Versi.objects.filter(pk=v.pk).update(keadaan="konsep")
    Versi.objects.filter(pk=v.pk).update(keadaan="berlaku", diberlakukan_pada=timezone.now())
    return v
