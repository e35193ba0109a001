from datetime import date
from typing import Any

from django import forms

from inti.ui.bidang import BidangBerkas, BidangTanggal
from monitoring_center.walidata.katalog.models import Dataset

from .models import MAKS_UNGGAH, Sumber
from .periode import pilihan

AWALAN = "k_"
PETUNJUK = {
    "integer": "Angka bulat, misalnya 1250.",
    "number": "Angka, misalnya 12,5.",
    "date": "Hari-bulan-tahun, misalnya 31-12-2025.",
    "datetime": "Misalnya 31-12-2025 14.30.",
    "year": "Empat angka, misalnya 2025.",
}


def bidang_periode(dataset: Dataset, kini: date) -> forms.Field:
    """The latest periods to choose from, or any day where the dataset has no fixed period."""
    semua = pilihan(dataset.periode, kini)
    if not semua:
        return BidangTanggal(label="Tanggal data", initial=f"{kini:%d-%m-%Y}")
    return forms.TypedChoiceField(
        label="Periode data",
        choices=[(p.mulai.isoformat(), p.label) for p in semua],
        coerce=date.fromisoformat,
    )


class UnggahForm(forms.Form):
    berkas = BidangBerkas(
        label="Berkas CSV atau Excel",
        terima=".csv,.xlsx",
        maks_mb=MAKS_UNGGAH // 1_000_000,
        help_text="Baris pertama berisi judul kolom. Paling banyak 1.000.000 baris, 200 MB.",
    )
    sumber = forms.ChoiceField(label="Sumber data", choices=Sumber.choices)
    catatan = forms.CharField(
        label="Catatan", max_length=300, required=False, help_text="Misalnya nomor surat pengantar data."
    )
    field_order = ["periode", "berkas", "sumber", "catatan"]

    def __init__(self, *args: Any, dataset: Dataset, kini: date, **opsi: Any) -> None:
        super().__init__(*args, **opsi)
        self.fields["periode"] = bidang_periode(dataset, kini)
        self.fields["sumber"].initial = dataset.sumber_data
        self.order_fields(self.field_order)


class BarisForm(forms.Form):
    """One row: a text field per column, read by the same cell readers as a file."""

    catatan = forms.CharField(label="Alasan perubahan", max_length=300, required=False)

    def __init__(
        self, *args: Any, dataset: Dataset, kini: date, isi: dict[str, Any] | None = None, **opsi: Any
    ) -> None:
        super().__init__(*args, **opsi)
        if isi is None:
            self.fields["periode"] = bidang_periode(dataset, kini)
        for k in dataset.kolom:
            self.fields[AWALAN + k["name"]] = _bidang(k, isi or {})
        self.order_fields(["periode", *(AWALAN + k["name"] for k in dataset.kolom), "catatan"])
        self.nama = [k["name"] for k in dataset.kolom]

    @property
    def isian(self) -> dict[str, str]:
        return {n: self.cleaned_data[AWALAN + n] for n in self.nama}

    def tandai(self, salah: dict[str, str]) -> None:
        for nama, pesan in salah.items():
            self.add_error(AWALAN + nama if AWALAN + nama in self.fields else None, pesan)


def _bidang(k: dict[str, Any], isi: dict[str, Any]) -> forms.Field:
    batasan = k.get("constraints") or {}
    awal = isi.get(k["name"])
    petunjuk = k.get("description") or PETUNJUK.get(k.get("type", ""), "")
    wajib = bool(batasan.get("required"))
    if k.get("tersandi") and awal is not None:
        awal, petunjuk, wajib = None, "Tersandi. Biarkan kosong agar tidak berubah.", False
    umum: dict[str, Any] = {"label": k.get("title") or k["name"], "required": wajib, "help_text": petunjuk}
    if k.get("type") == "boolean":
        pilih = "" if awal is None else "ya" if awal else "tidak"
        return forms.ChoiceField(choices=[("", "–"), ("ya", "Ya"), ("tidak", "Tidak")], initial=pilih, **umum)
    if batasan.get("enum"):
        return forms.ChoiceField(
            choices=[("", "–"), *((str(x), str(x)) for x in batasan["enum"])], initial=awal, **umum
        )
    return forms.CharField(initial=tulis(k, awal), max_length=10_000, **umum)


def tulis(k: dict[str, Any], nilai: Any) -> str:
    """A stored value as people type it."""
    if nilai is None:
        return ""
    match k.get("type"):
        case "number":
            return str(nilai).replace(".", ",")
        case "date":
            return f"{date.fromisoformat(nilai):%d-%m-%Y}"
        case "boolean":
            return "ya" if nilai else "tidak"
    return str(nilai)
