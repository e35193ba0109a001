"""A schedule to start from. It is not a regulation: the kabupaten's own JRA replaces it before anything is destroyed."""

from typing import Any

from .models import JadwalRetensi, Nasib

AWAL = (
    ("000", 2, 3, Nasib.MUSNAH),
    ("100", 2, 3, Nasib.MUSNAH),
    ("200", 2, 3, Nasib.DINILAI),
    ("300", 2, 3, Nasib.MUSNAH),
    ("400", 2, 3, Nasib.MUSNAH),
    ("400.10", 3, 5, Nasib.DINILAI),
    ("400.12.3", 5, 25, Nasib.PERMANEN),
    ("500", 2, 5, Nasib.MUSNAH),
    ("500.17", 5, 25, Nasib.PERMANEN),
    ("600", 2, 5, Nasib.DINILAI),
    ("700", 2, 5, Nasib.DINILAI),
    ("800", 2, 5, Nasib.MUSNAH),
    ("900", 2, 8, Nasib.MUSNAH),
)


def isi_acuan(instansi: Any) -> None:
    """One statement; rows that exist are left alone."""
    JadwalRetensi.objects.bulk_create(
        [JadwalRetensi(kode=k, aktif_tahun=a, inaktif_tahun=i, nasib=n) for k, a, i, n in AWAL],
        ignore_conflicts=True,
    )
