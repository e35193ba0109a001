"""FORM_RENDERER of the project: the look of every form, and what styles, readers and scripts need."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

DAFTAR_KOTAK = (forms.RadioSelect, forms.CheckboxSelectMultiple)  # Django puts the class on their wrapper
KELAS = ((forms.CheckboxInput, "form-check-input"), (forms.Select, "form-select"))


class BidangTerikat(BoundField):
    """Adds the CSS class of the widget and, for an invalid one, the mark of an error."""

    @property
    def tampilan(self) -> str:
        """How the field is laid out: centang (one box), pilihan (list of boxes), or isian."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "centang"
        return "pilihan" if self.field.widget.use_fieldset else "isian"

    @property
    def id_tujuan(self) -> str:
        """Where a link of the error summary leads."""
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        hasil = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden or isinstance(widget, DAFTAR_KOTAK):
            return hasil
        kelas = next((k for jenis, k in KELAS if isinstance(widget, jenis)), "form-control")
        if self.errors:
            kelas += " is-invalid"
        hasil["class"] = f"{kelas} {widget.attrs.get('class', '')} {hasil.get('class', '')}".strip()
        return hasil


class PerenderFormulir(DjangoTemplates):
    form_template_name = "ui/formulir.html"
    field_template_name = "ui/bidang.html"
    bound_field_class = BidangTerikat


def kelompokkan(formulir: forms.BaseForm) -> list[tuple[str, list[BoundField]]]:
    """Visible fields by `formulir.kelompok` = [(heading, [names])]; fields named nowhere come last."""
    tampak = {b.name: b for b in formulir.visible_fields()}
    kelompok = []
    for judul, nama in getattr(formulir, "kelompok", ()):
        kelompok.append((judul, [tampak.pop(n) for n in nama if n in tampak]))
    if tampak:
        kelompok.append(("", list(tampak.values())))
    return kelompok


def galat_formulir(formulir: forms.BaseForm) -> list[tuple[str, str, str]]:
    """(id of the field or "", its label, sentence) for every error, in the order of the form."""
    if not formulir.is_bound:
        return []
    hasil = [("", "", str(pesan)) for pesan in formulir.non_field_errors()]
    for bidang in [*formulir.visible_fields(), *formulir.hidden_fields()]:
        tujuan = bidang.id_for_label or bidang.auto_id
        hasil += [(tujuan, str(bidang.label).rstrip("."), str(pesan)) for pesan in bidang.errors]
    return hasil
