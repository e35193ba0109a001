"""Forms of the API room."""

from typing import Any

from django import forms

from inti.akun.models import Pengguna
from inti.ui.bidang import BidangTanggal

from .cakupan import Cakupan


class TokenForm(forms.Form):
    nama = forms.CharField(
        label="Nama aplikasi", max_length=80, help_text="Misalnya: Aplikasi desa Batulicin."
    )
    pengguna = forms.ModelChoiceField(
        label="Bertindak atas nama",
        queryset=Pengguna.objects.none(),
        to_field_name="uuid",
        empty_label="Pilih…",
        help_text="Token melihat dan melakukan hanya yang boleh dilakukan orang ini. Ia sendiri yang menerima rahasianya.",
    )
    cakupan = forms.MultipleChoiceField(
        label="Cakupan", choices=Cakupan.choices, widget=forms.CheckboxSelectMultiple
    )
    sampai = BidangTanggal(label="Berlaku sampai", help_text="Paling lama satu tahun.")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        bidang = self.fields["pengguna"]
        assert isinstance(bidang, forms.ModelChoiceField)
        bidang.queryset = Pengguna.objects.filter(aktif=True).order_by("nama")
        bidang.label_from_instance = lambda p: p.nama  # type: ignore[method-assign, assignment]
