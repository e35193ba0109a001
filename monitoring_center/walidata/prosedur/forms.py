"""Forms of the procedure. What they let through is checked again in the actions."""

from collections.abc import Mapping
from typing import Any

from django import forms

from inti.ui.bidang import BidangBerkas, BidangTanggal
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.pihak import semua_pihak

from .cakupan import OPERATOR, POLOS, SAMAR, Skema
from .models import Bentuk, Frekuensi, Konsep

BARIS_SARINGAN = 3
CARA = [(POLOS, "Apa adanya"), (SAMAR, "Disamarkan"), ("tidak", "Tidak diberikan")]
LABEL_PRIBADI = {"umum": "data pribadi", "spesifik": "data pribadi spesifik"}


def _teks(
    label: str, bantuan: str = "", *, baris: int = 3, wajib: bool = True, maks: int = 2000
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=bantuan, required=wajib, max_length=maks, widget=forms.Textarea(attrs={"rows": baris})
    )  # fmt: skip


def label_kolom(kolom: Mapping[str, Any]) -> str:
    """ "NIK (data pribadi): nomor induk kependudukan"."""
    sifat = LABEL_PRIBADI.get(kolom.get("pribadi", ""))
    keterangan = kolom.get("description", "")
    return f"{kolom['title']}{f' ({sifat})' if sifat else ''}{f': {keterangan}' if keterangan else ''}"


class BarisSaringan(forms.Form):
    """One condition: column, comparison, value."""

    kolom = forms.ChoiceField(label="Kolom", required=False)
    op = forms.ChoiceField(label="Perbandingan", required=False, choices=list(OPERATOR.items()))
    nilai = forms.CharField(label="Nilai", required=False, max_length=2000)

    def __init__(self, *args: Any, skema: Skema, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boleh = [(str(k["name"]), str(k["title"])) for k in skema if not k.get("tersandi")]
        self.fields["kolom"].choices = [("", "Semua baris"), *boleh]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or {}
        if bersih.get("kolom") and not bersih.get("nilai", "").strip():
            self.add_error("nilai", "Isi nilainya, atau pilih “Semua baris”.")
        return bersih

    def syarat(self) -> dict[str, Any] | None:
        b = self.cleaned_data
        if not b.get("kolom"):
            return None
        nilai = b["nilai"].strip()
        if b["op"] == "salah_satu":
            return b | {"nilai": [n.strip() for n in nilai.split(",") if n.strip()]}
        return b | {"nilai": nilai}


class Bersaringan(forms.Form):
    """A form with rows of a row filter below its fields: `baris_saringan`, and `saringan()` when valid."""

    def __init__(
        self, *args: Any, skema: Skema, saringan: list[dict[str, Any]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.skema, awal = skema, saringan or []
        data = self.data if self.is_bound else None
        self.baris_saringan = [
            BarisSaringan(
                data, prefix=f"s{n}", skema=skema, initial=_awal(awal[n]) if n < len(awal) else None
            )
            for n in range(max(BARIS_SARINGAN, len(awal)))
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(b.is_valid() for b in self.baris_saringan)])

    def saringan(self) -> list[dict[str, Any]]:
        return [s for b in self.baris_saringan if (s := b.syarat())]


def _awal(s: Mapping[str, Any]) -> dict[str, Any]:
    nilai = s["nilai"]
    return {**s, "nilai": ", ".join(nilai) if isinstance(nilai, list) else nilai}


class PermohonanForm(Bersaringan):
    """Ps 12(2): penanggung jawab, unit kerja, maksud/tujuan/kegunaan, jenis dan bentuk data."""

    penanggung_jawab = forms.CharField(
        label="Penanggung jawab", max_length=200, help_text="Nama dan jabatan."
    )
    unit_kerja = forms.CharField(label="Unit kerja", max_length=200)
    maksud = _teks("Maksud dan tujuan", "Untuk apa data diperlukan, dan apa yang hendak dicapai.")
    kegunaan = _teks(
        "Kegunaan",
        "Yang akan dibuat dengan data ini. Satu permohonan untuk satu kegunaan; kegunaan lain dimohon tersendiri.",
        baris=2,
    )
    kolom = forms.MultipleChoiceField(
        label="Kolom yang diperlukan", widget=forms.CheckboxSelectMultiple,
        help_text="Pilih hanya yang benar-benar diperlukan. Data pribadi lazimnya diberikan tersamar.",
    )  # fmt: skip
    bentuk = forms.ChoiceField(label="Bentuk data", choices=Bentuk.choices)
    frekuensi = forms.ChoiceField(label="Frekuensi", choices=Frekuensi.choices)
    mulai = BidangTanggal(label="Dipakai mulai")
    selesai = BidangTanggal(label="Sampai")
    nomor_surat = forms.CharField(
        label="Nomor surat permohonan",
        max_length=100,
        required=False,
        help_text="Dari buku surat keluar. Kosong: nomor registrasi dibuat sendiri.",
    )
    kelompok = [
        ("Siapa yang memohon", ["penanggung_jawab", "unit_kerja", "nomor_surat"]),
        ("Untuk apa", ["maksud", "kegunaan"]),
        ("Data yang diperlukan", ["kolom", "bentuk", "frekuensi", "mulai", "selesai"]),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kolom"].choices = [(str(k["name"]), label_kolom(k)) for k in self.skema]  # type: ignore[attr-defined]


def awal_permohonan(k: Konsep) -> dict[str, Any]:
    return {n: getattr(k, n) for n in PermohonanForm.base_fields}


class PilihanKolom(Bersaringan):
    """For each column: plain, masked, or not at all. Personal data start masked; what cannot be masked starts left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for k in self.skema:
            dapat_samar = not k.get("tersandi") or k.get("indeks")
            self.fields[f"k_{k['name']}"] = forms.ChoiceField(
                label=label_kolom(k),
                choices=[c for c in CARA if dapat_samar or c[0] != SAMAR],
                initial=POLOS if not k.get("pribadi") else SAMAR if dapat_samar else "tidak",
            )

    def kolom(self) -> dict[str, str]:
        return {n.removeprefix("k_"): str(v) for n, v in self.cleaned_data.items() if n.startswith("k_")}

    @property
    def bidang_kolom(self) -> list[forms.BoundField]:
        return [self[n] for n in self.fields if n.startswith("k_")]


TANPA_BATAS = "Kosong: tanpa batas."
ALASAN_POLOS = "Wajib bila ada data pribadi yang diberikan apa adanya."


class RekomendasiForm(PilihanKolom):
    setuju = forms.ChoiceField(
        label="Rekomendasi", widget=forms.RadioSelect,
        choices=[("ya", "Setuju, dengan batas di bawah"), ("tidak", "Tidak setuju")],
    )  # fmt: skip
    alasan = _teks(
        "Syarat atau alasan", "Wajib bila tidak setuju. Syarat dicetak dalam surat keputusan.", wajib=False
    )
    alasan_polos = _teks("Mengapa data pribadi apa adanya", ALASAN_POLOS, baris=2, wajib=False, maks=500)
    selesai = BidangTanggal(
        label="Paling lama sampai", required=False, help_text="Kosong: sampai tanggal yang dimohon."
    )
    maks_harian = forms.IntegerField(
        label="Pembacaan sehari", required=False, min_value=1, help_text=TANPA_BATAS
    )
    maks_baris = forms.IntegerField(label="Baris sehari", required=False, min_value=1, help_text=TANPA_BATAS)


class PerintahForm(PilihanKolom):
    """An order of the Bupati, as it stands on paper (Ps 11(6))."""

    nomor = forms.CharField(label="Nomor surat perintah", max_length=100)
    tanggal = BidangTanggal(label="Tanggal surat")
    pembaca = forms.ChoiceField(label="Instansi penerima data")
    kegunaan = _teks("Kegunaan", "Seperti tertulis dalam perintah.", baris=2)
    mulai = BidangTanggal(label="Berlaku mulai")
    selesai = BidangTanggal(label="Sampai", help_text="Paling lama satu tahun.")
    pindaian = BidangBerkas(
        label="Pindaian surat perintah", help_text="PDF, JPG, atau PNG; paling besar 5 MB."
    )
    maks_harian = forms.IntegerField(
        label="Pembacaan sehari", required=False, min_value=1, help_text=TANPA_BATAS
    )
    maks_baris = forms.IntegerField(label="Baris sehari", required=False, min_value=1, help_text=TANPA_BATAS)
    alasan_polos = _teks("Mengapa data pribadi apa adanya", ALASAN_POLOS, baris=2, wajib=False, maks=500)

    def __init__(self, *args: Any, dataset: Dataset, **kwargs: Any) -> None:
        super().__init__(*args, skema=dataset.kolom, **kwargs)
        self.fields["pembaca"].choices = [  # type: ignore[attr-defined]
            ("", "Pilih instansi"), *((p.skema, p.nama) for p in semua_pihak().values() if p.skema != dataset.pemilik)
        ]  # fmt: skip


class KeputusanForm(forms.Form):
    nomor = forms.CharField(label="Nomor keputusan", max_length=100)
    tanggal = BidangTanggal(label="Tanggal keputusan")
    alasan = _teks("Alasan penolakan", "Hanya bila menolak.", baris=3, wajib=False)


class PindaianForm(forms.Form):
    """Letters that were signed on paper."""

    surat = BidangBerkas(label="Surat permohonan", help_text="PDF, JPG, atau PNG; paling besar 5 MB.")
    pernyataan = BidangBerkas(label="Surat pernyataan", help_text="PDF, JPG, atau PNG; paling besar 5 MB.")
