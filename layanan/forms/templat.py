"""The editor of a letter's wording: plain text fields, checked line by line."""

from typing import Any

from django import forms

from ..dokumen.tulisan import NASKAH, Salah
from .isian import periksa_tercetak

LABEL_NASKAH = {
    "keterangan": "Surat keterangan",
    "rekomendasi": "Surat rekomendasi",
    "pengantar": "Surat pengantar",
    "surat_dinas": "Surat dinas",
    "legalisasi": "Lembar legalisasi dan register",
    "keputusan": "Keputusan",
    "berita_acara": "Berita acara",
}


def _teks(label: str, baris: int = 2, bantuan: str = "", **lain: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=lain.pop("wajib", False),
        strip=False,
        help_text=bantuan,
        widget=forms.Textarea(attrs={"rows": baris, "spellcheck": "false"}),
        max_length=lain.pop("maks", 4000),
    )


class NaskahForm(forms.Form):
    """Fields as `layanan.dokumen.tulisan.tulis` gives them."""

    judul = forms.CharField(label="Judul surat", max_length=300)
    isi = _teks(
        "Isi surat",
        14,
        "Baris kosong memisahkan alinea. [pemohon], [isian], [tabel: nama] mencetak data.",
        maks=12_000,
    )
    ketentuan = _teks("Ketentuan", 3, "Satu butir setiap baris.")
    penutup = _teks("Alinea penutup", 2, "Kosongkan untuk kalimat penutup baku.")
    tembusan = _teks("Tembusan", 3, "Satu penerima setiap baris.")
    lampiran = _teks("Lampiran", 4, "Setiap lampiran dimulai dengan baris “# Judul lampiran”.", maks=12_000)
    kepada = _teks(
        "Kepada (Yth.)", 3, "Hanya untuk surat pengantar dan surat dinas; satu baris setiap baris."
    )
    dasar = _teks("Dasar tambahan", 2, "Dicetak sebelum dasar hukum layanan.")
    pernyataan = _teks("Pernyataan legalisasi", 2)
    buku = forms.CharField(label="Nama buku register", max_length=160, required=False)
    berkas = _teks("Berkas yang dikirim", 2, "Tulis: naskah | banyaknya | keterangan.")
    menimbang = _teks("Menimbang", 2)
    diktum = _teks("Diktum", 3)
    templat = forms.ChoiceField(label="Bentuk naskah dinas", choices=[(n, LABEL_NASKAH[n]) for n in NASKAH])
    huruf = forms.ChoiceField(
        label="Huruf", choices=[("arial", "Arial"), ("bookman", "Bookman Old Style")], required=False
    )
    tanda_terima = forms.BooleanField(label="Ruang tanda terima di bawah surat", required=False)

    UTAMA = ("judul", "isi", "ketentuan", "penutup", "tembusan")
    LAIN = (
        "lampiran", "kepada", "dasar", "pernyataan", "buku", "berkas", "menimbang", "diktum", "templat", "huruf", "tanda_terima",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        periksa_tercetak(self)
        return d

    def naskah(self) -> dict[str, Any]:
        return {n: self.cleaned_data[n] for n in (*self.UTAMA, *self.LAIN)}

    def bidang_utama(self) -> list[forms.BoundField]:
        return [self[n] for n in self.UTAMA]

    def bidang_lain(self) -> list[forms.BoundField]:
        return [self[n] for n in self.LAIN]

    def tandai(self, salah: list[Salah]) -> None:
        for s in salah:
            self.add_error(s.bidang if s.bidang in self.fields else None, str(s))


class TemplatForm(NaskahForm):
    perubahan = forms.CharField(
        label="Apa yang berubah",
        max_length=300,
        required=False,
        help_text="Wajib saat diterbitkan; terbaca di riwayat.",
    )
