"""The small forms behind the buttons of the work screen. One per transition that asks something."""

from typing import Any

from django import forms

from inti.ui.bidang import BidangTanggal

from ..actions import Nilai
from ..enums import StatusSyarat
from ..models import Permohonan, Seksi
from .isian import AWALAN, bidang_isian, simpan_nilai

CARA_UJI = [
    ("", "Pilih…"),
    ("cek_berkas", "Pencocokan berkas asli"),
    ("konfirmasi_desa", "Konfirmasi ke desa/kelurahan"),
    ("cek_dukcapil", "Pencocokan data kependudukan"),
    ("tinjau_lapangan", "Tinjau lapangan dengan berita acara"),
]


class AlasanForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tuliskan alasannya; pemohon dan meja lain akan membacanya."},
    )


class PeriksaForm(forms.Form):
    """The FO's judgement of every requirement; `setujui` and `tolak` share it."""

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.daftar = list(permohonan.persyaratan.all())
        for s in self.daftar:
            self.fields[f"syarat_{s.pk}"] = forms.ChoiceField(
                label=s.persyaratan.nama, choices=StatusSyarat, required=False, initial=s.status
            )
            self.fields[f"catatan_{s.pk}"] = forms.CharField(
                label="Catatan", max_length=240, required=False, initial=s.catatan
            )
        self.fields["alasan"] = forms.CharField(
            label="Alasan penolakan atau catatan",
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Wajib bila menolak. Tulis apa yang kurang dan bagaimana melengkapinya.",
        )
        self.fields["batas"] = BidangTanggal(label="Batas melengkapi", required=False)
        self.fields["teruskan"] = forms.BooleanField(required=False, initial=True)

    def baris(self) -> list[tuple[Any, Any, Any]]:
        return [(s, self[f"syarat_{s.pk}"], self[f"catatan_{s.pk}"]) for s in self.daftar]

    def nilai(self) -> dict[int, Nilai]:
        d = self.cleaned_data
        return {
            s.pk: Nilai(d[f"syarat_{s.pk}"], d[f"catatan_{s.pk}"])
            for s in self.daftar
            if d.get(f"syarat_{s.pk}")
        }


class DistribusiForm(forms.Form):
    seksi = forms.ModelChoiceField(
        label="Seksi", queryset=Seksi.objects.none(), to_field_name="kode", empty_label=None
    )
    alasan = forms.CharField(
        label="Instruksi",
        max_length=500,
        required=False,
        help_text="Wajib bila bukan seksi pengampu layanan ini.",
    )

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        kw.setdefault("initial", {"seksi": permohonan.layanan.seksi.kode})
        super().__init__(*args, **kw)
        seksi = self.fields["seksi"]
        assert isinstance(seksi, forms.ModelChoiceField)
        seksi.queryset = Seksi.objects.order_by("urutan")


class ValidasiForm(forms.Form):
    """How the seksi made sure, and what only the seksi can write into the letter."""

    cara = forms.ChoiceField(label="Cara menguji keabsahan", choices=CARA_UJI)
    alasan = forms.CharField(label="Catatan", max_length=500, required=False)

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields.update(bidang_isian(permohonan.layanan.isian_seksi))

    def isian(self) -> dict[str, Any]:
        return {
            n.removeprefix(AWALAN): simpan_nilai(self.cleaned_data[n])
            for n in self.fields
            if n.startswith(AWALAN)
        }


class CatatanForm(forms.Form):
    alasan = forms.CharField(label="Catatan", max_length=500, required=False)
