"""The two editors of rows: requirements, and the fields of the form. Rows are numbered inputs, so they work unscripted."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from ..enums import BentukSyarat
from ..forms.isian import bidang_isian, kolom_tabel
from ..models import Layanan
from .banding import SEBUTAN_TIPE
from .forms import nama_dari_label

PILIHAN_TIPE = list(SEBUTAN_TIPE.items())


class SyaratBaris(forms.Form):
    kode = forms.CharField(widget=forms.HiddenInput, max_length=24, required=False)
    nama = forms.CharField(label="Persyaratan", min_length=3, max_length=200)
    bentuk = forms.ChoiceField(label="Bentuk", choices=BentukSyarat.choices, initial=BentukSyarat.SALINAN)
    wajib = forms.BooleanField(label="Wajib", required=False, initial=True)
    harus_diunggah = forms.BooleanField(label="Harus dipindai/diunggah", required=False)

    def has_changed(self) -> bool:
        """An added row in which nothing was written is no row."""
        return (
            bool(self.data.get(self.add_prefix("nama"), "").strip())
            if self.empty_permitted
            else super().has_changed()
        )


class IsianBaris(forms.Form):
    nama = forms.RegexField(r"^[a-z][a-z0-9_]{0,39}$", widget=forms.HiddenInput, required=False)
    label = forms.CharField(label="Pertanyaan", min_length=2, max_length=120)
    tipe = forms.ChoiceField(label="Tipe", choices=PILIHAN_TIPE, initial="teks")
    wajib = forms.BooleanField(label="Wajib", required=False)
    seksi = forms.BooleanField(label="Diisi seksi", required=False)
    pilihan = forms.CharField(
        label="Pilihan atau kolom", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Pilihan: satu baris satu pilihan. Tabel: satu baris satu kolom.",
    )  # fmt: skip

    def has_changed(self) -> bool:
        return (
            bool(self.data.get(self.add_prefix("label"), "").strip())
            if self.empty_permitted
            else super().has_changed()
        )

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        butir = [b for b in (" ".join(x.split()) for x in d.get("pilihan", "").splitlines()) if b]
        if d.get("tipe") == "pilihan":
            if not butir:
                self.add_error("pilihan", "Tulis paling sedikit satu pilihan.")
            elif len(set(butir)) < len(butir):
                self.add_error("pilihan", "Ada pilihan yang sama dua kali.")
            elif any(len(b) > 120 for b in butir):
                self.add_error("pilihan", "Satu pilihan paling panjang 120 huruf.")
        if d.get("tipe") == "tabel" and any("," in b or "(" in b or ")" in b for b in butir):
            self.add_error("pilihan", "Nama kolom tidak memuat koma atau kurung.")
        d["butir"] = butir
        return d

    def deklarasi(self, dipakai: set[str]) -> dict[str, Any]:
        d = self.cleaned_data
        label = " ".join(d["label"].split())
        if d["tipe"] == "tabel" and d["butir"]:
            label = f"{label.split(' (')[0]} ({', '.join(d['butir'])})"
        hasil = {
            "nama": d["nama"] or nama_dari_label(label, dipakai),
            "label": label[:160],
            "tipe": d["tipe"],
            "wajib": d["wajib"],
        }
        return hasil | ({"pilihan": d["butir"]} if d["tipe"] == "pilihan" else {})


class _Rangkaian(BaseFormSet):
    """Rows in the order that the person gave them, without those that were struck out."""

    def baris(self) -> list[Any]:
        isi = [f for f in self.ordered_forms if f.has_changed() or not f.empty_permitted]
        return [f for f in isi if f.cleaned_data]


_ATUR: dict[str, Any] = {"formset": _Rangkaian, "extra": 1, "can_order": True, "can_delete": True}
SyaratSet = formset_factory(SyaratBaris, max_num=40, absolute_max=60, **_ATUR)
IsianSet = formset_factory(IsianBaris, max_num=80, absolute_max=100, **_ATUR)


def awal_syarat(x: Layanan) -> list[dict[str, Any]]:
    return [
        {k: getattr(s, k) for k in ("kode", "nama", "bentuk", "wajib", "harus_diunggah")}
        for s in x.persyaratan.all()
    ]


def awal_isian(x: Layanan) -> list[dict[str, Any]]:
    return [
        _baris_isian(b, seksi=seksi)
        for daftar, seksi in ((x.isian, False), (x.isian_seksi, True))
        for b in daftar
    ]


def _baris_isian(b: dict[str, Any], *, seksi: bool) -> dict[str, Any]:
    label, butir = b["label"], b.get("pilihan", [])
    if b["tipe"] == "tabel" and label.endswith(")") and " (" in label:
        label, butir = label.split(" (")[0], kolom_tabel(label)
    return {
        "nama": b["nama"], "label": label, "tipe": b["tipe"], "wajib": b["wajib"], "seksi": seksi,
        "pilihan": "\n".join(butir),
    }  # fmt: skip


def nilai_syarat(rangkaian: Any) -> list[dict[str, Any]]:
    return [
        {k: f.cleaned_data[k] for k in ("kode", "nama", "bentuk", "wajib", "harus_diunggah")}
        for f in rangkaian.baris()
    ]


def nilai_isian(rangkaian: Any) -> dict[str, list[dict[str, Any]]]:
    """Columns `isian` and `isian_seksi`; keys that exist stay, new ones are made from the question."""
    hasil: dict[str, list[dict[str, Any]]] = {"isian": [], "isian_seksi": []}
    baris = rangkaian.baris()
    dipakai = {f.cleaned_data["nama"] for f in baris if f.cleaned_data["nama"]}
    for f in baris:
        d = f.deklarasi(dipakai)
        dipakai.add(d["nama"])
        hasil["isian_seksi" if f.cleaned_data["seksi"] else "isian"].append(d)
    return hasil


class PratinjauForm(forms.Form):
    """The form as the applicant will meet it; never sent."""

    def __init__(self, deklarasi: list[dict[str, Any]]) -> None:
        super().__init__(auto_id="pratinjau_%s")
        self.fields.update(bidang_isian(deklarasi))
