"""The step-by-step form of a resident: the fields of the counter's form, a few a page, checked as a whole at the end."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from tenants.wilayah import Wilayah

from ..enums import Bertindak
from ..forms.isian import AWALAN
from ..forms.permohonan import PermohonanForm
from ..models import Persyaratan
from ..pemohon.wakil import BIDANG_WAKIL

BERTINDAK = [(b.value, b.label) for b in (Bertindak.SENDIRI, Bertindak.KUASA, Bertindak.LEMBAGA)]
LANGKAH: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("diri", "Diri Anda", ("nik", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "nkk", "agama", "pekerjaan")),
    ("alamat", "Alamat dan kontak", ("alamat", "desa", "telepon", "surel", "luar_wilayah")),
    ("wakil", "Untuk siapa", ()),
    ("isian", "Keperluan", ()),
)  # fmt: skip
KUNCI = [kunci for kunci, _, _ in LANGKAH]


class DaringForm(PermohonanForm):
    """As at the counter, but every required paper must have been uploaded, and nothing is "brought"."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for nama in ("kanal", "ganda"):
            del self.fields[nama]
        for nama in [n for n in self.fields if n.endswith(("_dibawa", "_asli"))]:
            del self.fields[nama]
        self.fields["nik"].help_text = "16 angka pada KTP-el."
        self.fields["nik"].widget.attrs.pop("autofocus", None)
        self.fields["bertindak_sebagai"].choices = BERTINDAK  # type: ignore[attr-defined]
        self.fields["telepon"].help_text = "Kami menghubungi nomor ini bila ada yang kurang jelas."
        self.fields["boleh_surel"].initial = False  # nothing is agreed to beforehand
        self.fields["boleh_wa"].label = "Saya boleh dihubungi lewat WhatsApp/SMS"
        self.fields["boleh_surel"].label = "Saya boleh dikabari lewat surel"
        self.fields["persetujuan"].label = "Saya sudah membaca dan setuju"
        self.fields["persetujuan"].error_messages["required"] = (
            "Tanpa persetujuan Anda, data Anda tidak boleh kami proses (UU 27/2022)."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for s in self.persyaratan:
            nama = f"syarat_{s.pk}_berkas"
            diminta = s.wajib and nama in self.fields and nama not in self.errors
            if diminta and nama not in self.tersimpan and not data.get(nama):
                self.add_error(nama, "Unggah foto atau pindaian syarat ini.")
        return data


class LangkahForm(DaringForm):
    """One page of it: only its own fields; what belongs to other pages is checked there and at the end."""

    def __init__(self, *args: Any, kunci: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        milik = bidang_langkah(self, kunci)
        for nama in [n for n in self.fields if n not in milik]:
            del self.fields[nama]


class BerkasForm(DaringForm):
    """The upload of one requirement."""

    def __init__(self, *args: Any, syarat: Persyaratan, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.bidang = f"syarat_{syarat.pk}_berkas"
        for nama in [n for n in self.fields if n != self.bidang]:
            del self.fields[nama]
        bidang = self.fields[self.bidang]
        bidang.required = True
        bidang.label = "Foto atau pindaian"
        bidang.widget.attrs["accept"] = "image/jpeg,image/png,application/pdf"

    def periksa_syarat(self, tersimpan: Any) -> None:
        """Looked at when the whole is sent."""


class DesaForm(PermohonanForm):
    """For an aparat desa: always in that role, and always for a resident of their own desa."""

    def __init__(self, *args: Any, desa: Wilayah, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.desa_akun = desa
        tetap = {"kanal", "ganda", "bertindak_sebagai", "desa", "luar_wilayah", "wakil_desa"}
        milik = {f"wakil_{n}" for n in BIDANG_WAKIL[Bertindak.APARAT_DESA]} | {"wakil_berkas"}
        for nama in list(self.fields):
            lain = nama.startswith("wakil_") and nama not in milik
            if nama in tetap or lain or nama.endswith("_asli"):
                del self.fields[nama]
            elif nama.endswith("_dibawa"):
                self.fields[nama].label = "Berkas fisik menyusul ke kecamatan"
        self.fields["wakil_berkas"].label = "Surat pengantar desa"
        self.fields["nik"].help_text = "Ketik dari KTP-el warga."
        self.fields["persetujuan"].label = "Warga sudah membaca atau dibacakan, dan setuju"

    def clean(self) -> dict[str, Any]:
        self.cleaned_data |= {
            "bertindak_sebagai": Bertindak.APARAT_DESA.value,
            "wakil_desa": self.desa_akun.nama,
            "desa": self.desa_akun.nama,
            "luar_wilayah": False,
        }
        return super().clean()

    def mewakili(self) -> str:
        return f"{self.desa_akun.tingkat.capitalize()} {self.desa_akun.nama}"

    def peran(self) -> str:
        return Bertindak.APARAT_DESA

    def bidang_pengantar(self) -> list[BoundField]:
        return [self[n] for n in self.fields if n.startswith("wakil_") and n != "wakil_berkas"]

    def bidang_warga(self) -> list[BoundField]:
        nama = ("nik", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "alamat", "telepon", "surel",
                "nkk", "pekerjaan", "agama")  # fmt: skip
        return [self[n] for n in nama]


def bidang_langkah(form: forms.Form, kunci: str) -> list[str]:
    """The field names of a page, in order."""
    tetap = {k: nama for k, _, nama in LANGKAH}[kunci]
    if kunci == "wakil":
        return [n for n in form.fields if n == "bertindak_sebagai" or n.startswith("wakil_")]
    if kunci == "isian":
        return [*(n for n in form.fields if n.startswith(AWALAN)), "keperluan"]
    return list(tetap)
