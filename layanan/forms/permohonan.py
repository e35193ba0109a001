"""The intake form of one service: applicant, the service's own fields, requirements."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from inti.berkas.models import Berkas
from inti.ui.bidang import BidangBerkas, BidangNIK, BidangTanggal, BidangTelepon

from ..actions import Bawaan, DataPemohon
from ..enums import BentukSyarat, Kanal
from ..models import Layanan, Persyaratan
from ..pemohon.nik import Nik, NikSalah, peringatan, urai_nik
from .isian import AWALAN, NkkIsian, bidang_isian, periksa_tercetak, simpan_nilai
from .wakil import WakilMixin

KELAMIN = [("L", "Laki-laki"), ("P", "Perempuan")]
AGAMA = ["Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Khonghucu", "Kepercayaan"]
RINCI = ("tempat_lahir", "tanggal_lahir", "jenis_kelamin", "agama", "pekerjaan")
DI_LOKET = [(k.value, k.label) for k in (Kanal.LOKET, Kanal.DESA)]
PEMOHON = ("nama", "nkk", "alamat", "desa", "telepon", "surel")


class SyaratMixin:
    """Two inputs a requirement: a scan, or the mark that the paper was brought."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    _syarat: dict[int, Persyaratan]

    def tambah_syarat(self, pk: int, persyaratan: Persyaratan) -> None:
        self.__dict__.setdefault("_syarat", {})[pk] = persyaratan
        self.fields[f"syarat_{pk}_berkas"] = BidangBerkas(
            label=persyaratan.nama, required=False, help_text="", maks_mb=settings.SPBE_UNGGAH_MAKS // 2**20
        )
        self.fields[f"syarat_{pk}_berkas"].widget.attrs["data-syarat"] = pk
        dibawa = "Asli diserahkan" if persyaratan.bentuk == BentukSyarat.ASLI else "Salinan dibawa"
        self.fields[f"syarat_{pk}_dibawa"] = forms.BooleanField(label=dibawa, required=False)
        if persyaratan.bentuk == BentukSyarat.SALINAN:
            self.fields[f"syarat_{pk}_asli"] = forms.BooleanField(label="Asli ditunjukkan", required=False)

    def baris(self, pk: int) -> tuple[Persyaratan, BoundField, BoundField, BoundField | None]:
        """(requirement, scan, brought, original shown) for the template."""
        asli = f"syarat_{pk}_asli"
        return (
            self._syarat[pk],
            self[f"syarat_{pk}_berkas"],  # type: ignore[index]
            self[f"syarat_{pk}_dibawa"],  # type: ignore[index]
            self[asli] if asli in self.fields else None,  # type: ignore[index]
        )

    def periksa_syarat(self, tersimpan: Mapping[str, Berkas]) -> None:
        """A scan is needed where the service says so: the paper alone is refused here, nothing at all is not."""
        for pk, syarat in self._syarat.items():
            b = self._bawaan(pk, tersimpan)
            if b.dibawa and not b.cukup(syarat):
                self.add_error(  # type: ignore[attr-defined]
                    f"syarat_{pk}_berkas",
                    "Syarat ini harus dipindai atau difoto, berkas fisik saja tidak cukup.",
                )

    def _bawaan(self, pk: int, tersimpan: Mapping[str, Berkas]) -> Bawaan:
        nama = f"syarat_{pk}_berkas"
        unggahan: UploadedFile | None = self.cleaned_data.get(nama)
        return Bawaan(
            dibawa=bool(self.cleaned_data.get(f"syarat_{pk}_dibawa")),
            asli=bool(self.cleaned_data.get(f"syarat_{pk}_asli")),
            unggahan=unggahan,
            berkas=None if unggahan else tersimpan.get(nama),
        )

    def bawaan(self, tersimpan: Mapping[str, Berkas] | None = None) -> dict[int, Bawaan]:
        """What was handed over by requirement; `tersimpan`: files of the draft by field name."""
        return {pk: self._bawaan(pk, tersimpan or {}) for pk in self.__dict__.get("_syarat", {})}


class PermohonanForm(SyaratMixin, WakilMixin):
    nik = BidangNIK(
        label="NIK", help_text="Ketik dari KTP-el; nama dan alamat terisi bila pernah mengajukan."
    )
    nama = forms.CharField(label="Nama lengkap", max_length=120)
    tempat_lahir = forms.CharField(label="Tempat lahir", max_length=60)
    tanggal_lahir = BidangTanggal(label="Tanggal lahir")
    jenis_kelamin = forms.ChoiceField(label="Jenis kelamin", choices=[("", "Pilih…"), *KELAMIN])
    nkk = NkkIsian(label="Nomor KK", required=False)
    agama = forms.ChoiceField(label="Agama", required=False, choices=[("", "–"), *((a, a) for a in AGAMA)])
    pekerjaan = forms.CharField(label="Pekerjaan", max_length=60, required=False)
    alamat = forms.CharField(label="Alamat", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    desa = forms.CharField(label="Desa/kelurahan", max_length=80)
    telepon = BidangTelepon(label="Nomor telepon/WA")
    surel = forms.EmailField(
        label="Alamat surel", required=False, help_text="Bila diisi, pemohon menerima kabar."
    )
    luar_wilayah = forms.BooleanField(label="Pemohon dari luar wilayah", required=False)
    kanal = forms.ChoiceField(label="Kanal", choices=DI_LOKET, initial=Kanal.LOKET)
    keperluan = forms.CharField(label="Keperluan", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    boleh_wa = forms.BooleanField(label="Boleh dihubungi lewat WhatsApp/SMS", required=False)
    boleh_surel = forms.BooleanField(label="Boleh dikabari lewat surel", required=False, initial=True)
    ganda = forms.BooleanField(label="Ini memang permohonan baru, bukan pengulangan", required=False)
    persetujuan = forms.BooleanField(
        label="Pemohon sudah membaca atau dibacakan, dan setuju",
        error_messages={"required": "Tanpa persetujuan pemohon, datanya tidak boleh diproses (UU 27/2022)."},
    )

    def __init__(
        self, *args: Any, layanan: Layanan, tersimpan: Mapping[str, Berkas] | None = None, **kw: Any
    ) -> None:
        """`tersimpan`: files that the draft has already, by field name."""
        super().__init__(*args, **kw)
        self.layanan = layanan
        self.tersimpan = tersimpan or {}
        self.siapkan_wakil()
        self.fields["desa"].widget.attrs["list"] = "daftar-desa"
        self.fields["nik"].widget.attrs |= {"autofocus": True}
        if layanan.luar_wilayah is False:
            self.fields["luar_wilayah"].help_text = "Layanan ini hanya untuk warga wilayah ini (Ps 7)."
        self.fields.update(bidang_isian(layanan.isian))
        self.persyaratan = list(layanan.persyaratan.all())
        for syarat in self.persyaratan:
            self.tambah_syarat(syarat.pk, syarat)

    # what the template draws -------------------------------------------------------------------------------------

    def bidang_khusus(self) -> list[BoundField]:
        return [self[n] for n in self.fields if n.startswith(AWALAN)]

    def baris_syarat(self) -> Iterator[tuple[Any, ...]]:
        for s in self.persyaratan:
            yield *self.baris(s.pk), self.tersimpan.get(f"syarat_{s.pk}_berkas")

    # checks ------------------------------------------------------------------------------------------------------

    def clean_nik(self) -> str:
        try:
            return urai_nik(self.cleaned_data["nik"]).nomor
        except NikSalah as galat:
            raise forms.ValidationError(str(galat), code="nik") from galat

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("nkk") and data.get("nkk") == data.get("nik"):
            self.add_error("nkk", "Nomor KK tidak mungkin sama dengan NIK.")
        if data.get("luar_wilayah") and not self.layanan.luar_wilayah:
            self.add_error(
                "luar_wilayah", "Layanan ini tidak terbuka bagi pemohon luar wilayah (Ps 7 ayat 2)."
            )
        self.periksa_wakil(data)
        self.periksa_syarat(self.tersimpan)
        for nama in ("nama", "tempat_lahir", "pekerjaan", "desa"):
            if data.get(nama):
                data[nama] = " ".join(data[nama].split())
        periksa_tercetak(self)
        return data

    # what the action takes ---------------------------------------------------------------------------------------

    def pemohon(self) -> DataPemohon:
        d = self.cleaned_data
        rinci = {k: simpan_nilai(d[k]) for k in RINCI}
        return DataPemohon(
            nik=d["nik"],
            luar_wilayah=d["luar_wilayah"],
            bertindak_sebagai=d["bertindak_sebagai"],
            mewakili=self.mewakili(),
            boleh_wa=d["boleh_wa"],
            boleh_surel=d["boleh_surel"],
            rinci=rinci | ({"wakil": self.wakil()} if self.wakil() else {}),
            **{k: d[k] for k in PEMOHON},
        )

    def isian(self) -> dict[str, Any]:
        return {
            n.removeprefix(AWALAN): simpan_nilai(self.cleaned_data[n])
            for n in self.fields
            if n.startswith(AWALAN)
        }


def catatan_nik(nik: Nik, data: dict[str, Any], wilayah: str) -> list[str]:
    """Notices beside the NIK; the permohonan may go on."""
    lahir = data.get("tanggal_lahir")
    if isinstance(lahir, str):
        try:
            lahir = BidangTanggal(required=False).clean(lahir)
        except forms.ValidationError:
            lahir = None
    return peringatan(
        nik,
        wilayah=wilayah,
        tanggal_lahir=lahir if isinstance(lahir, date) else None,
        jenis_kelamin=data.get("jenis_kelamin") or "",
    )


class PerbaikanForm(SyaratMixin, forms.Form):
    """Resubmission: only the requirements that failed are asked again (Ps 9 ayat 3)."""

    catatan = forms.CharField(label="Catatan", required=False, max_length=500)

    def __init__(self, *args: Any, gagal: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.gagal = gagal
        for s in gagal:
            self.tambah_syarat(s.pk, s.persyaratan)

    def baris_syarat(self) -> Iterator[tuple[Any, BoundField, BoundField]]:
        for s in self.gagal:
            yield s, self[f"syarat_{s.pk}_berkas"], self[f"syarat_{s.pk}_dibawa"]
