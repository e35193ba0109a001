"""The questionnaire as a form that needs no script, and the small forms of the follow-up plan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from inti.ui.bidang import BidangTanggal
from layanan.waktu.periode import pilihan as pilihan_periode

from .actions import FAKTA, SARAN_MAKS, Responden
from .kuesioner import Unsur, pilihan, semua_unsur
from .models import StatusRencana

JUDUL_FAKTA = {
    "umur": "Umur Anda",
    "kelamin": "Jenis kelamin",
    "pendidikan": "Pendidikan terakhir",
    "pekerjaan": "Pekerjaan utama",
    "disabilitas": "Apakah Anda penyandang disabilitas?",
}


class SurveiForm(forms.Form):
    def __init__(self, data: Any = None, *, unsur: Iterable[Unsur]) -> None:
        super().__init__(data)
        self.unsur = list(unsur)
        for u in self.unsur:
            self.fields[u.kode] = forms.TypedChoiceField(
                label=u.pertanyaan,
                choices=u.jawaban,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Pilih salah satu jawaban."},
            )
        for nama in FAKTA:
            self.fields[nama] = forms.ChoiceField(
                label=JUDUL_FAKTA[nama], choices=[("", "Tidak menjawab"), *pilihan(nama)], required=False
            )
        self.fields["saran"] = forms.CharField(
            label="Saran Anda",
            required=False,
            max_length=SARAN_MAKS,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="Jangan menulis nama, NIK, atau nomor telepon. Yang menyangkut perkara Anda sampaikan lewat pengaduan.",
        )

    def butir(self) -> list[Any]:
        return [self[u.kode] for u in self.unsur]

    def fakta(self) -> list[Any]:
        return [self[n] for n in FAKTA]

    def nilai(self) -> dict[str, int]:
        return {u.kode: self.cleaned_data[u.kode] for u in self.unsur}

    def responden(self) -> Responden:
        return Responden(**{n: self.cleaned_data[n] for n in FAKTA})


class RencanaForm(forms.Form):
    periode = forms.ChoiceField(label="Untuk hasil survei periode")
    unsur = forms.ChoiceField(label="Unsur yang diperbaiki", choices=[])
    kegiatan = forms.CharField(
        label="Kegiatan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Apa yang dilakukan, sejelas mungkin: dapat diperiksa apakah sudah jadi.",
    )
    penanggung_jawab = forms.CharField(
        label="Penanggung jawab", max_length=160, help_text="Jabatan, misalnya Kepala Seksi Pelayanan."
    )
    tenggat = BidangTanggal(label="Tenggat")

    def __init__(self, data: Any = None, *, hari: date, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["periode"].choices = pilihan_periode(hari)  # type: ignore[attr-defined]
        self.fields["unsur"].choices = [(u.kode, f"{u.kode} {u.nama}") for u in semua_unsur()]  # type: ignore[attr-defined]


class UbahRencanaForm(forms.Form):
    status = forms.ChoiceField(label="Keadaan", choices=StatusRencana.choices)
    hasil = forms.CharField(
        label="Hasil",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib bila selesai atau dibatalkan.",
    )
