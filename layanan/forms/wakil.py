"""For whom somebody stands there (Ps 1 angka 10, Ps 8 ayat 1): each role has fields of its own.

The answers go encrypted into the applicant's details (`Permohonan.rinci["wakil"]`); the column `mewakili` is readable
in the database, so it only ever holds the name of a desa or a lembaga.
"""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField

from inti.ui.bidang import BidangBerkas, BidangTanggal

from ..enums import Bertindak
from ..pemohon.wakil import BIDANG_WAKIL, WAJIB_WAKIL
from .isian import NikIsian, simpan_nilai

SEMUA_WAJIB = {f"wakil_{n}" for semua in WAJIB_WAKIL.values() for n in semua}
DERET_ANGKA = re.compile(r"(\d[ .\-]?){15}\d")


class WakilMixin(forms.Form):
    """Fields `wakil_<name>`; only those of the chosen role count."""

    bertindak_sebagai = forms.ChoiceField(
        label="Bertindak sebagai", choices=Bertindak, initial=Bertindak.SENDIRI
    )
    wakil_nama = forms.CharField(label="Nama penerima kuasa", max_length=120, required=False)
    wakil_nik = NikIsian(label="NIK penerima kuasa", required=False)
    wakil_nomor = forms.CharField(label="Nomor surat kuasa", max_length=80, required=False)
    wakil_tanggal = BidangTanggal(label="Tanggal surat kuasa", required=False)
    wakil_jabatan_desa = forms.CharField(label="Jabatan di desa", max_length=80, required=False)
    wakil_desa = forms.CharField(label="Desa/kelurahan yang diwakili", max_length=80, required=False)
    wakil_pengantar_nomor = forms.CharField(label="Nomor surat pengantar", max_length=80, required=False)
    wakil_pengantar_tanggal = BidangTanggal(label="Tanggal surat pengantar", required=False)
    wakil_pengantar_penanda = forms.CharField(
        label="Penanda tangan surat pengantar", max_length=120, required=False
    )
    wakil_lembaga = forms.CharField(label="Nama lembaga", max_length=120, required=False)
    wakil_izin = forms.CharField(label="NIB atau nomor akta", max_length=80, required=False)
    wakil_jabatan = forms.CharField(label="Jabatan dalam lembaga", max_length=80, required=False)
    wakil_npwp = forms.CharField(label="NPWP lembaga", max_length=24, required=False)

    def siapkan_wakil(self) -> None:
        self.fields["wakil_berkas"] = BidangBerkas(
            label="Surat kuasa, pengantar, atau surat tugas",
            required=False,
            help_text="Pindaian atau foto.",
            maks_mb=settings.SPBE_UNGGAH_MAKS // 2**20,
        )
        for nama in SEMUA_WAJIB & self.fields.keys():
            self.fields[
                nama
            ].required = True  # as it is drawn; `full_clean` asks only those of the chosen role
        self.fields["wakil_desa"].widget.attrs["list"] = "daftar-desa"

    def peran(self) -> str:
        """The role as it was sent."""
        return str(self.data.get("bertindak_sebagai", ""))

    def full_clean(self) -> None:
        wajib = {f"wakil_{n}" for n in WAJIB_WAKIL.get(self.peran(), ())}
        for nama in SEMUA_WAJIB & self.fields.keys():
            self.fields[nama].required = nama in wajib
        super().full_clean()
        for nama in SEMUA_WAJIB & self.fields.keys():
            self.fields[nama].required = True

    def kelompok_wakil(self) -> list[tuple[str, list[BoundField]]]:
        """(role, its fields), for the template."""
        return [(peran, [self[f"wakil_{n}"] for n in nama]) for peran, nama in BIDANG_WAKIL.items()]

    def periksa_wakil(self, data: dict[str, Any]) -> None:
        peran = data.get("bertindak_sebagai", "")
        for nama in WAJIB_WAKIL.get(peran, ()):
            bidang = f"wakil_{nama}"
            if not data.get(bidang) and bidang not in self.errors:
                self.add_error(bidang, "Isi bagian ini, atau ubah “Bertindak sebagai”.")
        for bidang in ("wakil_desa", "wakil_lembaga"):
            if DERET_ANGKA.search(data.get(bidang) or ""):
                self.add_error(bidang, "Tulis namanya saja, tanpa NIK.")
        if peran == Bertindak.KUASA and data.get("wakil_nik") and data.get("wakil_nik") == data.get("nik"):
            self.add_error("wakil_nik", "Penerima kuasa tidak mungkin sama dengan pemohon.")

    def wakil(self) -> dict[str, Any]:
        peran = self.cleaned_data["bertindak_sebagai"]
        semua = {n: simpan_nilai(self.cleaned_data[f"wakil_{n}"]) for n in BIDANG_WAKIL.get(peran, ())}
        return {n: nilai for n, nilai in semua.items() if nilai}

    def mewakili(self) -> str:
        d = self.cleaned_data
        match d["bertindak_sebagai"]:
            case Bertindak.LEMBAGA:
                return str(d["wakil_lembaga"])
            case Bertindak.APARAT_DESA:
                return f"Desa {d['wakil_desa']}"
        return ""
