"""Forms of an outage."""

from typing import Any

from django import forms

from inti.akun.models import Pengguna
from inti.ui.bidang import BidangBerkas, BidangNIK, BidangTelepon

from ..actions.ajukan import DataPemohon
from ..forms.isian import AWALAN, bidang_isian, simpan_nilai
from ..forms.ttd import WaktuForm
from ..models import Layanan
from .enums import Sebab
from .susulan import URUTAN, KasusKertas, Langkah, petugas_masa

LABEL = {
    "setujui": "Verifikasi", "distribusikan": "Diteruskan ke seksi", "validasi": "Validasi", "paraf": "Paraf sekretaris",
    "tandatangani": "Tanda tangan", "serahkan": "Diserahkan",
}  # fmt: skip


def _waktu(label: str, **lain: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=WaktuForm, **lain)


def _orang(label: str, **lain: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=Pengguna.objects.none(), to_field_name="uuid", empty_label="Pilih…", **lain
    )


class NyatakanForm(forms.Form):
    sebab = forms.ChoiceField(label="Sebab", choices=Sebab)
    uraian = forms.CharField(
        label="Apa yang terjadi", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    mulai = _waktu("Mulai")
    perkiraan_pulih = _waktu("Perkiraan pulih", required=False)
    penanggung_jawab = _orang("Penanggung jawab layanan manual")
    nomor_ba = forms.CharField(label="Nomor berita acara", max_length=80)
    berkas_ba = BidangBerkas(label="Pindaian berita acara", required=False, help_text="PDF, JPG, atau PNG.")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["penanggung_jawab"].queryset = Pengguna.objects.filter(aktif=True).order_by("nama")  # type: ignore[attr-defined]


class PesanForm(forms.Form):
    registrasi = forms.IntegerField(label="Nomor registrasi", min_value=0, max_value=500, initial=50)
    surat = forms.IntegerField(label="Nomor surat", min_value=0, max_value=500, initial=50)
    buku = forms.ChoiceField(label="Buku nomor surat", required=False)
    sudah = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, buku: list[tuple[str, str]], sudah: int | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["sudah"].initial = sudah
        if len(buku) > 1:
            self.fields["buku"].choices = [("", "Pilih…"), *buku]  # type: ignore[attr-defined]
        else:
            del self.fields["buku"]


class PulihForm(forms.Form):
    selesai = _waktu("Pulih pada")
    tindakan = forms.CharField(
        label="Tindakan pemulihan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ImporForm(forms.Form):
    berkas = forms.FileField(
        label="Lembar kerja (XLSX), atau ZIP dengan pindaiannya",
        help_text="Dalam ZIP, namai pindaian menurut nomornya: REG-2026-000123.pdf, formulirnya REG-2026-000123-formulir.pdf.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip"}),
    )


class PindaianForm(forms.Form):
    pindaian = BidangBerkas(
        label="Pindaian surat bertanda tangan dan berstempel", help_text="PDF, JPG, atau PNG."
    )


class KasusForm(forms.Form):
    """One paper case: what the form says, and when and by whom each step was done."""

    registrasi = forms.ChoiceField(label="Nomor registrasi pada kertas")
    nama = forms.CharField(label="Nama pemohon", max_length=120)
    nik = BidangNIK(label="NIK")
    alamat = forms.CharField(label="Alamat", max_length=200)
    desa = forms.CharField(label="Desa/kelurahan", max_length=80, required=False)
    telepon = BidangTelepon(label="Telepon", required=False)
    keperluan = forms.CharField(label="Keperluan", max_length=300)
    masuk_pada = _waktu("Diterima")
    petugas = _orang("Petugas loket")

    def __init__(self, *args: Any, layanan: Layanan, gangguan: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.layanan = layanan
        belum = gangguan.registrasi.filter(keadaan="dipesan").values_list("nomor", flat=True)
        self.fields["registrasi"].choices = [("", "Pilih…"), *((n, n) for n in belum)]  # type: ignore[attr-defined]
        self.fields.update(bidang_isian(layanan.isian))
        nama_langkah = [n for n in URUTAN if layanan.perlu_ttd or n not in ("paraf", "tandatangani")]
        if not layanan.perlu_paraf and "paraf" in nama_langkah:
            nama_langkah.remove("paraf")
        for n in nama_langkah:
            self.fields[f"{n}_pada"] = _waktu(LABEL[n], required=False)
            self.fields[f"{n}_oleh"] = _orang(f"{LABEL[n]} oleh", required=False)
        if layanan.perlu_ttd:
            self.fields["urut_surat"] = forms.IntegerField(
                label="Nomor urut surat (dari blok)", min_value=1, required=False
            )
            self.fields["distempel_oleh"] = forms.CharField(
                label="Distempel oleh", max_length=120, required=False
            )
            self.fields["pindaian"] = BidangBerkas(
                label="Pindaian surat", required=False, help_text="Boleh menyusul."
            )
        self.fields["formulir"] = BidangBerkas(
            label="Pindaian formulir dan syaratnya", required=False, help_text="PDF, JPG, atau PNG."
        )
        self.fields["diterima_oleh"] = forms.CharField(label="Diterima oleh", max_length=120, required=False)
        self.langkah_nama = nama_langkah
        orang = petugas_masa(gangguan).order_by("nama")
        for bidang in self.fields.values():
            if isinstance(bidang, forms.ModelChoiceField):
                bidang.queryset = orang

    def langkah_baris(self) -> list[tuple[str, Any, Any]]:
        return [(LABEL[n], self[f"{n}_pada"], self[f"{n}_oleh"]) for n in self.langkah_nama]

    def isian_baris(self) -> list[Any]:
        return [self[n] for n in self.fields if n.startswith(AWALAN)]

    def clean(self) -> dict[str, Any]:
        d = super().clean() or {}
        for n in self.langkah_nama:
            if bool(d.get(f"{n}_pada")) != bool(d.get(f"{n}_oleh")):
                self.add_error(f"{n}_pada", "Isi waktu dan petugasnya bersama-sama.")
        return d

    def kasus(self) -> KasusKertas:
        d = self.cleaned_data
        langkah = [
            Langkah(n, d[f"{n}_oleh"], d[f"{n}_pada"]) for n in self.langkah_nama if d.get(f"{n}_pada")
        ]
        isian = {
            n.removeprefix(AWALAN): simpan_nilai(d[n])
            for n in self.fields
            if n.startswith(AWALAN) and d.get(n) is not None
        }
        return KasusKertas(
            kunci=d["registrasi"], registrasi=d["registrasi"], layanan=self.layanan, keperluan=d["keperluan"],
            pemohon=DataPemohon(
                nama=d["nama"], nik=d["nik"], alamat=d["alamat"], desa=d["desa"], telepon=d["telepon"] or "", boleh_surel=False
            ),
            petugas=d["petugas"], masuk_pada=d["masuk_pada"], langkah=langkah, isian=isian, urut_surat=d.get("urut_surat"),
            distempel_oleh=d.get("distempel_oleh", ""), diterima_oleh=d.get("diterima_oleh", ""),
        )  # fmt: skip
