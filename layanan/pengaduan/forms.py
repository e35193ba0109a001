"""Forms of the complaints: the one that residents fill in, the counter's, and one per step of the work page."""

from typing import Any

from django import forms

from inti.ui.bidang import BidangBerkas, BidangTanggal, BidangTelepon
from layanan.models import Layanan, Seksi

from .actions import Pelapor
from .enums import Kategori, Kerahasiaan, Saluran

PANJANG = 4000


def _panjang(label: str, *, baris: int = 4, wajib: bool = True, bantuan: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=PANJANG,
        required=wajib,
        help_text=bantuan,
        widget=forms.Textarea(attrs={"rows": baris}),
    )


class AduanForm(forms.Form):
    kategori = forms.ChoiceField(
        label="Apa yang ingin Anda sampaikan?",
        choices=Kategori.choices,
        widget=forms.RadioSelect,
        initial=Kategori.PENGADUAN,
    )
    kode_layanan = forms.ChoiceField(label="Tentang layanan", required=False)
    judul = forms.CharField(label="Pokok laporan", max_length=120, help_text="Satu kalimat.")
    isi = _panjang(
        "Ceritakan", baris=6, bantuan="Apa yang terjadi, kapan, dan di mana. Apa yang Anda harapkan."
    )
    tanggal_kejadian = BidangTanggal(label="Tanggal kejadian", required=False)
    lokasi = forms.CharField(label="Tempat kejadian", max_length=120, required=False)
    lampiran = BidangBerkas(label="Foto atau dokumen", required=False)
    kerahasiaan = forms.ChoiceField(
        label="Nama Anda",
        choices=Kerahasiaan.choices,
        widget=forms.RadioSelect,
        initial=Kerahasiaan.RAHASIA,
    )
    nama = forms.CharField(
        label="Nama", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    telepon = BidangTelepon(
        label="Nomor HP", required=False, help_text="Untuk kabar lewat WhatsApp atau SMS."
    )
    surel = forms.EmailField(
        label="Surel", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    permohonan = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    kelompok = [
        (
            "Laporan Anda",
            ["kategori", "kode_layanan", "judul", "isi", "tanggal_kejadian", "lokasi", "lampiran"],
        ),
        ("Tentang Anda", ["kerahasiaan", "nama", "telepon", "surel"]),
    ]

    def __init__(self, *args: Any, terkait: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if terkait:
            del self.fields["kode_layanan"]
        else:
            daftar = Layanan.objects.terkini().order_by("urutan").values_list("kode", "nama")
            self.fields["kode_layanan"].choices = [("", "Tidak tentang layanan tertentu"), *daftar]  # type: ignore[attr-defined]

    def isian(self) -> dict[str, Any]:
        """Arguments of `actions.terima`."""
        d = dict(self.cleaned_data)
        d.pop("permohonan", None)
        pelapor = Pelapor(nama=d.pop("nama"), telepon=d.pop("telepon"), surel=d.pop("surel"))
        return d | {"pelapor": pelapor, "kode_layanan": d.get("kode_layanan", "")}


class LoketForm(AduanForm):
    """At the counter: which way it came, the number of the permohonan, the ticket that it may have."""

    saluran = forms.ChoiceField(label="Diterima lewat", choices=Saluran.choices[1:], initial=Saluran.LOKET)
    nomor_registrasi = forms.CharField(
        label="Nomor registrasi permohonan",
        max_length=24,
        required=False,
        help_text="Bila tentang satu permohonan.",
    )
    lapor_nomor = forms.CharField(label="Nomor tiket SP4N-LAPOR", max_length=40, required=False)

    kelompok = [
        ("Laporan", ["saluran", "nomor_registrasi", *AduanForm.kelompok[0][1], "lapor_nomor"]),
        ("Pelapor", AduanForm.kelompok[1][1]),
    ]

    def isian(self) -> dict[str, Any]:
        d = super().isian()
        d.pop("nomor_registrasi", None)
        return d


class VerifikasiForm(forms.Form):
    kategori = forms.ChoiceField(label="Jenis", choices=Kategori.choices)
    pengawasan = forms.BooleanField(
        label="Berkadar pengawasan",
        required=False,
        help_text="Menyangkut perilaku aparat; tenggatnya lebih panjang.",
    )
    seksi = forms.ModelChoiceField(
        label="Teruskan ke", queryset=Seksi.objects.none(), required=False, empty_label="Ditangani pengelola"
    )
    catatan = _panjang("Catatan dalam", baris=2, wajib=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["seksi"].queryset = Seksi.objects.all()  # type: ignore[attr-defined]


class DisposisiForm(forms.Form):
    seksi = forms.ModelChoiceField(label="Teruskan ke", queryset=Seksi.objects.none(), empty_label="Pilih…")
    instruksi = _panjang("Instruksi", baris=2, wajib=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["seksi"].queryset = Seksi.objects.all()  # type: ignore[attr-defined]


class TindakForm(forms.Form):
    isi = _panjang("Apa yang dilakukan", baris=3)
    terlihat = forms.BooleanField(label="Boleh dibaca pelapor", required=False, initial=True)


class TundaForm(forms.Form):
    isi = _panjang("Keterangan yang diperlukan", baris=3, bantuan="Dikirim kepada pelapor.")


class JawabForm(forms.Form):
    jawaban = _panjang("Jawaban kepada pelapor", baris=4)


class LaporForm(forms.Form):
    nomor = forms.CharField(label="Nomor tiket SP4N-LAPOR", max_length=40)


class KeteranganForm(forms.Form):
    isi = _panjang("Tambahan keterangan", baris=4)
