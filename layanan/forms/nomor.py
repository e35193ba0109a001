"""Forms of the number books. The rules live in `layanan.surat.nomor`."""

from typing import Any

from django import forms

from inti.ui.bidang import BidangTanggal

from ..dokumen.pola_nomor import PANJANG
from ..enums import CakupanNomor
from ..models import BlokNomor
from ..surat.nomor import BLOK_MAKS
from ..waktu.jam import hari_ini


class FormatForm(forms.Form):
    pola = forms.CharField(
        label="Format nomor",
        max_length=120,
        help_text=f"Bagian dalam kurung kurawal diisi sendiri. Nomor jadi paling panjang {PANJANG} huruf.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    cakupan = forms.ChoiceField(
        label="Urutan dihitung",
        choices=CakupanNomor.choices,
        widget=forms.RadioSelect,
        help_text="Setiap buku mulai dari 1 tiap tahun. Cakupan hanya berganti pada 1 Januari.",
    )
    unit = forms.RegexField(
        r"^[A-Za-z0-9.\-]*$",
        label="Kode unit",
        max_length=24,
        required=False,
        help_text="Kosongkan untuk memakai kode unit pada kop surat.",
        error_messages={"invalid": "Hanya huruf, angka, titik, dan tanda hubung."},
    )
    mulai = BidangTanggal(
        label="Berlaku mulai", help_text="Surat sebelum tanggal ini tetap memakai format lama."
    )


class BlokForm(forms.Form):
    buku = forms.ChoiceField(label="Buku")
    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)
    jumlah = forms.IntegerField(
        label="Banyaknya nomor",
        min_value=1,
        max_value=BLOK_MAKS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    alasan = forms.CharField(
        label="Untuk apa",
        max_length=300,
        help_text="Misalnya: mode manual selama pemeliharaan jaringan (Pasal 12).",
    )
    sudah = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, buku: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tahun = hari_ini().year
        self.fields["sudah"].initial = (
            BlokNomor.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        )
        self.fields["buku"].choices = buku  # type: ignore[attr-defined]
        self.fields["tahun"].choices = [(t, str(t)) for t in (tahun, tahun + 1)]  # type: ignore[attr-defined]


class AlasanNomorForm(forms.Form):
    ke = forms.ChoiceField(label="Nomor ini", widget=forms.RadioSelect)
    alasan = forms.CharField(
        label="Alasan", max_length=300, help_text="Tercatat di buku nomor dan jejak audit."
    )

    def __init__(self, *args: Any, hilang: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = [("batal", "Batal: tidak akan dipakai")]
        if hilang:
            pilihan.append(("hilang", "Hilang: tidak diketahui dipakai untuk apa"))
        self.fields["ke"].choices = pilihan  # type: ignore[attr-defined]
        self.fields["ke"].initial = "batal"
