"""Forms of a dataset: Satu Data metadata, and its columns as rows of a Table Schema."""

from typing import Any

from django import forms

from .indikator_sektor import bidang
from .isian import BATASAN, TIPE
from .models import Akses, Cakupan, Dataset, Periode, Putusan, SumberData

PRIBADI = [("bukan", "Bukan"), ("umum", "Umum"), ("spesifik", "Spesifik")]


class DatasetForm(forms.Form):
    """Everything but the columns. `kode` only for a new dataset."""

    kode = forms.CharField(
        label="Kode",
        max_length=41,
        help_text="Nama pendek yang tidak berubah lagi, misalnya rumah_tidak_layak_huni.",
    )
    nama = forms.CharField(label="Nama", max_length=200)
    konsep = forms.CharField(
        label="Konsep", max_length=500, help_text="Hal yang diukur, misalnya “Kelayakan hunian”."
    )
    definisi = forms.CharField(
        label="Definisi", max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang dihitung, apa yang tidak, dan kapan. Definisi inilah yang dibandingkan dengan data walidata lain.",
    )  # fmt: skip
    bidang = forms.ChoiceField(label="Bidang", required=False)
    indikator = forms.CharField(label="Kode indikator", max_length=20, required=False)
    klasifikasi = forms.CharField(
        label="Klasifikasi",
        max_length=500,
        required=False,
        help_text="Rinciannya, dipisah koma: jenis kelamin, desa.",
    )
    ukuran = forms.CharField(
        label="Ukuran", max_length=100, required=False, help_text="jumlah, proporsi, rata-rata, …"
    )
    satuan = forms.CharField(label="Satuan", max_length=60, required=False)
    kode_referensi = forms.CharField(label="Kode referensi", max_length=100, required=False)
    periode = forms.ChoiceField(label="Diperbarui", choices=Periode.choices, initial=Periode.TAHUNAN)
    sumber_data = forms.ChoiceField(label="Sumber data", choices=SumberData.choices)
    cakupan = forms.ChoiceField(label="Cakupan", choices=Cakupan.choices)
    akses = forms.ChoiceField(
        label="Klasifikasi akses", choices=Akses.choices, initial=Akses.TERBATAS,
        help_text="Terbuka: semua orang mengunduhnya. Terbatas: dengan permohonan (Ps 12). Rahasia: tidak tampil bagi umum.",
    )  # fmt: skip
    k_minimum = forms.IntegerField(
        label="Angka terkecil yang ditampilkan", min_value=1, max_value=1000, initial=5,
        help_text="Pada data terbuka, hitungan di bawah angka ini disembunyikan. Isi 1 bila yang dihitung bukan orang.",
    )  # fmt: skip
    kontak = forms.CharField(
        label="Narahubung", max_length=200, help_text="Nama jabatan dan nomor telepon atau surel."
    )

    kelompok = [
        ("Tentang data ini", ["kode", "nama", "konsep", "definisi", "bidang", "indikator"]),
        (
            "Metadata",
            ["klasifikasi", "ukuran", "satuan", "kode_referensi", "periode", "sumber_data", "cakupan"],
        ),
        ("Akses dan narahubung", ["akses", "k_minimum", "kontak"]),
    ]

    def __init__(
        self, *args: Any, dataset: Dataset | None = None, kecamatan: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        pilihan: Any = self.fields["bidang"]
        pilihan.choices = [("", "Belum ditentukan"), *bidang().items()]
        if dataset is not None:
            del self.fields["kode"]
        if not kecamatan:
            del self.fields["cakupan"]

    def clean_klasifikasi(self) -> list[str]:
        return [k.strip() for k in self.cleaned_data["klasifikasi"].split(",") if k.strip()]

    @staticmethod
    def awal(isi: dict[str, Any]) -> dict[str, Any]:
        return isi | {"klasifikasi": ", ".join(isi.get("klasifikasi", []))}


class KolomForm(forms.Form):
    """One column."""

    name = forms.CharField(label="Nama kolom", max_length=41)
    title = forms.CharField(label="Judul", max_length=100)
    type = forms.ChoiceField(label="Tipe", choices=list(TIPE.items()), initial="string")
    pribadi = forms.ChoiceField(label="Data pribadi", choices=PRIBADI, initial="bukan")
    kunci = forms.BooleanField(label="Bagian kunci", required=False)
    required = forms.BooleanField(label="Wajib diisi", required=False)
    unique = forms.BooleanField(label="Tidak boleh berulang", required=False)
    cacah = forms.NullBooleanField(
        label="Hitungan orang",
        required=False,
        widget=forms.Select(choices=[("unknown", "Menurut tipenya"), ("true", "Ya"), ("false", "Bukan")]),
    )
    description = forms.CharField(label="Keterangan", max_length=500, required=False)
    minimum = forms.CharField(label="Paling kecil", max_length=30, required=False)
    maximum = forms.CharField(label="Paling besar", max_length=30, required=False)
    enum = forms.CharField(label="Pilihan", max_length=1000, required=False, help_text="Dipisah koma.")
    pattern = forms.CharField(label="Pola", max_length=200, required=False, help_text="Ungkapan reguler.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        for nama in ("minimum", "maximum"):
            isi = self.cleaned_data.get(nama, "")
            if isi and self.cleaned_data.get("type") in ("integer", "number", "year"):
                try:
                    angka = float(isi.replace(",", "."))
                except ValueError:
                    self.add_error(nama, "Isi dengan angka.")
                else:
                    self.cleaned_data[nama] = int(angka) if angka.is_integer() else angka
        return self.cleaned_data

    def kolom(self) -> dict[str, Any]:
        """The field of the Table Schema."""
        d = self.cleaned_data
        batasan = {k: d[k] for k in BATASAN if d.get(k)} | {
            k: d[k] for k in ("minimum", "maximum") if d.get(k) not in (None, "")
        }
        if d.get("enum"):
            batasan["enum"] = [n.strip() for n in d["enum"].split(",") if n.strip()]
        isi = {k: d[k] for k in ("name", "title", "type", "description") if d.get(k)}
        if d["pribadi"] != "bukan":
            isi["pribadi"] = d["pribadi"]
        if d.get("cacah") is not None:
            isi["cacah"] = d["cacah"]
        if d.get("kunci"):
            isi["kunci"] = True
        return isi | ({"constraints": batasan} if batasan else {})

    @staticmethod
    def awal(kolom: dict[str, Any]) -> dict[str, Any]:
        b = kolom.get("constraints", {})
        return {"pribadi": "bukan"} | kolom | b | {"enum": ", ".join(map(str, b.get("enum", [])))}


RangkaianKolom = forms.formset_factory(
    KolomForm, extra=1, can_order=True, can_delete=True, max_num=60, validate_max=True
)


def isi_kolom(rangkaian: Any) -> list[dict[str, Any]]:
    """Columns in the order of the page, without the empty and the deleted ones."""
    return [f.kolom() for f in rangkaian.ordered_forms if f.has_changed() and f.cleaned_data.get("name")]


class AlasanForm(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PutusanForm(AlasanForm):
    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[(p.value, p.label) for p in (Putusan.BERBEDA, Putusan.GANDA)],
        widget=forms.RadioSelect,
    )
    field_order = ["putusan", "alasan"]


class PilihanKatalog(forms.Form):
    """The filters of the public catalogue; a wrong value is the same as none."""

    q = forms.CharField(max_length=200, required=False)
    bidang = forms.CharField(max_length=1, required=False)
    instansi = forms.CharField(max_length=63, required=False)
    periode = forms.ChoiceField(choices=[("", ""), *Periode.choices], required=False)
    akses = forms.ChoiceField(choices=[("", ""), *Akses.choices], required=False)
