"""Forms of the Administrator for the workflow."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from ..models import AlasanTolak, PengaturanAlur


class PengaturanForm(forms.ModelForm):
    class Meta:
        model = PengaturanAlur
        fields = ("hari_perbaikan", "batal_otomatis", "hari_tenggang", "distribusi_otomatis", "klaim_menit")


class EskalasiForm(forms.ModelForm):
    """Stands on the page of the working hours, whose minutes it counts in."""

    class Meta:
        model = PengaturanAlur
        fields = ("eskalasi_menit",)


class AlasanTolakForm(forms.ModelForm):
    kode = forms.CharField(
        max_length=12,
        validators=[RegexValidator(r"^[A-Z0-9-]+$", "Pakai huruf besar, angka dan tanda hubung.")],
    )

    class Meta:
        model = AlasanTolak
        fields = ("kode", "jenis", "nama", "kalimat", "cara", "aktif")
        widgets = {"kalimat": forms.Textarea(attrs={"rows": 2}), "cara": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if self.instance.pk:
            del self.fields["kode"], self.fields["jenis"]
