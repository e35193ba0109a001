"""Files of the demonstration that an officer has sent: one that is refused with its errors, one that waits to be put in force."""

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring_center.walidata.katalog.models import Dataset

from .actions import unggah
from .forms import tulis
from .models import Versi
from .muat import periksa_versi
from .periode import Periode

Baris = dict[str, Any]


def kirim(d: Dataset, baris: list[Baris], p: Periode, oleh: Any, *, salah: bool = False) -> Versi:
    """Upload the rows (plain values) and check them at once. `salah`: with the mistakes that people make."""
    nama = [k["name"] for k in d.kolom]
    sel = [[tulis(k, b.get(k["name"])) for k in d.kolom] for b in baris]
    if salah:
        angka = next(
            n for n, k in enumerate(d.kolom) if k["type"] in ("integer", "number") and not k.get("kunci")
        )
        sel[0][angka], sel[1][angka], sel[2][nama.index("tahun")] = "dua belas", "-4", ""
        sel.append(list(sel[3]))  # the same row twice
    teks = io.StringIO(newline="")
    csv.writer(teks, delimiter=";").writerows([[k["title"] for k in d.kolom], *sel])
    berkas = SimpleUploadedFile(f"{d.kode} {p.label}.csv", teks.getvalue().encode(), "text/csv")
    v = unggah(dataset=d, berkas=berkas, periode_mulai=p.mulai, oleh=oleh, catatan="Hasil pendataan")
    periksa_versi(v.pk)
    v.refresh_from_db()
    return v
