from django import forms

from inti.errors import Galat, MasukanSalah


def taruh_galat(form: forms.Form, galat: Galat) -> int:
    """Show a refusal of an action in the form that asked for it, beside its fields; returns the HTTP
    status."""
    bidang = galat.bidang if isinstance(galat, MasukanSalah) else {}
    for nama, pesan in bidang.items():
        form.add_error(nama if nama in form.fields else None, pesan)
    if not bidang:
        form.add_error(None, f"{galat.pesan} {galat.saran}".strip())
    return galat.status
