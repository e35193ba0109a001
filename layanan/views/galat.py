"""A refusal of an action becomes marks on the form that was sent."""

from django import forms

from inti.errors import MasukanSalah


def tandai(form: forms.BaseForm, galat: MasukanSalah) -> None:
    """Errors beside the fields that the refusal names; the sentence itself on top."""
    form.add_error(None, galat.pesan)
    for nama, pesan in galat.bidang.items():
        if nama in form.fields:
            form.add_error(nama, pesan)
        elif f"{nama}_berkas" in form.fields:
            form.add_error(f"{nama}_berkas", pesan)
