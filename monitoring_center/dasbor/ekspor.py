"""The dashboard's figures as CSV, for a spreadsheet set to Indonesian."""

import csv
from typing import Any

from django.http import HttpResponse

from inti.ui.format import tanggal_jam

from .hitung import Dasbor
from .tampilan import format_nilai
from .ukuran import DAFTAR

RUMUS = ("=", "+", "-", "@", "\t", "\r")


def aman(isi: Any) -> str:
    """Text that a spreadsheet will not run as a formula."""
    teks = str(isi)
    return f"'{teks}" if teks.startswith(RUMUS) else teks


def csv_dasbor(d: Dasbor) -> HttpResponse:
    """One row per instansi. A figure that is not published stays empty; the last columns say why."""
    respons = HttpResponse(content_type="text/csv; charset=utf-8")
    nama = f"monitoring-center-{d.periode.mulai:%Y%m%d}-{d.periode.selesai:%Y%m%d}.csv"
    respons["Content-Disposition"] = f'attachment; filename="{nama}"'
    respons.write("\ufeff")
    tulis = csv.writer(respons, delimiter=";", lineterminator="\r\n")
    tulis.writerow(
        ["Kode", "Instansi", "Jenis", "Periode mulai", "Periode selesai"]
        + [f"{u.nama} ({u.satuan})" for u in DAFTAR]
        + ["Data per", "Keadaan data", "Penjelasan"]
    )
    for b in d.baris:
        angka = [
            "" if nilai is None else format_nilai(u, nilai).replace(".", "") for u, nilai in b.semua_nilai
        ]
        tulis.writerow(
            [
                *(aman(b.instansi.kode), aman(b.instansi.nama), b.instansi.get_jenis_display()),
                *(d.periode.mulai.isoformat(), d.periode.selesai.isoformat(), *angka),
                *(tanggal_jam(b.status.per) if b.status else "", aman(b.keadaan), aman(b.penjelasan)),
            ]
        )
    return respons
