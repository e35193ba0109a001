"""Forms of the hand-over room."""

from django import forms

from inti.ui.bidang import BidangBerkas
from layanan.peristiwa import PENGISI, periksa_teks


class PindaianForm(forms.Form):
    pindaian = BidangBerkas(label="Pindaian bukti yang sudah ditandatangani")


class KataForm(forms.Form):
    teks = forms.CharField(
        label="Kalimat",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Pengisi yang boleh dipakai: "
        + ", ".join(f"{{{n}}} ({arti})" for n, arti in PENGISI.items())
        + ".",
    )
    lewat_surel = forms.BooleanField(label="Kirim lewat surel", required=False)
    lewat_pesan = forms.BooleanField(label="Kirim lewat WhatsApp/SMS", required=False)

    def clean_teks(self) -> str:
        teks = self.cleaned_data["teks"]
        if salah := periksa_teks(teks):
            raise forms.ValidationError(salah)
        return teks


class KodeForm(forms.Form):
    kode = forms.CharField(
        label="Kode unduh",
        max_length=12,
        help_text="Enam angka dari pesan atau dari petugas loket.",
        error_messages={"required": "Tuliskan enam angka kode unduh."},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "form-control"}
        ),
    )

    def clean_kode(self) -> str:
        kode = "".join(self.cleaned_data["kode"].split())
        if not (kode.isascii() and kode.isdigit() and len(kode) == 6):
            raise forms.ValidationError("Kode terdiri atas enam angka.")
        return kode
