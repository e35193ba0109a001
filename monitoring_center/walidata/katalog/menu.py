"""Menu entries of the catalogue."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from inti.akun.hak import Hak
from inti.ui.menu import Butir

PEMBACA = (
    Hak.DATA_LIHAT,
    Hak.DATA_KELOLA,
    Hak.DATA_SETUJUI,
    Hak.DATA_TEMUAN,
    Hak.DASBOR_LIHAT,
    Hak.KEPUTUSAN_BUAT,
)


def _menunggu(request: HttpRequest) -> QuerySet[Any]:
    from .models import Dataset

    pengguna: Any = request.user
    menunggu: QuerySet[Any] = Dataset.objects.untuk(pengguna).menunggu()
    return menunggu if pengguna.punya(Hak.DATA_SETUJUI) else menunggu.none()


def _temuan(request: HttpRequest) -> QuerySet[Any]:
    from .models import Temuan

    return Temuan.objects.terbuka()


MENU = [
    Butir(situs=("portal", "instansi"), label="Data", ikon="database", url_name="data:publik", urutan=40, tempat="publik"),
    Butir(
        situs=("instansi", "diskominfo", "monitoring"), label="Katalog data", ikon="books", url_name="data:katalog", hak=PEMBACA,
        urutan=62, kelompok="Data", kata_kunci="dataset semua walidata cari data",
    ),
    Butir(
        situs="instansi", label="Data instansi", ikon="database", url_name="data:beranda",
        hak=(Hak.DATA_KELOLA, Hak.DATA_SETUJUI, Hak.DATA_LIHAT), urutan=60, kelompok="Data", hitung=_menunggu,
        kata_kunci="walidata dataset satu data metadata indikator",
    ),
    Butir(
        situs="diskominfo", label="Temuan data ganda", ikon="copy", url_name="data:temuan", hak=Hak.DATA_TEMUAN,
        urutan=30, kelompok="Data", hitung=_temuan, kata_kunci="duplikat walidata larangan",
    ),
]  # fmt: skip
