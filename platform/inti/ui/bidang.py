"""Form fields of Indonesian administration. The data-format attribute lets formulir.js format while typing;
the server accepts the formatted and the bare text alike."""

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inti.ui.format import BULAN, BULAN_PENDEK, angka

BUKAN_ANGKA = re.compile(r"\D")
PEMISAH = re.compile(r"[\s.\-]")
NAMA_BULAN = {b.lower(): n for daftar in (BULAN, BULAN_PENDEK) for n, b in enumerate(daftar, 1)}


class _BidangAngkaTeks(forms.CharField):
    """Digits only; spaces, dots and hyphens between them are dropped, anything else is refused."""

    format = ""
    panjang = 0
    nama = ""

    def __init__(self, **opsi: Any) -> None:
        super().__init__(**opsi)
        # maxlength leaves room for the separators that the browser shows.
        self.widget.attrs |= {
            "inputmode": "numeric",
            "autocomplete": "off",
            "data-format": self.format,
            "maxlength": self.panjang + 6,
        }

    def to_python(self, nilai: Any) -> str:
        return PEMISAH.sub("", super().to_python(nilai) or "")

    def validate(self, nilai: str) -> None:
        super().validate(nilai)
        if nilai and not (nilai.isascii() and nilai.isdigit()):
            raise ValidationError(f"{self.nama} hanya berisi angka.", code="angka")
        if nilai and len(nilai) != self.panjang:
            kalimat = f"{self.nama} terdiri atas {self.panjang} angka; yang diisi {len(nilai)} angka."
            raise ValidationError(kalimat, code="panjang")


class BidangNIK(_BidangAngkaTeks):
    """16 digits: region of first registration (6), birth date ddmmyy (women: day + 40), serial (4).

    Only what no NIK can have is refused. The region may be an old or a distant one, and date or sex may
    lawfully differ from what the form says, so those are no errors here.
    """

    format, panjang, nama = "nik", 16, "NIK"

    def validate(self, nilai: str) -> None:
        super().validate(nilai)
        if not nilai:
            return
        if not 11 <= int(nilai[:2]) <= 96 or nilai[12:] == "0000":
            raise ValidationError("Nomor ini bukan NIK. Periksa kembali dengan KTP-el atau KK.", code="nik")
        if not _tanggal_ada(int(nilai[6:8]), int(nilai[8:10]), int(nilai[10:12])):
            kalimat = "Angka ke-7 sampai ke-12 bukan tanggal lahir. Periksa kembali dengan KTP-el atau KK."
            raise ValidationError(kalimat, code="nik")


def _tanggal_ada(hari: int, bulan: int, tahun: int) -> bool:
    """Whether the date exists in 19yy or 20yy; for women 40 was added to the day."""
    hari -= 40 if hari > 40 else 0
    return any(1 <= bulan <= 12 and 1 <= hari <= monthrange(abad + tahun, bulan)[1] for abad in (1900, 2000))


class BidangNIP(_BidangAngkaTeks):
    format, panjang, nama = "nip", 18, "NIP"


class BidangTelepon(forms.CharField):
    """Mobile or office number, stored as 08… or +62… turned into 08…."""

    def __init__(self, **opsi: Any) -> None:
        super().__init__(**opsi)
        self.widget.input_type = "tel"
        self.widget.attrs |= {"data-format": "telepon", "maxlength": 20, "autocomplete": "tel"}

    def to_python(self, nilai: Any) -> str:
        angka_saja = BUKAN_ANGKA.sub("", super().to_python(nilai) or "")
        return "0" + angka_saja[2:] if angka_saja.startswith("62") else angka_saja

    def validate(self, nilai: str) -> None:
        super().validate(nilai)
        if nilai and not (nilai.startswith("0") and 9 <= len(nilai) <= 14):
            kalimat = "Nomor telepon diawali 0 atau +62, misalnya 0812-3456-7890."
            raise ValidationError(kalimat, code="telepon")


class BidangRupiah(forms.DecimalField):
    """1.250.000 or Rp1.250.000,50 -> Decimal."""

    widget = forms.TextInput

    def __init__(self, **opsi: Any) -> None:
        super().__init__(**{"decimal_places": 2, "max_digits": 18, "min_value": 0} | opsi)
        self.widget.attrs |= {"inputmode": "numeric", "data-format": "rupiah", "autocomplete": "off"}

    def to_python(self, nilai: Any) -> Any:
        if isinstance(nilai, str):
            nilai = nilai.strip().removeprefix("Rp").replace(" ", "").replace(".", "").replace(",", ".")
        return super().to_python(nilai)

    def prepare_value(self, nilai: Any) -> Any:
        return angka(nilai) if isinstance(nilai, (int, float, Decimal)) else nilai


class InputTanggal(forms.TextInput):
    """A text field; formulir.js adds a button with the browser's own date picker."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        bawaan = {"data-format": "tanggal", "autocomplete": "off", "placeholder": "17-11-2022"}
        super().__init__(bawaan | (attrs or {}))


class BidangTanggal(forms.DateField):
    """17-11-2022, 17/11/2022, 2022-11-17, 17 November 2022, or 17112022 as one types on the number pad."""

    widget = InputTanggal
    input_formats = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
    default_error_messages = {"invalid": "Tulis tanggal seperti 17-11-2022 atau 17 November 2022."}

    def to_python(self, nilai: Any) -> date | None:
        if isinstance(nilai, str):
            kata = nilai.lower().split()
            if len(kata) == 1 and len(kata[0]) == 8 and kata[0].isdecimal():
                nilai = f"{kata[0][:2]}-{kata[0][2:4]}-{kata[0][4:]}"
            if len(kata) == 3 and kata[1] in NAMA_BULAN:
                nilai = f"{kata[0]}-{NAMA_BULAN[kata[1]]}-{kata[2]}"
        return super().to_python(nilai)

    def prepare_value(self, nilai: Any) -> Any:
        if isinstance(nilai, datetime):
            nilai = nilai.date()
        return nilai.strftime("%d-%m-%Y") if isinstance(nilai, date) else nilai


class InputBerkas(forms.FileInput):
    """The browser's own input lies invisibly over an Indonesian label, so that a file can be dropped on it too."""

    template_name = "ui/widget_berkas.html"


class BidangBerkas(forms.FileField):
    """One file; says what is accepted and lets a phone offer its camera."""

    widget = InputBerkas

    def __init__(self, *, terima: str = ".pdf,.jpg,.jpeg,.png", maks_mb: int = 5, **opsi: Any) -> None:
        opsi.setdefault("help_text", f"PDF, JPG atau PNG, paling besar {maks_mb} MB.")
        super().__init__(**opsi)
        self.widget.attrs |= {"accept": terima, "data-maks-bita": maks_mb * 1_000_000}
