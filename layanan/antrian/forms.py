"""Setting up the queue."""

from typing import Any

from django import forms

from ..models import Layanan
from .models import Kelompok, Loket


class KelompokForm(forms.ModelForm):
    layanan = forms.MultipleChoiceField(
        label="Layanan",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kosongkan semua untuk layanan yang tidak masuk kelompok lain.",
    )

    class Meta:
        model = Kelompok
        fields = ["kode", "nama", "keterangan", "urutan", "aktif", "layanan"]
        labels = {
            "kode": "Huruf",
            "nama": "Nama",
            "keterangan": "Keterangan pada kios",
            "urutan": "Urutan",
            "aktif": "Dibuka",
        }
        help_texts = {"kode": "Satu atau dua huruf besar di depan nomor, misalnya A."}

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["layanan"].choices = Layanan.objects.aktif().values_list("kode", "nama")  # type: ignore[attr-defined]


class LoketForm(forms.ModelForm):
    melayani = forms.ModelMultipleChoiceField(
        Kelompok.objects.filter(aktif=True),
        label="Memanggil kelompok",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Loket
        fields = ["nomor", "nama", "aktif"]
        labels = {"nomor": "Nomor loket", "nama": "Nama", "aktif": "Dibuka"}

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if self.instance.pk:
            self.fields["melayani"].initial = self.instance.kelompok.all()
