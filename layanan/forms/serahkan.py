"""The hand-over at the counter: who takes it, how, and which originals go back."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from inti.ui.bidang import BidangBerkas

from ..enums import BentukSyarat, CaraSerah, CaraTandaTerima, Hubungan
from ..models import Permohonan, PersyaratanPermohonan
from ..penyerahan import MAKS_LEMBAR, RincianSerah

AWALAN_ASLI = "asli_"
AWALAN_PNG = "data:image/png;base64,"
MAKS_CORETAN = 400_000
"""Characters of a signature that was drawn on the screen; a busy one on a large screen has some 60,000."""


class BidangCoretan(forms.CharField):
    """The picture that the canvas left in a hidden field, as an upload."""

    widget = forms.HiddenInput

    def to_python(self, nilai: Any) -> Any:
        teks = super().to_python(nilai)
        if not teks:
            return None
        try:
            if not teks.startswith(AWALAN_PNG) or len(teks) > MAKS_CORETAN:
                raise ValueError("bukan gambar dari kanvas")
            isi = base64.b64decode(teks.removeprefix(AWALAN_PNG), validate=True)
        except (ValueError, binascii.Error) as galat:
            raise ValidationError("Tanda tangan di layar tidak terbaca. Hapus, lalu ulangi.") from galat
        return SimpleUploadedFile("tanda-tangan.png", isi, content_type="image/png")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


class SerahkanForm(forms.Form):
    templat_panel = "serah/_panel.html"
    templat_sesudah = "serah/_kode.html"
    gaya = "serah/serah.css"
    skrip = "serah/tanda_tangan.js"

    cara = forms.ChoiceField(
        label="Cara penyerahan",
        choices=[(c.value, c.label) for c in (CaraSerah.DIAMBIL, CaraSerah.DIKIRIM)],
        widget=forms.RadioSelect,
    )
    kepada = forms.CharField(label="Diterima oleh", max_length=120)
    hubungan = forms.ChoiceField(label="Hubungan dengan pemohon", choices=Hubungan)
    identitas_cocok = forms.BooleanField(label="Identitas penerima sudah dicocokkan", required=False)
    surat_kuasa = BidangBerkas(
        label="Surat kuasa", required=False, help_text="Wajib bila diambil penerima kuasa."
    )
    kurir = forms.CharField(label="Kurir atau pos", max_length=60, required=False)
    resi = forms.CharField(label="Nomor resi", max_length=60, required=False)
    lembar = forms.IntegerField(
        label="Jumlah lembar", min_value=1, max_value=MAKS_LEMBAR, initial=1, required=False
    )
    cara_tanda_tangan = forms.ChoiceField(
        label="Tanda tangan penerima",
        choices=[(c.value, c.label) for c in (CaraTandaTerima.KERTAS, CaraTandaTerima.LAYAR)],
        widget=forms.RadioSelect,
        required=False,
    )
    coretan = BidangCoretan(required=False)
    pindaian = BidangBerkas(
        label="Pindaian bukti bertanda tangan",
        required=False,
        help_text="Boleh menyusul dari halaman bukti serah terima.",
    )
    alasan = forms.CharField(label="Catatan", max_length=500, required=False)

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        kw.setdefault(
            "initial",
            {
                "kepada": permohonan.pemohon_nama,
                "cara": CaraSerah.DIAMBIL,
                "cara_tanda_tangan": CaraTandaTerima.KERTAS,
                "lembar": 1,
            },
        )
        super().__init__(*args, **kw)
        self.asli = berkas_asli(permohonan)
        for s in self.asli:
            self.fields[f"{AWALAN_ASLI}{s.pk}"] = forms.BooleanField(label=s.persyaratan.nama, required=False)

    def baris_asli(self) -> list[Any]:
        return [self[f"{AWALAN_ASLI}{s.pk}"] for s in self.asli]

    def rincian(self) -> RincianSerah:
        d = self.cleaned_data
        layar = d["cara_tanda_tangan"] == CaraTandaTerima.LAYAR
        cara = d["cara_tanda_tangan"] or CaraTandaTerima.KERTAS
        return RincianSerah(
            lembar=d["lembar"] or 1,
            kurir=d["kurir"],
            resi=d["resi"],
            surat_kuasa=d["surat_kuasa"] or None,
            tanda_tangan=(d["coretan"] if layar else d["pindaian"]) or None,
            cara_tanda_tangan=CaraTandaTerima.TANPA if d["cara"] == CaraSerah.DIKIRIM else cara,
            kembali={s.pk: d[f"{AWALAN_ASLI}{s.pk}"] for s in self.asli},
        )


def berkas_asli(p: Permohonan) -> list[PersyaratanPermohonan]:
    """Requirements whose original paper lies here and must go back."""
    return [s for s in p.persyaratan.all() if s.dibawa and s.persyaratan.bentuk == BentukSyarat.ASLI]
