from typing import Any

from django import forms

from .baca import OPERATOR, KolomIzin, Saring
from .ekspor import BENTUK

MAKS_SYARAT = 3


class MaksudForm(forms.Form):
    """Ps 12(2): every use names its purpose; the owner reads it."""

    maksud = forms.CharField(
        label="Untuk apa data ini dibaca sekarang?", max_length=300,
        help_text="Misalnya: “Mencocokkan penerima bantuan triwulan IV”. Dibaca pemilik data bersama nama Anda.",
    )  # fmt: skip


class UnduhForm(forms.Form):
    bentuk = forms.ChoiceField(label="Bentuk berkas", choices=[(b, b.upper()) for b in BENTUK])


class SaringForm(forms.Form):
    """One condition on a column of the grant."""

    kolom = forms.ChoiceField(label="Kolom", required=False)
    op = forms.ChoiceField(label="Syarat", required=False, choices=[(k, v[0]) for k, v in OPERATOR.items()])
    nilai = forms.CharField(label="Nilai", required=False, max_length=200)

    def __init__(self, *args: Any, kolom: tuple[KolomIzin, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.per_nama = {k.nama: k for k in kolom if k.operator}
        pilihan = [("", "Pilih kolom")] + [(k.nama, k.judul) for k in self.per_nama.values()]
        self.fields["kolom"].choices = pilihan  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        kolom = self.per_nama.get(isi.get("kolom", ""))
        if kolom and isi.get("op") not in kolom.operator:
            self.add_error("op", "Kolom yang disamarkan hanya dapat dicari sama persis.")
        if kolom and not isi.get("nilai"):
            self.add_error("nilai", "Isi nilai yang dicari.")
        return isi

    def saring(self) -> Saring | None:
        isi = self.cleaned_data
        return Saring(isi["kolom"], isi["op"], isi["nilai"]) if isi.get("kolom") else None
