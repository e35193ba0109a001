"""The procedure of Perbup Tanah Bumbu 25/2019 Ps 11(6), 12 as rows of schema `gerbang`. Row-level security shows each instansi
its own, and the Monitoring Center all; what may be written stands in gerbang/hak.py."""

from monitoring_center.walidata.gerbang.models import (
    PEMBACA_HALAMAN,
    Izin,
    IzinQuerySet,
    KeadaanIzin,
    boleh_melihat,
)

from .dasar import (
    CHIP_KONSEP,
    CHIP_PERMOHONAN,
    Bentuk,
    Chip,
    Frekuensi,
    JenisLampiran,
    KeadaanKonsep,
)
from .izin import Lampiran, Pembatalan, Perintah, UsulCabut
from .permohonan import Konsep, Penarikan, Penolakan, Permohonan, Rekomendasi

__all__ = [
    "CHIP_KONSEP",
    "CHIP_PERMOHONAN",
    "PEMBACA_HALAMAN",
    "Bentuk",
    "Chip",
    "Frekuensi",
    "Izin",
    "IzinQuerySet",
    "JenisLampiran",
    "KeadaanIzin",
    "KeadaanKonsep",
    "Konsep",
    "Lampiran",
    "Pembatalan",
    "Penarikan",
    "Penolakan",
    "Perintah",
    "Permohonan",
    "Rekomendasi",
    "UsulCabut",
    "boleh_melihat",
]
