"""Form fields made from what a service declares: fourteen types, one function each."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms

from inti.ui import format
from inti.ui.bidang import BidangNIK, BidangRupiah, BidangTanggal, BidangTelepon

from ..dokumen.bersih import tak_tercetak
from ..pemohon.nik import NikSalah, urai_nik, urai_nkk

AWALAN = "isian_"


class NikIsian(BidangNIK):
    """A NIK of somebody else in the letter; the same hard rules as that of the applicant."""

    def clean(self, value: Any) -> str:
        nomor = super().clean(value)
        try:
            return urai_nik(nomor).nomor if nomor else ""
        except NikSalah as galat:
            raise forms.ValidationError(str(galat), code="nik") from galat


class NkkIsian(forms.CharField):
    def __init__(self, **kw: Any) -> None:
        super().__init__(max_length=24, **kw)
        self.widget.attrs |= {"inputmode": "numeric", "data-format": "nik", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        teks = super().clean(value)
        try:
            return urai_nkk(teks) if teks else ""
        except NikSalah as galat:
            raise forms.ValidationError(str(galat), code="nkk") from galat


class JamIsian(forms.CharField):
    """08.30, 8:30 or 0830 -> "08.30"."""

    def clean(self, value: Any) -> str:
        teks = super().clean(value)
        cocok = re.fullmatch(r"(\d{1,2})[.:]?(\d{2})", teks) if teks else None
        if teks and (not cocok or int(cocok[1]) > 23 or int(cocok[2]) > 59):
            raise forms.ValidationError("Tulis jam seperti 08.30.", code="jam")
        return time(int(cocok[1]), int(cocok[2])).strftime("%H.%M") if cocok else ""


class WaktuIsian(forms.DateTimeField):
    input_formats = ["%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H.%M", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"]
    default_error_messages = {"invalid": "Tulis tanggal dan jam seperti 17-11-2026 08.30."}


class TitikIsian(forms.CharField):
    """ "-3.4521, 115.8377" -> the same, checked to be in Indonesia."""

    def clean(self, value: Any) -> str:
        teks = super().clean(value)
        if not teks:
            return ""
        cocok = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*", teks)
        if not cocok or not (-11.5 <= float(cocok[1]) <= 6.5 and 94 <= float(cocok[2]) <= 142):
            raise forms.ValidationError(
                "Tulis lintang dan bujur di Indonesia, misalnya -3.4521, 115.8377.", code="titik"
            )
        return f"{cocok[1]}, {cocok[2]}"


class TabelIsian(forms.CharField):
    """One row a line, cells parted by ";" or a tab (so rows can be pasted from a spreadsheet) -> list of lists."""

    widget = forms.Textarea

    def __init__(self, *, kolom: Sequence[str], **kw: Any) -> None:
        self.kolom = list(kolom)
        super().__init__(**kw)
        self.widget.attrs |= {"rows": 4, "placeholder": "; ".join(self.kolom)}

    def clean(self, value: Any) -> list[list[str]]:
        teks = super().clean(value)
        baris = [[sel.strip() for sel in re.split(r"[;\t]", b)] for b in teks.splitlines() if b.strip()]
        lebar = len(self.kolom)
        for nomor, isi in enumerate(baris, 1):
            if len(isi) > lebar:
                raise forms.ValidationError(
                    f"Baris {nomor} berisi {len(isi)} kolom, seharusnya {lebar}: {'; '.join(self.kolom)}.",
                    code="tabel",
                )
        return [[*isi, *[""] * (lebar - len(isi))] for isi in baris]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join("; ".join(map(str, baris)) for baris in value)
        return value


def kolom_tabel(label: str) -> list[str]:
    """ "Daftar ahli waris (nama, NIK, hubungan)" -> ["nama", "NIK", "hubungan"]."""
    dalam = re.search(r"\(([^)]*)\)", label)
    return [k.strip() for k in dalam[1].split(",")] if dalam else ["nama", "keterangan"]


def _pilihan(d: dict[str, Any], umum: dict[str, Any]) -> forms.Field:
    pilihan = [(p, p[:1].upper() + p[1:]) for p in d["pilihan"]]
    return forms.ChoiceField(
        choices=pilihan if d["wajib"] and len(pilihan) == 1 else [("", "Pilih…"), *pilihan], **umum
    )


def _tabel(d: dict[str, Any], umum: dict[str, Any]) -> forms.Field:
    kolom = kolom_tabel(d["label"])
    umum["label"] = d["label"].split(" (")[0]
    return TabelIsian(kolom=kolom, help_text="Satu baris satu data: " + "; ".join(kolom) + ".", **umum)


def _wilayah(d: dict[str, Any], umum: dict[str, Any]) -> forms.Field:
    bidang = forms.CharField(max_length=80, **umum)
    bidang.widget.attrs["list"] = "daftar-desa"
    return bidang


PEMBUAT: dict[str, Callable[[dict[str, Any], dict[str, Any]], forms.Field]] = {
    "teks": lambda d, u: forms.CharField(max_length=200, **u),
    "teks_panjang": lambda d, u: forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **u
    ),
    "angka": lambda d, u: forms.DecimalField(
        min_value=0, max_digits=14, decimal_places=2, localize=True, **u
    ),
    "uang": lambda d, u: BidangRupiah(**u),
    "tanggal": lambda d, u: BidangTanggal(**u),
    "jam": lambda d, u: JamIsian(max_length=5, **u),
    "waktu": lambda d, u: WaktuIsian(**u),
    "pilihan": _pilihan,
    "nik": lambda d, u: NikIsian(**u),
    "nkk": lambda d, u: NkkIsian(**u),
    "telepon": lambda d, u: BidangTelepon(**u),
    "wilayah": _wilayah,
    "titik": lambda d, u: TitikIsian(max_length=60, **u),
    "tabel": _tabel,
}


def periksa_tercetak(form: forms.Form) -> None:
    """A character that no font of the letters has is named where it is typed, not found by the signer as a box."""
    for nama, nilai in list(form.cleaned_data.items()):
        if salah := tak_tercetak(_teks_dalam(nilai)):
            form.add_error(
                nama,
                f"Huruf {' '.join(f'“{h}”' for h in salah[:5])} tidak dapat dicetak di surat. Tulis dengan huruf Latin.",
            )


def _teks_dalam(nilai: Any) -> str:
    if isinstance(nilai, list | tuple):
        return "".join(map(_teks_dalam, nilai))
    return nilai if isinstance(nilai, str) else ""


def bidang_isian(deklarasi: Sequence[dict[str, Any]]) -> dict[str, forms.Field]:
    """Field name (with AWALAN) -> field, in the declared order."""
    return {
        AWALAN + d["nama"]: PEMBUAT[d["tipe"]](d, {"label": d["label"], "required": d["wajib"]})
        for d in deklarasi
    }


def simpan_nilai(nilai: Any) -> Any:
    """A cleaned value as JSON keeps it."""
    if isinstance(nilai, datetime):
        return nilai.isoformat(timespec="minutes")
    if isinstance(nilai, date):
        return nilai.isoformat()
    if isinstance(nilai, Decimal):
        return int(nilai) if nilai == nilai.to_integral_value() else float(nilai)
    return nilai


def tampil_nilai(deklarasi: dict[str, Any], nilai: Any) -> str:
    """A stored answer as people read it."""
    if nilai in (None, "", []):
        return format.KOSONG
    match deklarasi["tipe"]:
        case "uang":
            return format.rupiah(nilai)
        case "angka":
            return str(nilai) if "tahun" in deklarasi["nama"] else format.angka(nilai)
        case "tanggal":
            return format.tanggal(date.fromisoformat(nilai))
        case "waktu":
            return format.tanggal_jam(datetime.fromisoformat(nilai))
        case "jam":
            return f"{nilai} {format.SINGKATAN_ZONA.get(str(format.zona_kini()), '')}".strip()
        case "nik" | "nkk":
            return format.samar_nik(nilai)
        case "tabel":
            return "\n".join(" · ".join(filter(None, baris)) for baris in nilai)
    return str(nilai)
