from django import forms

from .models import Dasar


class SetujuiForm(forms.Form):
    """What the head of the instansi says when letting an indicator out (Tanah Bumbu 25/2019 Ps 11(2))."""

    dasar = forms.ChoiceField(
        label="Dasar persetujuan",
        choices=Dasar.choices,
        help_text="Perbup Tanah Bumbu 25/2019 Pasal 11 ayat (2).",
    )
    alasan = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Boleh dikosongkan. Misalnya nomor kesepakatan, SOP, atau surat perintah.",
    )


class CabutForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan pencabutan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ditampilkan kepada Sekretaris Daerah bersama tanda bahwa data dicabut.",
    )
